"""What must be put right before anything else: an account past its last day, an old password, a second factor that is missing."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts.factors.queries import has_factor, must_have_since
from accounts.passwords.actions import must_change

# Where one may go meanwhile: to the pages that put it right, and out.
PASSES = frozenset(
    {"accounts:own", "accounts:own_password", "accounts:own_factor", "accounts:own_codes", "account_logout"}
    | {"accounts:own_passkey_new", "accounts:own_passkey_keep"}
)


class GateMiddleware:
    """Asks at each request, so that a new post, or a factor that was reset, counts at once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing before the view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        """None lets the request through."""
        if not getattr(view, "login_required", True) or not request.user.is_authenticated:
            return None
        today = timezone.localdate()
        if request.user.expired(today):
            logout(request)
            messages.warning(request, "账号已到期，登录已经失效。需要继续使用的，请系统管理员办理延期。")
            return redirect("account_login")
        if request.resolver_match.view_name in PASSES:
            return None
        if must_change(request.user, today):
            messages.warning(request, "密码使用时间已到规定期限，请先修改密码。")
            return redirect("accounts:own_password")
        since = must_have_since(request.user, today)
        if since is None or today < since or has_factor(request.user):
            return None
        messages.warning(request, "您的岗位权限较大，登录须有第二步验证。请先设置动态验证码或通行密钥，一分钟即可完成。")
        return redirect("accounts:own_factor")
