"""How django-allauth behaves in this office."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAdapter(DefaultAccountAdapter):
    """Accounts are opened by the office only; nobody signs up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        # One sentence for a wrong name and a wrong password: nobody learns which accounts exist.
        "username_password_mismatch": "账号或密码不正确。请核对后重新输入；连续输错五次将锁定三十分钟。",
        "too_many_login_attempts": "尝试次数过多，请稍后再试。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
