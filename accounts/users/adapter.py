"""How django-allauth behaves in this office."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.guesses import places
from accounts.sessions import actions as sessions
from accounts.users.lockout import address


class ClosedAdapter(DefaultAccountAdapter):
    """Accounts are opened by the office only; nobody signs up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        # One sentence for a wrong name and a wrong password: nobody learns which accounts exist.
        "username_password_mismatch": "账号或密码不正确。请核对后重新输入；连续输错五次将锁定三十分钟。",
        "too_many_login_attempts": "尝试次数过多，请稍后再试。",
    }

    def pre_login(self, request: HttpRequest, user, **kwargs) -> HttpResponse | None:
        """Who was right about the password, but whose account's last day is over, is told so."""
        if user.is_active and user.expired(timezone.localdate()):
            clear_login(request)
            return render(request, "account/expired.html", {"person": user}, status=403)
        return super().pre_login(request, user, **kwargs)

    def post_login(self, request: HttpRequest, user, **kwargs) -> HttpResponse:
        """The sign-in gets its row, so that its owner can see and end it."""
        answer = super().post_login(request, user, **kwargs)
        agent = request.headers.get("User-Agent", "")
        sessions.begin(user=user, session=request.session, address=address(request), agent=agent, now=timezone.now())
        places.remember(request, answer, username=user.username)
        return answer

    def respond_user_inactive(self, request: HttpRequest, user) -> HttpResponse:
        """Whoever comes by another way than the password is told that the account is closed."""
        return render(request, "account/closed.html", {"person": user}, status=403)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
