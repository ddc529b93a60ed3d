"""One's own second step: the telephone that shows codes, and the sheet of recovery codes."""

from base64 import b64encode

from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.conflict import accepted, posted
from accounts.factors import actions as factors
from accounts.factors import queries, rules
from accounts.own.forms import KnownForm, SetUpForm
from accounts.own.guessing import guarded
from accounts.own.views.page import form_page, page

SECRET = "accounts.factor.secret"


@never_cache
@sensitive_post_parameters()
@form_page
@guarded
def factor(request: HttpRequest) -> HttpResponse:
    """设置动态验证码, or 更换手机: scan, type what the telephone shows, keep the recovery codes."""
    again = queries.has_totp(request.user)
    if SECRET not in request.session:
        request.session[SECRET] = factors.new_secret()
    secret = request.session[SECRET]
    form = SetUpForm(posted(request), user=request.user, send="更换" if again else "设置")
    codes: list[str] = []

    def act() -> None:
        typed, me = form.cleaned_data["code"], request.user
        codes.extend(factors.set_up(user=me, secret=secret, typed=typed, now=timezone.now(), by=me))

    if request.method == "POST" and form.is_valid() and accepted(form, act):
        del request.session[SECRET]
        return shown_once(request, codes, "动态验证码已经生效" + "，旧手机上的随即作废" * again)
    address = rules.address(secret, request.user.username, settings.OFFICE_NAME)
    picture = b64encode(get_adapter().build_totp_svg(address).encode()).decode()
    title = "更换手机" if again else "设置动态验证码"
    return page(request, form, title, "own/factor.html", picture=picture, secret=rules.grouped(secret), again=again)


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
        return shown_once(request, fresh, "新的恢复码已经生效，原来的全部作废")
    return page(request, form, "重新生成恢复码", "own/form.html", note="生成后，原来抄写或打印的恢复码全部作废。")


@never_cache
@sensitive_post_parameters()
@form_page
@guarded
def factor_off(request: HttpRequest) -> HttpResponse:
    """停用动态验证码."""
    form = KnownForm(posted(request), user=request.user, send="停用动态验证码")

    def act() -> None:
        factors.withdraw(user=request.user, by=request.user, on=timezone.localdate())

    if request.method == "POST" and form.is_valid() and accepted(form, act):
        left = "登录第二步只用通行密钥。" if queries.has_factor(request.user) else "登录只验证密码。"
        messages.info(request, f"已停用动态验证码，{left}")
        return redirect("accounts:own")
    note = "停用后，手机上的验证码不再有用。换手机的不必停用，点“更换手机”即可。"
    return page(request, form, "停用动态验证码", "own/form.html", note=note)


def shown_once(request: HttpRequest, codes: list[str], said: str) -> HttpResponse:
    """The sheet of codes, this once; back to the account when an older sheet goes on."""
    if codes:
        return render(request, "own/codes.html", {"codes": codes, "said": said})
    messages.info(request, f"{said}。原来的恢复码继续有效。")
    return redirect("accounts:own")
