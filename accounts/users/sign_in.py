"""The sign-in form in the office's words."""

from allauth.account.forms import LoginForm
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.utils import timezone

from accounts.guesses import actions as guesses
from accounts.guesses import places
from accounts.users.lockout import address


class SignInForm(LoginForm):
    """账号 and 密码; nothing else is asked."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label, self.fields["password"].label = "账号", "密码"
        self.fields["password"].help_text = ""
        self.fields.pop("remember", None)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}

    def _clean_with_password(self, credentials: dict) -> dict:
        """Before the password is looked at: has this account been guessed at too often within the hour?"""
        if not AxesProxyHandler.is_allowed(self.request, credentials):
            return super()._clean_with_password(credentials)  # locked here: axes refuses, and nobody looks at the password
        who, now = {"username": credentials["username"]}, timezone.now()
        who["known"] = places.known(self.request, address=address(self.request), now=now, **who)
        if wait := guesses.take(**who, now=now):
            raise forms.ValidationError(_too_often(wait, known=who["known"]))
        cleaned = super()._clean_with_password(credentials)
        guesses.give_back(**who, now=now)
        return cleaned

    def clean_login(self) -> str:
        """Accounts are lower case: other letters are no other account, and no fresh five tries."""
        return super().clean_login().lower()


def _too_often(seconds: int, *, known: bool) -> str:
    """The same words for accounts that do not exist."""
    wait = f"请过 {-(-seconds // 60)} 分钟再试"
    if known:
        return f"这个账号一小时内输错密码的次数已满。{wait}；急用的请联系安全管理员解除锁定。"
    return (
        f"这个账号正被人试探密码，暂不接受从没有用过的地点或设备登录。{wait}，或改用以前登录过的电脑、手机；"
        "急用的请联系安全管理员解除锁定。"
    )
