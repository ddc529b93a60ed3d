"""收信设置: which letters need not come to the mailbox, from one's own page or from a letter's own link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.access import may
from accounts.letters import choices as choosing
from accounts.letters.kinds import ONLY_FOR_OTHERS, SWITCHABLE
from accounts.letters.models import Mute
from accounts.roles import Permission

GONE = 410


@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """One's own switches; a POST sets them all."""
    user, now = request.user, timezone.now()
    on = timezone.localdate(now)
    if request.method == "POST":
        choosing.choose(user=user, wanted=set(request.POST.getlist("wanted")), on=on, now=now, by=user)
        messages.info(request, "已保存。停收的只是邮件，信件仍在“消息”中。")
        return redirect("accounts:mail_choices")
    muted = dict(Mute.objects.filter(user=user).values_list("kind", "at"))
    must = ONLY_FOR_OTHERS if choosing.bound([user.pk], on) else frozenset()
    rows = [(kind, *words, kind in must, kind in must or kind not in muted, muted.get(kind)) for kind, words in SWITCHABLE.items()]
    shown = {"rows": rows, "has_calendar": may(user, Permission.ACKNOWLEDGE)}
    return render(request, "mailbox/choices.html", shown)


@csrf_exempt  # a mail program posts here by itself (RFC 8058): the signed address is the right to do this one thing, no session counts
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind a letter's List-Unsubscribe: it says what would stop, and a POST stops it. Looking changes nothing."""
    found = choosing.read_stop(token)
    if found is None:
        return render(request, "mailbox/stop.html", status=GONE)
    user, kind = found
    if request.method == "POST":
        now = timezone.now()
        choosing.stop(user=user, kind=kind, on=timezone.localdate(now), now=now, by=None)
    shown = {"label": SWITCHABLE[kind][0], "what": SWITCHABLE[kind][1], "stopped": user.mutes.filter(kind=kind).exists()}
    return render(request, "mailbox/stop.html", shown)
