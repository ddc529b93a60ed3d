"""账号安全: one's own password, second factor and open sessions. Whoever is signed in has this page, with or without a post."""

from base64 import b64encode

from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.conflict import accepted, posted
from accounts.factors import actions as factors
from accounts.factors import queries, rules
from accounts.own.forms import WRONG, ChangeForm, KnownForm, SetUpForm
from accounts.own.guessing import guarded
from accounts.passwords import actions as passwords
from accounts.sessions import actions as sessions
from accounts.sessions import queries as open_ones

SECRET = "accounts.factor.secret"
form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """What guards the account, and where it is open."""
    shown = {"factor": queries.factor_of(request.user), "sessions": open_ones.of(request.user), "key": request.session.session_key}
    shown["must_since"] = queries.must_have_since(request.user, timezone.localdate())
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
    return _page(request, form, "修改密码", "own/form.html")


@never_cache
@sensitive_post_parameters()
@form_page
@guarded
def factor(request: HttpRequest) -> HttpResponse:
    """设置动态验证码: scan, type what the telephone shows, keep the recovery codes."""
    if queries.has_factor(request.user):
        return redirect("accounts:own")
    if SECRET not in request.session:
        request.session[SECRET] = factors.new_secret()
    secret = request.session[SECRET]
    form = SetUpForm(posted(request), user=request.user, send="设置")
    codes: list[str] = []

    def act() -> None:
        typed, me = form.cleaned_data["code"], request.user
        codes.extend(factors.set_up(user=me, secret=secret, typed=typed, now=timezone.now(), by=me))

    if request.method == "POST" and form.is_valid() and accepted(form, act):
        del request.session[SECRET]
        return render(request, "own/codes.html", {"codes": codes})
    address = rules.address(secret, request.user.username, settings.OFFICE_NAME)
    picture = b64encode(get_adapter().build_totp_svg(address).encode()).decode()
    return _page(request, form, "设置动态验证码", "own/factor.html", picture=picture, secret=rules.grouped(secret))


@never_cache
@sensitive_post_parameters()
@form_page
@guarded
def codes(request: HttpRequest) -> HttpResponse:
    """重新生成恢复码."""
    form = KnownForm(posted(request), user=request.user, send="生成新的恢复码")
    fresh: list[str] = []

    def act() -> None:
        fresh.extend(factors.renew_codes(user=request.user, by=request.user))

    if request.method == "POST" and form.is_valid() and accepted(form, act):
        return render(request, "own/codes.html", {"codes": fresh})
    return _page(request, form, "重新生成恢复码", "own/form.html", note="生成后，原来抄写或打印的恢复码全部作废。")


@never_cache
@sensitive_post_parameters()
@form_page
@guarded
def factor_off(request: HttpRequest) -> HttpResponse:
    """停用动态验证码, for good or to change telephones."""
    form = KnownForm(posted(request), user=request.user, send="停用动态验证码")

    def act() -> None:
        factors.withdraw(user=request.user, by=request.user)

    if request.method == "POST" and form.is_valid() and accepted(form, act):
        messages.info(request, "已停用动态验证码，登录只验证密码。")
        return redirect("accounts:own")
    note = "更换手机的，停用后在新手机上重新设置。岗位要求必须设置的，停用后须立即重新设置才能继续使用系统。"
    return _page(request, form, "停用动态验证码", "own/form.html", note=note)


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


def _page(request: HttpRequest, form, title: str, template: str, **more) -> HttpResponse:
    """The form, once more when something in it was wrong; a wrong present password counts (guessing.py)."""
    request.wrong_password = any(form.has_error(field, WRONG) for field in ("old", "password") if field in form.fields)
    shown = {"form": form, "title": title, **more}
    return render(request, template, shown, status=422 if form.errors else 200)
