"""The three small forms of a matter that is opened from a letter."""

import unicodedata
import uuid
from typing import Any

from django import forms

from accounts.units.inputs import DayField
from tasks.bylink.models import Act
from tasks.progress.models import TEXT_LIMIT


class ActForm(forms.Form):
    """What all three carry: the version that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def said(self) -> dict[str, Any]:
        """What was typed, as plain JSON."""
        return {name: str(value) if hasattr(value, "isoformat") else value for name, value in self.cleaned_data.items()}


class ReportForm(ActForm):
    """报进展: one short text and a step."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=40, initial=lambda: uuid.uuid4().hex)
    text = forms.CharField(label="进展", max_length=TEXT_LIMIT, widget=forms.Textarea({"rows": 3}))
    percent = forms.TypedChoiceField(label="自报进度", choices=[(n, f"{n}%") for n in range(0, 101, 25)], coerce=int)


class ExtensionForm(ActForm):
    """申请延期: a day and the reason."""

    due_on = DayField(label="申请延至")
    reason = forms.CharField(label="理由", max_length=500, widget=forms.Textarea({"rows": 2}))


class CodeForm(forms.Form):
    """The six figures from the letter."""

    code = forms.RegexField(
        r"^\s*[0-9０-９]{6}\s*$",
        label="验证码",
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 8}),
        error_messages={"invalid": "请填写邮件中的6位数字。"},
    )

    def plain(self) -> str:
        """The six figures; full-width ones mean the same."""
        return unicodedata.normalize("NFKC", self.cleaned_data["code"]).strip()


FORMS: dict[str, type[ActForm]] = {Act.ACKNOWLEDGE: ActForm, Act.REPORT: ReportForm, Act.EXTENSION: ExtensionForm}
