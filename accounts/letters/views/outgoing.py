"""How mail runs: what could not be delivered, and a letter to try the settings out."""

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow
from accounts.letters import actions, queries
from accounts.letters.waking import wake
from accounts.roles import Permission

AT_ONCE = 100


@require_safe
@allow(Permission.SUPERVISE)
def undelivered(request: HttpRequest) -> HttpResponse:
    """未送达: whom a letter could not reach, and the server's words."""
    letters = queries.undelivered()
    shown = {"letters": letters[:AT_ONCE], "count": letters.count(), "secret": settings.LETTERS_WITH_A_SECRET}
    return render(request, "mailbox/undelivered.html", shown)


@require_POST
@allow(Permission.SUPERVISE)
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a letter once more, to the address that is registered now."""
    letter = queries.was_undelivered(pk)
    if letter is None:
        raise Http404
    with transaction.atomic():
        actions.resend(letter=letter, now=timezone.now(), by=request.user)
        wake()
    messages.success(request, f"已重新列入待发：{letter.to}。")
    return redirect("accounts:undelivered")


@require_safe
@allow(Permission.MANAGE_PEOPLE)
def outgoing(request: HttpRequest) -> HttpResponse:
    """邮件运行: letters by state, the server's last words, and the button that tries the settings out."""
    shown = {"traffic": queries.traffic(request.user), "sender": settings.DEFAULT_FROM_EMAIL}
    return render(request, "mailbox/outgoing.html", shown)


@require_POST
@allow(Permission.MANAGE_PEOPLE)
def try_out(request: HttpRequest) -> HttpResponse:
    """One letter to the person's own address, by the way that all letters go."""
    now = timezone.now()
    with transaction.atomic():
        actions.post(
            to=request.user, template="try_out", context={"at": now}, key=f"try_out:{request.user.pk}:{now:%Y%m%d%H%M}", now=now
        )
        wake()
    messages.success(request, "测试信已列入待发，一分钟内可在下方看到结果。")
    return redirect("accounts:outgoing")
