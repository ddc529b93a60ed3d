"""The matrices, the holes, and what stands behind a cell; read-only, as of a day and for a period."""

from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow, may
from accounts.models import Unit
from accounts.roles import Permission
from speeches.reading.themes import FOUR_MANAGE
from tasks.dual_responsibility.queries import charge, leader
from tasks.dual_responsibility.queries.fields import holes as holes_of
from tasks.dual_responsibility.queries.fields import table
from tasks.dual_responsibility.queries.four import rows
from tasks.dual_responsibility.states import EMPTY, HOLES
from tasks.duties.rules.periods import Span
from tasks.items.paging import page
from tasks.supervision.periods import choices, chosen

MOST = 500


@require_safe
@allow(Permission.READ_LEADERS)
def home(request: HttpRequest) -> HttpResponse:
    """Whoever oversees begins with the matrix, a leader with the own page."""
    return redirect("dual:four" if may(request.user, Permission.OVERSEE) else "dual:mine")


@require_safe
@allow(Permission.READ_LEADERS)
def four(request: HttpRequest) -> HttpResponse:
    """Leader × 四管."""
    span, day = period(request.GET)
    unit = _unit(request)
    posts = charge.busy(charge.leaders(request.user, day), span, day)
    posts = posts.filter(unit__in=Unit.objects.subtree(unit)) if unit else posts
    at = page(posts, request.GET, order=("unit__path", "id"))
    shown = {"rows": rows(at.rows, span, day), "columns": FOUR_MANAGE, "legend": [HOLES["idle"], EMPTY]}
    return render(request, "dual/four.html", shown | about(request, span, day) | at.links | {"unit": unit})


@require_safe
@allow(Permission.READ_LEADERS)
def fields(request: HttpRequest) -> HttpResponse:
    """Leader × field × unit."""
    span, day = period(request.GET)
    unit = _unit(request)
    found = charge.units(request.user)
    found = found.filter(pk__in=Unit.objects.subtree(unit)) if unit else found
    at = page(found, request.GET, order=("path",))
    columns, cells = table(at.rows, span, day)
    shown = {"columns": columns, "rows": cells, "legend": list(HOLES.values()), "whole": found.exists()}
    return render(request, "dual/fields.html", shown | about(request, span, day) | at.links | {"unit": unit})


@require_safe
@allow(Permission.READ_LEADERS)
def holes(request: HttpRequest) -> HttpResponse:
    """Every hole within reach, kind by kind."""
    span, day = period(request.GET)
    found = holes_of(list(charge.units(request.user)), span, day)
    which = request.GET.get("hole", "")
    counted = {name: sum(hole.name == name for hole, _ in found) for name in HOLES}
    kept = {"rhythm": span.rhythm, "on": span.start}
    chips = [{"label": f"全部 {len(found)}", "href": f"?{urlencode(kept)}", "active": which not in HOLES}]
    for name, hole in HOLES.items():
        href = f"?{urlencode(kept | {'hole': name})}"
        chips.append({"label": f"{hole.shape} {hole.word} {counted[name]}", "href": href, "active": which == name})
    wanted = [pair for pair in found if which not in HOLES or pair[0].name == which]
    shown = {"holes": wanted[:MOST], "more": max(len(wanted) - MOST, 0), "kinds": chips, "all": len(found)}
    return render(request, "dual/holes.html", shown | about(request, span, day))


@require_safe
@allow(Permission.READ_LEADERS)
def cell(request: HttpRequest, pk: int) -> HttpResponse:
    """The matters and acts behind one cell of a leader."""
    span, day = period(request.GET)
    post = get_object_or_404(charge.leaders_ever(request.user), pk=pk)
    manage, field = request.GET.get("manage", ""), request.GET.get("field")
    if manage and manage not in FOUR_MANAGE or "\0" in (field or ""):
        raise Http404
    matters, done = leader.cell(post, span, day, manage=manage, field=field)
    shown = {"post": post, "matters": matters, "deeds": done, "what": manage or field or ("未写类别" if field == "" else "全部")}
    return render(request, "dual/cell.html", shown | about(request, span, day))


def period(said: QueryDict) -> tuple[Span, date]:
    """The period that the address names, and the day as of which it is looked at: the one named, else its last or today."""
    today = timezone.localdate()
    span = chosen(said, today)
    try:
        day = date.fromisoformat(said.get("day", ""))
    except ValueError:
        day = min(span.end, today)
    return span, day if span.start <= day <= span.end and day <= today else min(span.end, today)


def about(request: HttpRequest, span: Span, day: date) -> dict:
    """What every page of a period shows: its name, the day, and the chips to other periods."""
    today = timezone.localdate()
    kept = {name: request.GET.get(name, "") for name in ("unit", "manage", "field", "hole")}
    chips = choices(span, today, **{name: urlencode({"": value})[1:] for name, value in kept.items()})
    address = urlencode({"rhythm": span.rhythm, "on": span.start, "day": day})
    return {"span": span, "day": day, "today": today, "chips": chips, "as_of": address}


def _unit(request: HttpRequest) -> Unit | None:
    """The unit to which a picture is narrowed; what is no number narrows nothing."""
    said = request.GET.get("unit", "")
    return Unit.objects.filter(pk=int(said)).first() if said.isascii() and said.isdigit() and len(said) < 19 else None
