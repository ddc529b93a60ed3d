"""Forms of the assessment: publish, open, grade, close."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.forms import ModelForm

from accounts.models import Unit
from tasks.assessment.kinds import Ground
from tasks.assessment.models import Cycle, Scheme
from tasks.assessment.scheme import Scheme as Rules


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
        fields = ["title", "from_on", "to_on", "scheme", "late_reason"]
        widgets = {"from_on": DayInput(), "to_on": DayInput(), "late_reason": forms.Textarea({"rows": 2})}
        labels = {"title": "考核名称", "from_on": "考核期开始", "to_on": "考核期结束"}
        help_texts = {
            "title": "如“2026年度党建工作考核”。",
            "late_reason": "方案在考核期开始以前公布的不填。填写的理由各单位都能看到，公布以前到期的事项不计入。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].queryset = Scheme.objects.filter(published_on__isnull=False)
        self.fields["scheme"].help_text = "方案须在考核期开始前公布；开始后按当时的内容固定，不再随方案修改。"
        self.helper = _helper("", "开始考核")


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


class RulingForm(forms.Form):
    """加减分 or 一票否决 of a unit, by a clause of the frozen scheme."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="单位", empty_label="请选择")
    clause = forms.ChoiceField(label="情形")
    points = forms.DecimalField(
        label="分值",
        required=False,
        max_digits=5,
        decimal_places=2,
        min_value=0,
        max_value=100,
        help_text="写正数，加减由情形定；一票否决不填。",
    )
    on = forms.DateField(label="发生日期", widget=DayInput())
    reason = forms.CharField(
        label="事由和依据",
        max_length=300,
        strip=True,
        widget=forms.Textarea({"rows": 2}),
        help_text="什么事、依据什么文件或认定。反馈以后单位会看到。",
    )

    def __init__(self, *args: Any, rules: Rules, units, action: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        adjusting = [(c.name, c.said) for c in rules.clauses]
        vetoes = [(c.name, f"{c.name}（等次不高于“{c.grade}”）") for c in rules.conditions if c.ground == Ground.RECORDED]
        groups = [("加减分", adjusting), ("一票否决", vetoes)]
        self.fields["clause"].choices = [("", "请选择"), *[group for group in groups if group[1]]]
        self.helper = _helper(action, "记录")


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
