"""账号安全: one's own password and open sessions. Whoever is signed in has this page, with or without a post."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts.conflict import accepted, posted
from accounts.factors import queries
from accounts.identities import queries as identities
from accounts.own.forms import ChangeForm
from accounts.own.guessing import guarded
from accounts.own.views.page import form_page, page
from accounts.passwords import actions as passwords
from accounts.sessions import actions as sessions
from accounts.sessions import queries as open_ones


@never_cache
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """What guards the account, and where it is open."""
    shown = {"factor": queries.factor_of(request.user), "sessions": open_ones.of(request.user), "key": request.session.session_key}
    shown["must_since"] = queries.must_have_since(request.user, timezone.localdate())
    shown["identity"] = identities.of_user(request.user)
    shown["switched_off"] = not settings.SECOND_FACTOR
    return render(request, "own/account.html", shown)


@never_cache
@sensitive_post_parameters()
@form_page
@guarded
def password(request: HttpRequest) -> HttpResponse:
    """修改密码; this session goes on, all others end."""
    form = ChangeForm(posted(request), user=request.user)

    def act() -> None:
        passwords.change(user=request.user, password=form.cleaned_data["password"], by=request.user)

    if request.method == "POST" and form.is_valid() and accepted(form, act):
        update_session_auth_hash(request, request.user)
        sessions.keep(user=request.user, session=request.session)
        messages.info(request, "密码已修改，其他设备上的登录已经失效。")
        return redirect("accounts:own")
    return page(request, form, "修改密码", "own/form.html")


@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    """退出 one other device."""
    row = get_object_or_404(request.user.open_sessions.exclude(key=request.session.session_key), pk=pk)
    said = str(row)
    sessions.end(rows=[row], by=request.user)
    messages.info(request, f"已退出：{said}。")
    return redirect("accounts:own")


@require_POST
def sessions_end(request: HttpRequest) -> HttpResponse:
    """退出 all others."""
    rows = [row for row in open_ones.of(request.user) if row.key != request.session.session_key]
    ended = sessions.end(rows=rows, by=request.user)
    messages.info(request, f"已在其他 {ended} 台设备上退出登录。" if ended else "没有在其他设备上登录。")
    return redirect("accounts:own")
