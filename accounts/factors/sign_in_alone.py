"""Signing in by a passkey alone: it holds the key, and has seen a PIN, a finger or a face, so it is both factors in one."""

from allauth.account.internal import flows
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_login_redirect_url, get_next_redirect_url
from allauth.core import ratelimit
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.conflict import posted
from accounts.factors import ceremony
from accounts.factors.sign_in import ALONE, PasskeyForm
from accounts.users.lockout import locked


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_passkey(request: HttpRequest) -> HttpResponse:
    """The page with the challenge, and the browser's answer to it. Locks hold for every way in."""
    if request.user.is_authenticated:
        return redirect(get_login_redirect_url(request))
    if request.method == "POST" and (busy := ratelimit.consume_or_429(request, action="login")):
        return busy
    form = PasskeyForm(posted(request), user=None, session=request.session)
    if request.method == "POST" and form.is_valid():
        person = form.used.user
        if not AxesProxyHandler.is_allowed(request, {"username": person.username}):
            return locked(request, None, {})
        record_authentication(request, person, "mfa", type="webauthn", id=form.used.pk, passwordless=True)
        return flows.login.perform_login(request, Login(user=person, redirect_url=get_next_redirect_url(request)))
    options, request.session[ALONE] = ceremony.to_use([], timezone.now())
    shown = {"passkey_form": form, "options": options, "next": get_next_redirect_url(request) or ""}
    return render(request, "mfa/passkey.html", shown, status=422 if form.errors else 200)
