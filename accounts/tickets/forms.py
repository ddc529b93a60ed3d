"""Forms of one-time tickets."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts

from accounts.users.models import User

LONGEST = 128
TOO_LONG = {"max_length": f"密码过长，最多 {LONGEST} 个字符。"}


def _input() -> forms.PasswordInput:
    return forms.PasswordInput({"autocomplete": "new-password"})


class CodeForm(forms.Form):
    """What stands on the printed slip."""

    username = forms.CharField(label="账号", max_length=150)
    code = forms.CharField(label="一次性口令", max_length=40, help_text="口令条上的 12 位字母和数字，大小写均可。")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none"}
        self.fields["code"].widget.attrs |= {"autocomplete": "one-time-code", "autocapitalize": "characters"}
        self.helper = FormHelper()
        self.helper.layout = Layout("username", "code", Submit("send", "下一步"))


class PasswordForm(forms.Form):
    """The new password, twice; taken as typed, never trimmed."""

    password = forms.CharField(label="新密码", strip=False, max_length=LONGEST, error_messages=TOO_LONG, widget=_input())
    again = forms.CharField(label="再次输入", strip=False, max_length=LONGEST, error_messages=TOO_LONG, widget=_input())

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = "".join(password_validators_help_texts())
        self.helper = FormHelper()
        self.helper.layout = Layout("password", "again", Submit("send", "设置密码"))

    def clean(self) -> dict:
        """Both the same."""
        values = super().clean()
        if values.get("password") and values.get("again") and values["password"] != values["again"]:
            self.add_error("again", "两次输入的密码不一致，请重新输入。")
        return values


class SlipsForm(forms.Form):
    """For whom slips are printed."""

    people = forms.ModelMultipleChoiceField(
        User.objects.filter(is_active=True), label="人员", error_messages={"required": "请至少选择一人。"}
    )
