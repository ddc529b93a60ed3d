"""消息: what was written to the signed-in person, here as well as in the mailbox."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.letters import queries
from accounts.letters.models import Letter

AT_ONCE = 30


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Own letters, newest first, unread ones marked."""
    before = request.GET.get("before", "")
    found = queries.notices(request.user)
    if before.isdecimal() and len(before) < 19:
        found = found.filter(pk__lt=int(before))
    rows = list(found[: AT_ONCE + 1])
    older = f"?before={rows[AT_ONCE - 1].pk}" if len(rows) > AT_ONCE else ""
    return render(request, "mailbox/notices.html", {"letters": rows[:AT_ONCE], "next": older, "first": "?" if before else ""})


@require_safe
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the person's own letters, as text."""
    return render(request, "mailbox/notice.html", {"letter": _own(request, pk)})


@require_safe
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The due dates of a letter as a calendar file."""
    letter = get_object_or_404(queries.notices(request.user).exclude(calendar=""), pk=pk)
    answer = HttpResponse(letter.calendar, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="due.ics"'
    return answer


@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one as read."""
    Letter.objects.filter(pk=_own(request, pk).pk, read_at=None).update(read_at=timezone.now())
    return HttpResponse(status=204) if request.htmx else redirect("accounts:notices")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    queries.notices(request.user).filter(read_at=None).update(read_at=timezone.now())
    return redirect("accounts:notices")


def _own(request: HttpRequest, pk: int) -> Letter:
    return get_object_or_404(queries.notices(request.user), pk=pk)
