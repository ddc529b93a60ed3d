"""The sign-in form in the office's words."""

from allauth.account.forms import LoginForm


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

    def clean_login(self) -> str:
        """Accounts are lower case: other letters are no other account, and no fresh five tries."""
        return super().clean_login().lower()
