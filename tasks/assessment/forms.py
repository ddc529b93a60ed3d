"""Forms of the assessment: publish, open, grade, close."""

from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.forms import ModelForm

from tasks.assessment.models import Cycle, Scheme
from tasks.assessment.scheme import DEFAULT, FORMULA_LABELS, Formula
from tasks.assessment.scheme import Scheme as Rules

FORMULA_NAMES = {indicator.formula: indicator.name for indicator in DEFAULT.indicators}
FORMULA_NAMES |= {Formula.MILESTONES: "节点完成情况", Formula.SUPPORT: "协办配合情况"}


def _helper(action: str, button: str) -> FormHelper:
    """POST to `action` with one primary button."""
    helper = FormHelper()
    helper.form_action = action
    helper.add_input(Submit("save", button))
    return helper


class DayInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class CycleForm(ModelForm):
    """考核期 and scheme; only published schemes can be chosen."""

    scheme = forms.ModelChoiceField(Scheme.objects.none(), label="考核方案", empty_label=None)

    class Meta:
        model = Cycle
        fields = ["title", "from_on", "to_on", "scheme"]
        widgets = {"from_on": DayInput(), "to_on": DayInput()}
        labels = {"title": "考核名称", "from_on": "考核期开始", "to_on": "考核期结束"}
        help_texts = {"title": "如“2026年度党建工作考核”。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].queryset = Scheme.objects.filter(published_on__isnull=False)
        self.fields["scheme"].help_text = "方案须在考核期开始前公布；开始后按当时的内容固定，不再随方案修改。"
        self.helper = _helper("", "开始考核")


class SchemeForm(forms.Form):
    """A new version of the rules: weights of the formula kinds that exist, lower bounds of the grades, the quota."""

    name = forms.CharField(label="方案名称", max_length=80)
    top_share = forms.IntegerField(label="最高等次名额（占参评单位的百分比）", min_value=1, max_value=100)

    def __init__(self, *args: Any, based_on: Rules, **kwargs: Any) -> None:
        initial = {"top_share": int(based_on.top_share * 100)} | kwargs.pop("initial", {})
        super().__init__(*args, initial=initial, **kwargs)
        known = {indicator.formula: indicator for indicator in based_on.indicators}
        self.names = {f: known[f].name if f in known else FORMULA_NAMES[f] for f in Formula}
        for formula, name in self.names.items():
            weight = known[formula].weight if formula in known else 0
            self.fields[f"weight_{formula}"] = self._number(
                f"“{name}”权重", weight, f"{FORMULA_LABELS[formula]}。填0则不用这项指标。"
            )
        self.grades = based_on.grades
        for place, band in enumerate(based_on.bands[:-1]):
            self.fields[f"lower_{place}"] = self._number(f"“{band.name}”起始分", band.lower, "")
        self.helper = _helper("", "保存新方案")

    @staticmethod
    def _number(label: str, initial: Any, help_text: str) -> forms.DecimalField:
        """A field for points: 0 to 100, two decimals."""
        bounds = {"min_value": 0, "max_value": 100, "max_digits": 5, "decimal_places": 2}
        return forms.DecimalField(label=label, initial=initial, help_text=help_text, **bounds)

    def rules(self) -> dict[str, Any]:
        """The rules as plain data, for the action to check."""
        said = self.cleaned_data
        weights = [(formula, said[f"weight_{formula}"]) for formula in Formula]
        lowers = [said[f"lower_{place}"] for place in range(len(self.grades) - 1)] + [0]
        return {
            "indicators": [{"name": self.names[f], "formula": str(f), "weight": str(w)} for f, w in weights if w],
            "bands": [{"name": name, "lower": str(low)} for name, low in zip(self.grades, lowers, strict=True)],
            "top_share": str(Decimal(said["top_share"]) / 100),
        }


class PublishForm(forms.Form):
    """The day on which the units were told."""

    on = forms.DateField(
        label="公布日期", widget=DayInput(), help_text="单位得知本方案的日期。只有此日及以后开始的考核期可以使用。"
    )

    def __init__(self, *args: Any, action: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper(action, "公布方案")


class GradeForm(forms.Form):
    """审定等次; the reason is needed when it differs from the proposed one (the action says so)."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    grade = forms.ChoiceField(label="审定等次", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="调整理由",
        max_length=300,
        required=False,
        strip=True,
        widget=forms.Textarea({"rows": 2}),
        help_text="与拟定等次不同时必填，并随结果保存。",
    )

    def __init__(self, *args: Any, grades: tuple[str, ...], action: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grade"].choices = [(grade, grade) for grade in grades]
        self.helper = _helper(action, "审定")


class CloseForm(forms.Form):
    """集体审定: which meeting, when; a note."""

    meeting = forms.CharField(label="审定会议", max_length=80, strip=True, help_text="如“县直机关工委会议”。")
    met_on = forms.DateField(label="会议日期", widget=DayInput())
    note = forms.CharField(
        label="审定说明",
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="最高等次超过名额时须写明理由。",
    )

    def __init__(self, *args: Any, action: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper(action, "审定考核结果")


class FeedbackForm(forms.Form):
    """反馈: how many working days a unit has to ask for a second look."""

    workdays = forms.IntegerField(
        label="申请复核期限（工作日）",
        min_value=1,
        max_value=30,
        initial=5,
        help_text="自反馈次日起算。各单位第一责任人收到一封信，只写本单位结果。",
    )

    def __init__(self, *args: Any, action: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper(action, "向各单位反馈")


class TrialForm(forms.Form):
    """On which cycle's data a scheme is tried."""

    cycle = forms.ModelChoiceField(
        Cycle.objects.filter(scores__isnull=False).distinct(), label="用哪次考核的数据", empty_label=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper("", "试算")
        self.helper.form_method = "get"
