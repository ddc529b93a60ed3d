"""Forms of a 测评: how it is drawn up, and how it is closed. The voter's sheet is no form: it knows its units."""

from decimal import Decimal
from typing import Any

from django import forms
from django.forms import ModelForm, formset_factory

from accounts.roles import ROLE_LABELS, Role
from accounts.units.inputs import CleanCharField, DayField
from tasks.ballots.actions.drawing import MOST_MORE, MOST_SLIPS, GroupSaid
from tasks.ballots.models import VOTERS, Appraisal, AppraisalCall, Ballot
from tasks.ballots.queries import subjects
from tasks.ballots.rules import DEFAULT, Rules

USUAL_GROUPS = (
    {"name": "单位书记", "weight": 40, "role": Role.UNIT_SECRETARY},
    {"name": "班子成员", "weight": 30, "role": Role.UNIT_LEADER},
    {"name": "服务对象代表", "weight": 30, "slips": 20},
)
MOST_GROUPS = 6


class BallotForm(ModelForm):
    """What the 测评 is about, and its rules."""

    title = CleanCharField(label="名称", max_length=80, help_text="如“2026年度党建工作民主测评”，会写在信和票上。")
    closes_on = DayField(label="截止日期", help_text="当日全天可以投票。")
    best_limit = forms.IntegerField(
        label="每张票最多选几个“好”",
        min_value=0,
        max_value=1000,
        initial=DEFAULT.best_limit,
        help_text="填0不限。",
    )
    quorum = forms.DecimalField(
        label="收回比例（%）",
        min_value=1,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        initial=DEFAULT.quorum,
        help_text="收回的票不足发出的这个比例，测评无效。",
    )

    class Meta:
        model = Ballot
        fields = ["cycle", "title", "explanation", "closes_on", "trial", "units"]
        widgets = {"explanation": forms.Textarea({"rows": 2}), "units": forms.CheckboxSelectMultiple}
        help_texts = {
            "explanation": "写给评议人的一两句话，可以不填。",
            "trial": "先走一遍流程：页面和票上注明“试投”，结果不用于考核。",
        }

    def __init__(self, *args: Any, based_on: Rules = DEFAULT, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cycle = self.fields["cycle"]
        cycle.queryset, cycle.empty_label = cycle.queryset.filter(state="open"), None
        self.fields["units"].queryset = subjects()
        for place, option in enumerate(based_on.options):
            bounds = {"min_value": 0, "max_value": 100, "max_digits": 5, "decimal_places": 2}
            self.fields[f"points_{place}"] = forms.DecimalField(label=f"“{option.name}”分值", initial=option.points, **bounds)

    def values(self) -> dict[str, Any]:
        """The columns of the ballot."""
        return {name: self.cleaned_data[name] for name in ("cycle", "title", "explanation", "closes_on", "trial")}

    def rules(self) -> dict[str, Any]:
        """The rules as plain data, for the action to check."""
        said = self.cleaned_data
        options = [{"name": name, "points": str(said[f"points_{place}"])} for place, name in enumerate(DEFAULT.names)]
        return {"options": options, "best_limit": said["best_limit"], "quorum": str(said["quorum"])}

    @property
    def points(self) -> list:
        """The fields of the grades."""
        return [self[f"points_{place}"] for place in range(len(DEFAULT.options))]


class GroupForm(forms.Form):
    """One 类别; an empty line is left out."""

    use_required_attribute = False
    name = CleanCharField(label="类别", max_length=40, required=False, widget=forms.TextInput({"class": "form-control"}))
    weight = forms.DecimalField(
        label="权重",
        min_value=Decimal("0.01"),
        max_value=100,
        decimal_places=2,
        required=False,
        widget=forms.NumberInput({"class": "form-control"}),
    )
    role = forms.ChoiceField(
        label="发信给",
        required=False,
        choices=[("", "不发信"), *[(role.value, ROLE_LABELS[role]) for role in VOTERS]],
        widget=forms.Select({"class": "form-select"}),
    )
    slips = forms.IntegerField(
        label="纸质票张数",
        min_value=0,
        max_value=MOST_SLIPS,
        required=False,
        widget=forms.NumberInput({"class": "form-control"}),
    )

    def clean(self) -> dict[str, Any]:
        """Name and weight together or neither."""
        said = super().clean()
        if bool(said.get("name")) != bool(said.get("weight")) and not self.errors:
            raise forms.ValidationError("“类别”和“权重”须同时填写；不用的一行请全部留空。")
        return said

    def said(self) -> GroupSaid | None:
        """The group, or None for an empty line."""
        data = self.cleaned_data
        return GroupSaid(data["name"], data["weight"], data["role"], data["slips"] or 0) if data.get("name") else None


GroupForms = formset_factory(GroupForm, extra=0, max_num=MOST_GROUPS, absolute_max=MOST_GROUPS)


def lines(given: list[dict]) -> list[dict]:
    """The initial lines, filled up with empty ones."""
    return [*given, *({} for _ in range(MOST_GROUPS - len(given)))]


class CloseForm(forms.Form):
    """结束投票."""

    reason = forms.CharField(
        label="提前结束的理由",
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="截止日期以前、票没有收齐时须填写。",
    )


class MoreForm(forms.Form):
    """增补 slips."""

    count = forms.IntegerField(min_value=1, max_value=MOST_MORE)
    reason = forms.CharField(max_length=200)


class CodeForm(forms.Form):
    """The code from a slip or letter."""

    code = forms.CharField(
        label="票号",
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "class": "form-control form-control-lg"}),
        help_text="12位字母和数字，大小写和短横线不影响。",
    )


