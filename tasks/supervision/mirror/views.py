"""督导自查."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow, may
from accounts.roles import Permission
from tasks.supervision.mirror import queries
from tasks.supervision.orders.queries import Ladder, proposed
from tasks.supervision.periods import choices, chosen


@require_safe
@allow(Permission.OVERSEE)
def mirror(request: HttpRequest) -> HttpResponse:
    """How fast checks are, how often something is returned, what reminders brought, and what nobody decided."""
    on = timezone.localdate()
    span, ladder = chosen(request.GET, on), Ladder.of(on)
    waiting, oldest = queries.waiting(request.user, on)
    shown = {
        "span": span,
        "chips": choices(span, on),
        "offices": queries.checking(request.user, span),
        "waiting": waiting,
        "oldest": oldest,
        "followed": queries.followed(request.user, span, on),
        "within": queries.WITHIN_DAYS,
        "undecided": proposed(request.user, ladder, late=True).count(),
        "rules": ladder.rules,
        "may_decide": may(request.user, Permission.SUPERVISE),
        "on": on,
    }
    return render(request, "supervision/mirror.html", shown)
