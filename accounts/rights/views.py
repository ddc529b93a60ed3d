"""Rights as the security administrator sees them: roles, guardians, locks, sessions."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow
from accounts.conflict import NotYours, accepted, posted
from accounts.factors import actions as factors
from accounts.factors.queries import factor_of
from accounts.rights import queries, words
from accounts.rights.forms import GuardianForm, ReasonForm
from accounts.roles import GUARDIANS, Permission
from accounts.tickets import actions as tickets
from accounts.units.actions import appoint, end_post
from accounts.units.inputs import EndForm
from accounts.units.models import Post
from accounts.units.wording import clean
from accounts.users import actions
from accounts.users.models import User
from accounts.users.queries import search


@require_safe
@allow(Permission.MANAGE_RIGHTS)
def rights(request: HttpRequest) -> HttpResponse:
    """Who holds which role; what each role may; who is locked out; find a person."""
    now = timezone.now()
    role, q = request.GET.get("role", "")[:20], clean(request.GET.get("q", ""))[:50]
    shown = {"holders": queries.holders(timezone.localdate(now), role), "role": role, "q": q, "table": words.table()}
    shown["locks"], shown["guessed_at"] = queries.locks(now), queries.guessed_at(now)
    shown["found"] = list(search(q).prefetch_related("posts__unit")[:50]) if q else []
    return render(request, "accounts/rights.html", shown)


@require_safe
@allow(Permission.MANAGE_RIGHTS)
def holder(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: roles held, and the acts of the security administrator."""
    one = get_object_or_404(User, pk=pk)
    today = timezone.localdate()
    posts = [post for post in one.posts.select_related("unit") if post.valid_to is None or post.valid_to >= today]
    shown = {"person": one, "posts": posts, "guardians": GUARDIANS, "own": one == request.user, "factor": factor_of(one)}
    shown["guards"] = any(post.role in GUARDIANS for post in posts)
    return render(request, "accounts/holder.html", shown)


@allow(Permission.MANAGE_RIGHTS)
def guardian_new(request: HttpRequest) -> HttpResponse:
    """任命 one of the three guardians."""
    form = GuardianForm(posted(request), initial={"valid_from": timezone.localdate()})
    if request.method == "POST" and form.is_valid() and accepted(form, lambda: appoint(by=request.user, **form.cleaned_data)):
        messages.info(request, f"已任命：{form.cleaned_data['user']}。")
        return redirect("accounts:rights")
    shown = {"form": form, "title": "任命系统、安全、审计管理员", "back": "accounts:rights"}
    return render(request, "accounts/form.html", shown, status=422 if form.errors else 200)


@allow(Permission.MANAGE_RIGHTS)
def guardian_end(request: HttpRequest, pk: int) -> HttpResponse:
    """免去 a guardian."""
    post = get_object_or_404(Post.objects.select_related("user", "unit"), pk=pk, role__in=GUARDIANS, valid_to=None)
    form = EndForm(posted(request), initial={"on": timezone.localdate()}, send="免去", label="离任日期")

    def act() -> None:
        end_post(post=post, on=form.cleaned_data["on"], by=request.user)

    if request.method == "POST" and form.is_valid() and accepted(form, act):
        messages.info(request, f"已免去：{post}。")
        return redirect("accounts:rights")
    shown = {"form": form, "title": f"免去：{post}", "back": "accounts:rights"}
    return render(request, "accounts/form.html", shown, status=422 if form.errors else 200)


@require_POST
@allow(Permission.MANAGE_RIGHTS)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """停用账号."""
    return _do(request, pk, actions.close_account, "已停用{}的账号，其登录随即失效。")


@require_POST
@allow(Permission.MANAGE_RIGHTS)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """启用账号."""
    return _do(request, pk, actions.reopen_account, "已启用{}的账号。")


@require_POST
@allow(Permission.MANAGE_RIGHTS)
def end_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    """强制退出."""
    return _do(request, pk, actions.end_sessions, "已让{}在所有设备上退出登录。")


@require_POST
@allow(Permission.MANAGE_RIGHTS)
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """解除锁定."""
    return _do(request, pk, actions.unlock, "已解除{}的登录锁定。")


@allow(Permission.MANAGE_RIGHTS)
def reset_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """重置第二步验证 after a telephone was lost."""
    one = get_object_or_404(User, pk=pk)
    form = ReasonForm(posted(request))

    def act() -> None:
        factors.reset(user=one, reason=form.cleaned_data["reason"], by=request.user)

    if request.method == "POST" and form.is_valid() and accepted(form, act):
        messages.info(request, f"已重置{one}的第二步验证（动态验证码、通行密钥、恢复码），其登录随即失效；下次登录后须重新设置。")
        return redirect("accounts:holder", pk=pk)
    shown = {"form": form, "title": f"重置第二步验证：{one}", "back": "accounts:holder", "pk": pk}
    return render(request, "accounts/form.html", shown, status=422 if form.errors else 200)


@require_POST
@allow(Permission.MANAGE_RIGHTS)
def send_link(request: HttpRequest, pk: int) -> HttpResponse:
    """A guardian who forgot the password gets the letter from here; everybody else from the system administrator (三员分立)."""
    one = get_object_or_404(User, pk=pk)
    if not Post.objects.on(timezone.localdate()).with_role(*GUARDIANS).filter(user=one).exists():
        raise NotYours(f"{one}不是系统、安全、审计管理员，设置密码的链接由系统管理员发送。")
    tickets.send_link(user=one, now=timezone.now(), by=request.user)
    messages.info(request, f"已向{one.email}发信，链接 30 分钟内有效，用后即失效。")
    return redirect("accounts:holder", pk=pk)


def _do(request: HttpRequest, pk: int, act: Callable[..., object], said: str) -> HttpResponse:
    """One act on one person, and back to that person."""
    one = get_object_or_404(User, pk=pk)
    act(user=one, by=request.user)
    messages.info(request, said.format(one))
    return redirect("accounts:holder", pk=pk)
