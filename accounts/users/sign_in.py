"""The sign-in form in the office's words."""

from allauth.account.forms import LoginForm
from django import forms
from django.utils import timezone

from accounts.users import patience
from accounts.users.lockout import address


class SignInForm(LoginForm):
    """账号 and 密码; nothing else is asked."""

    patience = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label, self.fields["password"].label = "账号", "密码"
        self.fields["password"].help_text = ""
        self.fields.pop("remember", None)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}

    def _clean_with_password(self, credentials: dict) -> dict:
        """Before the password is looked at: is this account being guessed at, and has this try waited?"""
        who = {"username": credentials["username"], "address": address(self.request), "now": timezone.now()}
        wait = patience.seconds(ticket=self.cleaned_data["patience"], **who)
        if wait:
            self.data = self.data.copy()
            self.data["patience"] = patience.ticket(**who)
            raise forms.ValidationError(f"这个账号近来多次输错密码。为防有人试探，请等 {wait} 秒，再输入密码登录；账号没有锁定。")
        return super()._clean_with_password(credentials)

    def clean_login(self) -> str:
        """Accounts are lower case: other letters are no other account, and no fresh five tries."""
        return super().clean_login().lower()
