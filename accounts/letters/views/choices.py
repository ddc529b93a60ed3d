"""收信设置: which letters need not come to the mailbox, on one's own page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import may
from accounts.letters import choices as choosing
from accounts.letters.kinds import ONLY_FOR_OTHERS, SWITCHABLE
from accounts.letters.models import Mute
from accounts.roles import Permission


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
