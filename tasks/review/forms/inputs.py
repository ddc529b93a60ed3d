"""Inputs that the forms of this room share."""

from collections.abc import Iterable
from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms

from accounts.conflict import Refused
from accounts.sheets.text import visible
from accounts.units.inputs import DayField
from tasks.items.possible import must_be_possible


class WordsField(forms.CharField):
    """A short text without what cannot be seen; the rest as typed."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 4, max_length: int = 500, **kwargs) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.widget.attrs["rows"] = rows

    def to_python(self, value: str | None) -> str:
        """Cleaned before its length is looked at."""
        return visible(super().to_python(value) or "")


class DueField(DayField):
    """A new due date: from the day `on` to three years later, and later than `after`."""

    on: date
    after: date | None = None

    def validate(self, value: date | None) -> None:
        """Say what is wrong with the date and what to do."""
        super().validate(value)
        if value is None:
            return
        try:
            must_be_possible(value, self.on)
        except Refused as error:
            raise forms.ValidationError(str(error)) from error
        if self.after and value <= self.after:
            raise forms.ValidationError(f"须晚于现时限 {self.after:%Y年%-m月%-d日}。请改期。")


class VersionedForm(forms.Form):
    """A form that knows which version of the matter it was shown for."""

    version = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "页面已过期。请刷新后重试。"})


def helper(*fields: object, buttons: Iterable[Submit]) -> FormHelper:
    """The order of fields and buttons."""
    made = FormHelper()
    made.layout = Layout(*fields, *buttons)
    return made


def second(name: str, label: str) -> Submit:
    """A button beside the main one."""
    return Submit(name, label, css_class="btn btn-outline-secondary ms-2", css_id=name)
