"""The page behind a letter's List-Unsubscribe, where a mail program may also post by itself (RFC 8058)."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.letters import choices
from accounts.letters.kinds import SWITCHABLE

GONE = 410


@csrf_exempt  # a mail program posts here by itself (RFC 8058): the signed address is the right to do this one thing, no session counts
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind a letter's List-Unsubscribe: it says what would stop, and a POST stops it. Looking changes nothing."""
    found = choices.read_stop(token)
    if found is None:
        return render(request, "mailbox/stop.html", status=GONE)
    user, kind = found
    if request.method == "POST":
        now = timezone.now()
        choices.stop(user=user, kind=kind, on=timezone.localdate(now), now=now, by=None)
    shown = {"label": SWITCHABLE[kind][0], "what": SWITCHABLE[kind][1], "stopped": user.mutes.filter(kind=kind).exists()}
    return render(request, "mailbox/stop.html", shown)
