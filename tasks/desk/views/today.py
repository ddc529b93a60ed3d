"""Where each person begins: a unit's own day, the office's picture."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow, may, posts_of
from accounts.roles import Permission
from config.navigation import DOORS
from tasks.desk import day, elsewhere, overview
from tasks.duties.queries import due_for
from tasks.duty_reports.queries import to_write
from tasks.errands import queries as errands
from tasks.items.models import Assignment
from tasks.items.paging import page
from tasks.items.queries import to_approve
from tasks.review import queries as checks
from tasks.supervision.lights import Light
from tasks.supervision.queries import lights_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Send each person to the first door that is open."""
    for _, name, right in DOORS:
        if may(request.user, right):
            return redirect(name)
    return render(request, "desk/no_post.html", status=403)


@require_safe
@allow(Permission.REPORT_PROGRESS)
def today(request: HttpRequest) -> HttpResponse:
    """我的事项: what came back, what is to be accepted, what is due, first; `?pile=` leads through all of one pile."""
    on = timezone.localdate()
    only = request.GET.get("pile", "")
    if only in day.PILES:
        return _one_pile(request, on, only)
    piles = day.piles(request.user, on)
    cards = _cards(request, [a for pile in piles for a in pile.rows], on)
    rows = [(pile, [cards[a.pk] for a in pile.rows]) for pile in piles]
    duties = due_for(request.user, on)
    shown = {
        "pressing": [(pile, own) for pile, own in rows if pile.name in day.PRESSING],
        "piles": [(pile, own) for pile, own in rows if pile.name not in day.PRESSING],
        "duties": duties[: day.SHOWN],
        "duties_count": len(duties),
        "duties_more": max(0, len(duties) - day.SHOWN),
        "counts": dict.fromkeys(day.PILES, 0) | {pile.name: pile.count for pile in piles},
        "duty_reports": to_write(request.user, on),
        "errands": list(errands.for_person(request.user)[: day.ERRANDS]),
        "to_check": checks.waiting(request.user, on).count(),
        "done": day.recently_done(request.user, on)[:20],
        "waiting": to_approve(request.user),
        "elsewhere": elsewhere.waiting(request.user),
        "away": [post for post in posts_of(request.user) if post.acted],
        "on": on,
    }
    return render(request, "desk/today.html", shown)


def _one_pile(request: HttpRequest, on: date, name: str) -> HttpResponse:
    """All of one pile, page by page."""
    counted = day.counts(request.user, on)
    found = page(day.rows(request.user, on, name), request.GET, order=("due_on", "id"))
    cards = _cards(request, found.rows, on)
    pile = day.Pile(name, counted[name], found.rows)
    shown = {"piles": [(pile, list(cards.values()))] if found.rows else [], "counts": counted, "on": on}
    return render(request, "desk/today.html", shown | {"only": name, "page": found})


def _cards(request: HttpRequest, rows: list[Assignment], on: date) -> dict[int, tuple[Assignment, Light, str]]:
    """By id each matter with its light, and who else has to accept it."""
    lights, signers = lights_of(rows, on), day.signed_by_others(rows, request.user, on)
    return {a.pk: (a, lights[a.pk], signers.get(a.pk, "")) for a in rows}


@require_safe
@allow(Permission.OVERSEE)
def overview_(request: HttpRequest) -> HttpResponse:
    """The office's day: figures that lead on, and what is stuck. `?on=` another day is refused in words."""
    on = timezone.localdate()
    shown = overview.picture(request.user, on) | {"on": on, "asked_on": _past_day(request.GET.get("on", ""), on)}
    return render(request, "desk/overview.html", shown)


def _past_day(said: str, today: date) -> date | None:
    """The earlier day that the address asks for; this page shows only today, and says where that day is shown."""
    try:
        asked = date.fromisoformat(said)
    except ValueError:
        return None
    return asked if asked < today else None
