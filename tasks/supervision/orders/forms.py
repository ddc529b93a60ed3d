"""Forms of 督办单."""

from collections.abc import Iterable
from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row, Submit
from django import forms

from accounts.sheets.text import visible
from accounts.units.inputs import DayField
from tasks.items.models import Assignment
from tasks.progress.files import ALLOWED, MAX_BYTES, BadProof, Proof, check, look
from tasks.supervision.orders import queries


class WordsField(forms.CharField):
    """A short text without what cannot be seen."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 3, max_length: int = 500, **kwargs) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.widget.attrs["rows"] = rows

    def to_python(self, value: str | None) -> str:
        """Cleaned before its length is looked at."""
        return visible(super().to_python(value) or "")


class ProofField(forms.FileField):
    """A file that is opened by its content and not by its name; gives a Proof."""

    def clean(self, value, initial=None) -> Proof | None:
        """Refuse with a sentence; a mark of secrecy bears the code `secret`."""
        upload = super().clean(value, initial)
        if not upload:
            return None
        if upload.size > MAX_BYTES:
            raise forms.ValidationError("佐证材料超过 20 MB。请压缩或只附关键页。")
        try:
            return look(check(upload.read(), upload.name))
        except BadProof as error:
            raise forms.ValidationError(str(error), code="secret" if error.secret else "bad") from error


class VersionedForm(forms.Form):
    """A form that knows which version it was shown for."""

    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, error_messages={"required": "页面已过期。请刷新后重试。"}
    )


class IssueForm(VersionedForm):
    """签发."""

    to_post = forms.ModelChoiceField(None, label="责任人")
    basis = WordsField(label="督办缘由", rows=2, max_length=200)
    demand = WordsField(label="督办要求", help_text="要求做到什么，一两句话。")
    limit_on = DayField(label="答复期限")

    def __init__(self, *args, assignment: Assignment, on: date, until: date, basis: str, **kwargs) -> None:
        first = {"to_post": queries.first_recipient(assignment, on), "limit_on": until, "basis": basis}
        kwargs["initial"] = first | {"version": assignment.version, "demand": _usual(assignment)}
        super().__init__(*args, **kwargs)
        self.fields["to_post"].queryset = queries.recipients(assignment, on)
        who = Row(Column("to_post", css_class="col-md-7"), Column("limit_on", css_class="col-md-5"))
        self.helper = _helper(who, "basis", "demand", "version", buttons=[Submit("send", "签发并发信")])


class AnswerForm(VersionedForm):
    """The unit's answer."""

    words = WordsField(label="办理情况", help_text="做了什么、结果如何；还没有做到的，写明何时做到。")
    file = ProofField(label="佐证（可不附）", required=False, help_text=f"{ALLOWED}，20 MB 以内。严禁上传涉密文件。")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper("words", "file", "version", buttons=[Submit("send", "提交答复")])


class CheckForm(VersionedForm):
    """认可 or 退回: which button was pressed says it."""

    words = WordsField(label="核查意见（退回时写明理由）", required=False, rows=2)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        back = Submit("return", "退回重报", css_class="btn btn-outline-secondary", css_id="return")
        self.helper = _helper("words", "version", buttons=[Submit("accept", "认可，督办办结"), back])

    def clean(self) -> dict:
        """A return needs a reason."""
        said = super().clean()
        if "return" in self.data and not said.get("words") and "words" not in self.errors:
            self.add_error("words", "退回须说明理由。请写明还要补什么。")
        return said


class ReasonForm(forms.Form):
    """A reason, and nothing else."""

    reason = WordsField(label="理由", rows=2, max_length=200, help_text="一句话，如“该单位已说明困难，月底前办结”。")

    def __init__(self, *args, send: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper("reason", buttons=[Submit("send", send)])


class WithdrawForm(VersionedForm):
    """撤回."""

    words = WordsField(label="撤回理由", rows=2)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper("words", "version", buttons=[Submit("send", "撤回督办单", css_class="btn btn-outline-danger")])


def _usual(assignment: Assignment) -> str:
    """What is asked for when nothing special is."""
    return f"请按责任内容抓紧办理“{assignment.item.title}”，在答复期限前办结；确有困难的，说明原因和办结日期。"


def _helper(*fields: object, buttons: Iterable[Submit]) -> FormHelper:
    made = FormHelper()
    made.layout = Layout(*fields, *buttons)
    return made
