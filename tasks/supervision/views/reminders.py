"""What was said to whom."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.roles import Permission
from tasks.supervision import queries
from tasks.supervision.addresses import same_page

AT_ONCE = 50


@require_safe
@allow(Permission.SUPERVISE)
def reminders(request: HttpRequest) -> HttpResponse:
    """What was said to whom, why, and whether the letter arrived; newest first."""
    found = queries.reminders(request.user)
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 19:
        found = found.filter(pk__lt=int(before))
    page = list(found[: AT_ONCE + 1])
    shown = {"reminders": page[:AT_ONCE]}
    if not before:
        shown["unmanned"] = queries.unmanned(request.user, timezone.localdate())[:AT_ONCE]
    if len(page) > AT_ONCE:
        shown["next"] = same_page(request, before=page[AT_ONCE - 1].pk)
    return render(request, "supervision/reminders.html", shown)
