"""Forms of one's own account; whatever opens more than it did asks for the password again (ASVS 7.5.1)."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.conf import settings

from accounts.passwords.rules import PROFILES
from accounts.units.inputs import CleanCharField

LONGEST = 128
WRONG = "wrong"
TOO_LONG = {"max_length": f"密码过长，最多 {LONGEST} 个字符。"}


def _password(label: str, complete: str = "current-password") -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        max_length=LONGEST,
        error_messages=TOO_LONG,
        widget=forms.PasswordInput({"autocomplete": complete}),
    )


class _Form(forms.Form):
    send = "确定"

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.fields, Submit("send", self.send))


class ChangeForm(_Form):
    """修改密码."""

    old = _password("原密码")
    password = _password("新密码", "new-password")
    again = _password("再次输入新密码", "new-password")

    def __init__(self, *args, user, **kwargs) -> None:
        self.user, self.send = user, "修改密码"
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = PROFILES[settings.PASSWORD_PROFILE].words

    def clean_old(self) -> str:
        """Right."""
        if not self.user.check_password(self.cleaned_data["old"]):
            raise forms.ValidationError("原密码不对，请重新输入。忘记的，请向系统管理员索取设置密码的链接或口令条。", code=WRONG)
        return self.cleaned_data["old"]

    def clean(self) -> dict:
        """Both the same."""
        values = super().clean()
        if values.get("password") and values.get("again") and values["password"] != values["again"]:
            self.add_error("again", "两次输入的密码不一致，请重新输入。")
        return values


class KnownForm(_Form):
    """The present password, asked again."""

    password = _password("当前密码")

    def __init__(self, *args, user, send: str, **kwargs) -> None:
        self.user, self.send = user, send
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """Right."""
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError("当前密码不对，请重新输入。", code=WRONG)
        return self.cleaned_data["password"]


class NameForm(KnownForm):
    """What a passkey is called, and the password."""

    name = CleanCharField(
        label="名称",
        max_length=30,
        help_text="写明是哪台设备，如“办公室电脑”“本人手机”，丢失时认得出。",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    field_order = ["name", "password"]


class SetUpForm(KnownForm):
    """The password, and what the telephone shows."""

    code = forms.CharField(
        label="手机显示的 6 位验证码",
        max_length=20,
        error_messages={"max_length": "验证码是 6 位数字，请核对。"},
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
