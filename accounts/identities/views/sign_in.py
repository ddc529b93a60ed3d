"""To the provider and back (authorization code with PKCE). Nobody gets an account by it: the subject must be linked already."""

import logging

from allauth.account.internal import flows
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_login_redirect_url, get_next_redirect_url
from allauth.core import ratelimit
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.identities import actions, errand, provider, queries, rules, way
from accounts.users.lockout import locked

log = logging.getLogger(__name__)
CANCELLED = "您没有在{}完成登录。可以再试一次，或用账号和密码登录。"
TOO_LATE = "等待的时间过长，或者这次登录已经用过。请重新开始。"
UNTRUE = "{}的答复没有通过核对，没有登录。请再试一次；仍不行的，用账号和密码登录，并告诉系统管理员。"
SILENT = "{}暂时没有应答，没有登录。请稍后再试，或用账号和密码登录。"


@login_not_required
@never_cache
@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """Off to the provider. A plain link: a form's redirect to another host would be stopped by the content policy."""
    if not queries.switched_on():
        raise Http404
    if request.user.is_authenticated:
        return redirect(get_login_redirect_url(request))
    if busy := ratelimit.consume_or_429(request, action="login"):
        return busy
    try:
        return redirect(way.there(request, next=get_next_redirect_url(request)))
    except (rules.Untrue, provider.Silent) as error:
        return failed(request, error)


@login_not_required
@never_cache
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """Whom the provider names: signed in, or shown to the person who wants to link the account."""
    if not queries.switched_on():
        raise Http404
    sent = errand.end(request.session, request.GET.get("state", ""), timezone.now())
    if "error" in request.GET:
        return _say(request, CANCELLED, 400)
    if sent is None or (sent.user and sent.user != request.user.pk):
        return _say(request, TOO_LATE, 400)
    try:
        subject = _subject(request, sent)
    except (rules.Untrue, provider.Silent) as error:
        return failed(request, error)
    if sent.user:
        request.session[errand.FOUND] = [subject, timezone.now().timestamp()]
        return redirect("accounts:own_identity_confirm")
    return _sign_in(request, subject, sent.next)


def failed(request: HttpRequest, error: Exception) -> HttpResponse:
    """In words for the person, with the reason for the log."""
    log.warning("统一身份认证未通过：%s", error)
    return _say(request, UNTRUE, 403) if isinstance(error, rules.Untrue) else _say(request, SILENT, 502)


def _subject(request: HttpRequest, sent: errand.Errand) -> str:
    if request.GET.get("iss", settings.OIDC_URL) != settings.OIDC_URL:
        raise rules.Untrue("another provider sent the browser back")
    until = provider.limit()
    token = provider.token(request.GET.get("code", ""), sent.verifier, way.home(request), until)
    whose = {"issuer": settings.OIDC_URL, "client": settings.OIDC_CLIENT_ID, "nonce": sent.nonce}
    return rules.subject(token, provider.keys(until), **whose)


def _sign_in(request: HttpRequest, subject: str, wanted: str | None) -> HttpResponse:
    """As after the right password: locks, closed and expired accounts, the second step, the session's row."""
    identity = queries.of_subject(subject)
    if identity is None:
        return render(request, "identities/unlinked.html", {"subject": subject}, status=403)
    if not AxesProxyHandler.is_allowed(request, {"username": identity.user.username}):
        return locked(request, None, {})
    record_authentication(request, identity.user, "oidc")
    answer = flows.login.perform_login(request, Login(user=identity.user, redirect_url=wanted))
    if answer.status_code == 302:
        actions.note(identity=identity)
    return answer


def _say(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    return render(request, "identities/failed.html", {"said": sentence.format(settings.OIDC_NAME)}, status=status)
