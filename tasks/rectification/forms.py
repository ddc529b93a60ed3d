"""The ledger's filter, and the forms of a problem, of a 回头看, and of a problem that came back."""

from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Field, Layout, Row, Submit
from django import forms
from django.http import QueryDict

from accounts.access import posts_of
from accounts.conflict import Refused
from accounts.models import Post, Unit
from accounts.roles import Role
from accounts.sheets.text import visible
from accounts.units.inputs import CleanCharField, DayField
from accounts.units.naming import NamedField, Words
from speeches.models import Piece
from tasks.items.models import sees_all
from tasks.items.possible import must_be_possible
from tasks.items.states import FoundIn, Remedy
from tasks.rectification.filters import Chosen, Stage
from tasks.rectification.states import Held
from tasks.supervision.acts.queries import open_lists

NO_SUCH = {"invalid_choice": "没有这个选项。请在列表中选择。"}
LEADERS = (Role.COUNTY_LEADER, Role.UNIT_SECRETARY, Role.UNIT_LEADER)


class WordsField(forms.CharField):
    """A short text without what cannot be seen."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 3, max_length: int = 500, **kwargs) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.widget.attrs["rows"] = rows

    def to_python(self, value: str | None) -> str:
        """Cleaned before its length is looked at."""
        return visible(super().to_python(value) or "")


class LedgerForm(forms.Form):
    """What the ledger is narrowed by; it lives in the address."""

    q = Words(label="问题或事项", required=False, max_length=100)
    unit = NamedField(("name", "short_name"), "单位", label="单位（含下级）")
    found_in = forms.ChoiceField(label="来源", required=False, choices=[("", "全部"), *FoundIn.choices], error_messages=NO_SUCH)
    remedy = forms.ChoiceField(label="类型", required=False, choices=[("", "全部"), *Remedy.choices], error_messages=NO_SUCH)
    year = forms.IntegerField(
        label="清单年度", required=False, min_value=2000, max_value=2100,
        error_messages={"invalid": "年度请填四位数字，如 2026。", "min_value": "年度不能早于 2000 年。", "max_value": "年度不能晚于 2100 年。"},
    )  # fmt: skip
    stage = forms.ChoiceField(required=False, choices=Stage.choices, widget=forms.HiddenInput, error_messages=NO_SUCH)

    def __init__(self, query: QueryDict, *, user) -> None:
        super().__init__(query)
        self.fields["unit"].within = lambda: Unit.objects.all() if sees_all(user) else Unit.objects.reached_by(posts_of(user))

    def chosen(self) -> Chosen:
        """The filter as data, after validation."""
        said = self.cleaned_data
        return Chosen(**said | {"stage": said["stage"] or Stage.UNFINISHED})


class ListField(forms.ModelChoiceField):
    """A list with its state."""

    def label_from_instance(self, listed) -> str:
        """2026年度党建工作责任清单（已印发）."""
        return f"{listed}（{listed.get_state_display()}）"


class ProblemForm(forms.Form):
    """登记问题: what was found, and how it is to be righted."""

    words = WordsField(label="问题", max_length=1000, help_text="照原文填写。")
    found_in = forms.ChoiceField(label="问题来源", choices=FoundIn.choices)
    found_on = DayField(label="发现日期")
    basis = CleanCharField(label="问题出处", max_length=120, required=False, help_text="如：县委第二巡察组反馈意见。没有的留空。")
    remedy = forms.ChoiceField(label="整改类型", choices=Remedy.choices, initial=Remedy.TIME_LIMITED)
    due_on = DayField(label="整改时限", help_text="长期坚持的，填写本年度验收的日期。")
    measures = WordsField(label="整改措施", max_length=1000)
    acceptance_criteria = WordsField(label="验收标准", rows=2, help_text="改到什么程度可以销号。")
    units = forms.ModelMultipleChoiceField(
        Unit.objects.current(),
        label="责任单位",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选择一个责任单位。"},
    )
    leader = forms.ModelChoiceField(None, label="责任领导", required=False, empty_label="（按分管领域）")
    responsibility_list = ListField(
        None, label="列入哪份清单", empty_label="请选择", help_text="起草中的直接列入；已印发的列入变更决定，生效后下达。"
    )

    def __init__(self, *args, user, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["responsibility_list"].queryset = open_lists(user)
        self.fields["leader"].queryset = Post.objects.on(on).with_role(*LEADERS).select_related("user", "unit")
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "words", Row(Column("found_in"), Column("found_on")), "basis", Row(Column("remedy"), Column("due_on")), "measures",
            "acceptance_criteria", Field("units", wrapper_class="tick-box"), "leader", "responsibility_list",
            Submit("send", "登记并列入"),
        )  # fmt: skip

    def clean_due_on(self) -> date:
        """A day that can still be kept."""
        return _possible(self.cleaned_data["due_on"], self.on)

    @staticmethod
    def from_piece(piece: Piece) -> dict:
        """What a speech's own diagnosis says already."""
        speech = piece.speech
        said = {"words": words_of(piece), "found_in": FoundIn.SPEECH}
        return said | {"found_on": speech.given_on, "basis": f"《{speech.title}》"[:120]}

    @staticmethod
    def from_address(query: QueryDict) -> dict:
        """What the page that led here says already; nothing of it is taken without the form."""
        said = {name: visible(query.get(name, ""))[:most] for name, most in (("words", 1000), ("basis", 120))}
        if query.get("found_in") in FoundIn.values:
            said["found_in"] = query["found_in"]
        unit = query.get("unit", "")
        return said | ({"units": [int(unit)]} if unit.isascii() and unit.isdigit() and len(unit) < 19 else {})


class FollowUpForm(forms.Form):
    """回头看."""

    checked_on = DayField(label="回头看日期")
    held = forms.ChoiceField(label="结论", choices=Held.choices, widget=forms.RadioSelect)
    seen = WordsField(label="看到的情况", help_text="看了什么、整改成果是否保持，一两句话。不要求照片。")
    months = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "页面已过期。请刷新后重试。"})

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("checked_on", "held", "seen", "months", Submit("send", "保存回头看记录"))


class RecurForm(forms.Form):
    """问题反弹: what came back, and until when it is righted anew."""

    seen = WordsField(label="反弹情况", max_length=400, help_text="问题在哪里、怎样又出现。单位会收到信件。")
    due_on = DayField(label="重新整改时限")
    version = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "页面已过期。请刷新后重试。"})

    def __init__(self, *args, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.helper = FormHelper()
        self.helper.layout = Layout("seen", "due_on", "version", Submit("send", "认定反弹，重新整改"))

    def clean_due_on(self) -> date:
        """A day that can still be kept."""
        return _possible(self.cleaned_data["due_on"], self.on)


def words_of(piece: Piece) -> str:
    """The piece as it stands in its speech."""
    return piece.speech.text[piece.start : piece.end].strip()


def _possible(day: date, on: date) -> date:
    try:
        must_be_possible(day, on)
    except Refused as error:
        raise forms.ValidationError(str(error)) from error
    return day