class CallForm(ModelForm):
    """发起评鉴: which cycle, until when; cycles that are open and not asked about yet."""

    due_on = DayField(label="截止日期")

    class Meta:
        model = AppraisalCall
        fields = ["cycle", "due_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cycle = self.fields["cycle"]
        cycle.queryset, cycle.empty_label = cycle.queryset.filter(state="open", appraisal_call=None), None


class AppraisalForm(forms.Form):
    """等次 and one sentence for one unit; a card that is left empty is no fault."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    grade = forms.ChoiceField(
        label="评鉴等次", choices=[(name, name) for name in DEFAULT.names], widget=forms.RadioSelect, required=False
    )
    sentence = forms.CharField(
        label="评鉴意见",
        max_length=200,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="一句话：为什么，下一步有什么要求。",
    )

    @classmethod
    def of(cls, unit, said: Appraisal | None, typed=None) -> "AppraisalForm":
        """As it stands, or as it was typed."""
        stands = {"version": said.version, "grade": said.grade, "sentence": said.sentence} if said else {"version": 0}
        made = cls(typed, prefix=str(unit.pk), initial=stands)
        made.unit, made.before = unit, said
        return made

    def clean(self) -> dict[str, Any]:
        """Grade and sentence together or neither; what was said can be changed, not emptied."""
        said = super().clean()
        grade, sentence = said.get("grade"), (said.get("sentence") or "").strip()
        if (sentence or self.before) and not grade and "grade" not in self.errors:
            self.add_error("grade", f"请为{self.unit}选择“评鉴等次”。")
        if (grade or self.before) and not sentence and "sentence" not in self.errors:
            self.add_error("sentence", f"请为{self.unit}写一句“评鉴意见”，说明理由或下一步要求。")
        return said

    @property
    def is_filled(self) -> bool:
        """Something was said that was not there yet."""
        stands = (self.before.grade, self.before.sentence) if self.before else ("", "")
        return (self.cleaned_data["grade"], self.cleaned_data["sentence"]) != stands

    def said(self) -> dict[str, Any]:
        """Unit, grade, sentence, and the version that was seen."""
        return {"unit": self.unit, **self.cleaned_data}
