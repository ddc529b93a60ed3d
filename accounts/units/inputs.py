"""Inputs that several pages of PEOPLE share: a date, a person, a last day."""

from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.contrib.auth import get_user_model

from accounts.units.wording import clean


class DateInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class CleanCharField(forms.CharField):
    """One line without invisible characters."""

    def to_python(self, value: str) -> str:
        """Cleaned before its length is looked at."""
        return clean(super().to_python(value))


class DayField(forms.DateField):
    """A day that an office may mean."""

    widget = DateInput

    def validate(self, value: date | None) -> None:
        """Refuse slips of the pen such as the year 9999."""
        super().validate(value)
        if value and not date(1950, 1, 1) <= value <= date(2100, 12, 31):
            raise forms.ValidationError("日期应在 1950 年至 2100 年之间，请检查年份。")


class PersonField(forms.CharField):
    """Somebody with an open account, written as account or full name."""

    def clean(self, value: str):
        """The person meant; when several bear the name, the account is asked for."""
        written = super().clean(value)
        if not written:
            return None
        users = get_user_model().objects.filter(is_active=True)
        found = list(users.filter(username=written.lower())) or list(users.filter(name=written)[:3])
        if not found:
            raise forms.ValidationError(f"找不到账号或姓名“{written}”。请先在人员页开立账号。")
        if len(found) > 1:
            accounts = "、".join(user.username for user in found)
            raise forms.ValidationError(f"有多人叫“{written}”，请填写账号：{accounts}。")
        return found[0]


class EndForm(forms.Form):
    """The last day of something."""

    on = DayField(label="截止日期")

    def __init__(self, *args, send: str, label: str = "截止日期", help_text: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label, self.fields["on"].help_text = label, help_text
        self.helper = FormHelper()
        self.helper.layout = Layout("on", Submit("send", send))
