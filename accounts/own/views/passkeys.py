"""One's own passkeys (通行密钥): register, name, remove; each with the password."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.conflict import Refused, accepted, posted
from accounts.factors import ceremony, passkeys
from accounts.own.forms import KnownForm, NameForm
from accounts.own.guessing import guarded
from accounts.own.views.factors import shown_once
from accounts.own.views.page import form_page, page
from accounts.sessions.devices import in_words

# The challenge, and the name that was given together with the password.
STATE, NAME = "accounts.passkey.register", "accounts.passkey.name"


@never_cache
@sensitive_post_parameters()
@form_page
@guarded
def passkey_new(request: HttpRequest) -> HttpResponse:
    """登记通行密钥: first name and password, then what the browser asks for."""
    agent = request.headers.get("User-Agent", "")
    form = NameForm(posted(request), user=request.user, send="下一步", initial={"name": in_words(agent)})
    if request.method == "POST" and form.is_valid():
        request.session[NAME] = form.cleaned_data["name"]
        return _ask(request)
    return page(request, form, "登记通行密钥", "own/passkey_new.html")


@never_cache
@require_POST
def passkey_keep(request: HttpRequest) -> HttpResponse:
    """The browser's answer; a challenge is good for one, and for the person who gave the password."""
    name, state = request.session.pop(NAME, ""), request.session.pop(STATE, None)
    if not name:
        messages.warning(request, ceremony.TOO_LATE)
        return redirect("accounts:own_passkey_new")
    said = {"answer": request.POST.get("credential", ""), "state": state, "now": timezone.now()}
    try:
        codes = passkeys.register(user=request.user, name=name, by=request.user, **said)
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("accounts:own_passkey_new")
    return shown_once(request, codes, f"通行密钥“{name}”已经登记")


@never_cache
@sensitive_post_parameters()
@form_page
@guarded
def passkey_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """改名."""
    one = get_object_or_404(request.user.passkeys, pk=pk)
    form = NameForm(posted(request), user=request.user, send="改名", initial={"name": one.name})
    if request.method == "POST" and form.is_valid():
        passkeys.rename(passkey=one, name=form.cleaned_data["name"], by=request.user)
        return redirect("accounts:own")
    return page(request, form, f"通行密钥改名：{one}", "own/form.html")


@never_cache
@sensitive_post_parameters()
@form_page
@guarded
def passkey_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """移除."""
    one = get_object_or_404(request.user.passkeys, pk=pk)
    form = KnownForm(posted(request), user=request.user, send="移除通行密钥")

    def act() -> None:
        passkeys.remove(passkey=one, by=request.user, on=timezone.localdate())

    if request.method == "POST" and form.is_valid() and accepted(form, act):
        messages.info(request, f"已移除通行密钥“{one}”。设备里存的那一半可以在设备的设置中删去。")
        return redirect("accounts:own")
    note = "移除后，这把通行密钥不能再用来登录。丢失的设备请尽早移除。"
    return page(request, form, f"移除通行密钥：{one}", "own/form.html", note=note)


def _ask(request: HttpRequest) -> HttpResponse:
    """The page on which the browser asks for a finger, a face, a PIN or a security key."""
    known = [passkey.credential for passkey in request.user.passkeys.all()]
    options, request.session[STATE] = ceremony.to_register(request.user, known, timezone.now())
    return render(request, "own/passkey_ask.html", {"options": options, "name": request.session[NAME]})
