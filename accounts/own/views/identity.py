"""统一身份 of one's own account: linked with the password and the provider's word, loosed with the password."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.conflict import Refused, accepted, posted
from accounts.identities import actions, errand, provider, queries, rules, way
from accounts.own.forms import KnownForm
from accounts.own.guessing import guarded
from accounts.own.views.page import form_page, page


@never_cache
@sensitive_post_parameters()
@form_page
@guarded
def identity(request: HttpRequest) -> HttpResponse:
    """关联: the password, then the provider's own page."""
    _must_be_on()
    if queries.of_user(request.user):
        return redirect("accounts:own")
    form = KnownForm(posted(request), user=request.user, send="下一步")
    if request.method == "POST" and form.is_valid():
        try:
            address = way.there(request, user=request.user.pk)
            return render(request, "own/identity_go.html", {"address": address, "oidc_name": settings.OIDC_NAME})
        except (rules.Untrue, provider.Silent):
            form.add_error(None, f"{settings.OIDC_NAME}暂时没有应答，没有关联。请稍后再试。")
    note = f"关联后，可以用{settings.OIDC_NAME}登录本系统，不用另输密码；设置了第二步验证的，仍须验证。先核对您本人的密码。"
    return page(request, form, f"关联{settings.OIDC_NAME}", "own/form.html", note=note)


@never_cache
@form_page
def identity_confirm(request: HttpRequest) -> HttpResponse:
    """确认: the owner sees which subject it is before anything is written."""
    _must_be_on()
    subject = errand.found(request.session, timezone.now())
    if subject is None:
        messages.warning(request, "没有等待确认的关联，或等待的时间过长。请重新开始。")
        return redirect("accounts:own")
    if request.method != "POST":
        return render(request, "own/identity_confirm.html", {"subject": subject, "oidc_name": settings.OIDC_NAME})
    del request.session[errand.FOUND]
    try:
        actions.link(user=request.user, subject=subject, now=timezone.now(), by=request.user)
        messages.info(request, f"已关联，以后可以用{settings.OIDC_NAME}登录。")
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("accounts:own")


@never_cache
@sensitive_post_parameters()
@form_page
@guarded
def identity_off(request: HttpRequest) -> HttpResponse:
    """解除."""
    _must_be_on()
    linked = queries.of_user(request.user)
    if linked is None:
        return redirect("accounts:own")
    form = KnownForm(posted(request), user=request.user, send="解除关联")

    def act() -> None:
        actions.unlink(identity=linked, by=request.user)

    if request.method == "POST" and form.is_valid() and accepted(form, act):
        messages.info(request, "已解除关联，以后用账号和密码登录。")
        return redirect("accounts:own")
    return page(request, form, f"解除{settings.OIDC_NAME}关联", "own/form.html", note="解除后，只能用账号和密码或通行密钥登录。")


def _must_be_on() -> None:
    if not queries.switched_on():
        raise Http404
