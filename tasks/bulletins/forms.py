"""Forms of 通报: what it is about and to whom it goes, its text, and the steps of its life."""

from collections.abc import Sequence
from datetime import date

from crispy_forms.bootstrap import StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Field, Layout, Row, Submit
from django import forms

from accounts.sheets.text import visible
from accounts.units.inputs import CleanCharField, DayField
from tasks.assessment.models import Cycle, CycleState
from tasks.bulletins.addressing import KINDS, choices
from tasks.bulletins.models import Bulletin
from tasks.bulletins.passages import LONGEST, Passage, Section
from tasks.bulletins.states import Scope

EXPIRED = {"required": "页面已过期。请刷新后重试。"}
ADD_LABELS = {
    Section.OPENING: "补充：开头",
    Section.GOOD: "补充：做法和结果",
    Section.FAULTS: "补充：存在问题",
    Section.DEMANDS: "补充：工作要求",
    Section.CLOSING: "补充：结尾",
}


class TextField(forms.CharField):
    """Paragraphs without what cannot be seen."""

    widget = forms.Textarea

    def to_python(self, value: str | None) -> str:
        """Cleaned before its length is looked at."""
        return visible(super().to_python(value) or "")


class ScopeForm(forms.Form):
    """To whom it goes."""

    scope = forms.ChoiceField(label="印发范围", choices=Scope, initial=Scope.ALL, widget=forms.RadioSelect)
    kinds = forms.MultipleChoiceField(
        label="哪几类单位（范围为“某几类单位”时选）",
        choices=[(kind.value, kind.label) for kind in KINDS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    units = forms.ModelMultipleChoiceField(
        None, label="哪些单位（范围为“指定单位”时选）", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = choices()

    @property
    def addressed(self) -> dict:
        """Scope and among, as the actions take them."""
        said = self.cleaned_data
        among: list = []
        if said["scope"] == Scope.KINDS:
            among = sorted(said["kinds"])
        elif said["scope"] == Scope.UNITS:
            among = sorted(unit.pk for unit in said["units"])
        return {"scope": said["scope"], "among": among}


SCOPE = (Field("scope", wrapper_class="steps"), Field("kinds", wrapper_class="steps"), Field("units", wrapper_class="tick-box"))


class SupervisionForm(ScopeForm):
    """A 督查通报: the period."""

    from_on = DayField(label="起")
    to_on = DayField(label="止")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper(Row(Column("from_on"), Column("to_on")), *SCOPE, buttons=[Submit("send", "按数据起草")])

    def said(self) -> dict:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in ("from_on", "to_on")} | self.addressed


class ResultForm(ScopeForm):
    """A 考核结果通报: the cycle."""

    cycle = forms.ModelChoiceField(
        Cycle.objects.filter(state=CycleState.CLOSED), label="考核", help_text="已审定、已反馈、申请复核期满的考核。"
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper("cycle", *SCOPE, buttons=[Submit("send", "按数据起草")])

    def said(self) -> dict:
        """What the action takes."""
        return {"cycle": self.cleaned_data["cycle"]} | self.addressed


class EditForm(ScopeForm):
    """The text, a box a passage, and one more for each part of the paper. An emptied box strikes its passage out."""

    title = CleanCharField(label="标题", max_length=120)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, error_messages=EXPIRED)

    def __init__(self, *args, bulletin: Bulletin, passages: Sequence[Passage], **kwargs) -> None:
        start = {"title": bulletin.title, "version": bulletin.version, "scope": bulletin.scope}
        start |= {"kinds": bulletin.among if bulletin.scope == Scope.KINDS else []}
        start |= {"units": bulletin.among if bulletin.scope == Scope.UNITS else []}
        super().__init__(*args, initial=start, **kwargs)
        self.fixed = bulletin if bulletin.corrects_id else None
        for place, one in enumerate(passages):
            rows = min(8, max(2, len(one.text) // 40 + 1))
            self.fields[f"text_{place}"] = TextField(
                label=f"第{place + 1}段",
                required=False,
                max_length=LONGEST,
                initial=one.text,
                widget=forms.Textarea({"rows": rows}),
            )
        for section, label in ADD_LABELS.items():
            self.fields[f"add_{section}"] = TextField(
                label=label, required=False, max_length=LONGEST, widget=forms.Textarea({"rows": 2, "placeholder": "一行一段"})
            )
        if self.fixed:
            for name in ("scope", "kinds", "units"):
                del self.fields[name]

    def said(self) -> dict:
        """What the action takes."""
        said = self.cleaned_data
        texts = {int(name[5:]): value for name, value in said.items() if name.startswith("text_")}
        added = {name[4:]: value for name, value in said.items() if name.startswith("add_") and value}
        where = {"scope": self.fixed.scope, "among": self.fixed.among} if self.fixed else self.addressed
        return {"title": said["title"], "version": said["version"], "texts": texts, "added": added} | where


class StepForm(forms.Form):
    """One step with its words; `label` names them."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, error_messages=EXPIRED)
    words = TextField(label="说明", required=False, max_length=300, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args, label: str = "", needed: bool = False, send: str = "", danger: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label, self.fields["words"].required = label, needed
        css = "btn-outline-danger" if danger else ""
        fields = ["words"] if label else []
        self.helper = _helper("version", *fields, buttons=[Submit("send", send, css_class=css)])


class DecideForm(StepForm):
    """审定 or 退回: which button was pressed says it."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, label="审定意见（退回时写明理由）", **kwargs)
        back = StrictButton("退回修改", type="submit", name="return", value="1", css_class="btn-outline-danger")
        self.helper = _helper("version", "words", buttons=[Submit("approve", "审定同意"), back])


class CorrectForm(forms.Form):
    """Why a published one is to be corrected."""

    reason = TextField(
        label="更正理由", max_length=300, widget=forms.Textarea({"rows": 3}), help_text="哪里有误、依据是什么；会写入痕迹。"
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper("reason", buttons=[Submit("send", "起草更正通报")])


def months(on: date) -> dict[str, tuple[date, date]]:
    """The periods that are usually reported: name -> first and last day. The running ones end today."""
    first = on.replace(day=1)
    quarter = date(on.year, (on.month - 1) // 3 * 3 + 1, 1)
    last_month, last_quarter = _before(first), _before(quarter)
    return {
        "上月": (last_month.replace(day=1), last_month),
        "本月": (first, on),
        "上季度": (date(last_quarter.year, last_quarter.month - 2, 1), last_quarter),
        "本季度": (quarter, on),
    }


def _before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def _helper(*fields: object, buttons: Sequence[object]) -> FormHelper:
    made = FormHelper()
    made.layout = Layout(*fields, *buttons)
    return made
