"""What the time before has left: problems (整改), and matters that were overdue when the period began. Two queries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q
from django.db.models.functions import Coalesce

from tasks.duties.rules.periods import Span
from tasks.duty_reports.facts import Problem
from tasks.items.models import Assignment
from tasks.items.models.assignments import AssignmentSet
from tasks.items.states import ListState, Part, Source, State
from tasks.rectification.queries import rectifications, told

YEAR = timedelta(days=365)


def problems(units: Iterable[int], span: Span) -> dict[int, list[tuple[int | None, Problem]]]:
    """By unit, with the leader of each: problems of the year before or still open, then other matters late from before."""
    found: dict[int, list[tuple[int | None, Problem]]] = defaultdict(list)
    for one in _problems(units, span.start):
        origin = "、".join(filter(None, (one.item.basis or one.item.get_found_in_display(), one.item.get_remedy_display())))
        found[one.unit_id].append((one.leader_id, _said(one, origin, one.known_on, one.times_back > 0 and not one.closed_off_on)))
    for one in _late(units, span.start):
        found[one.unit_id].append((one.leader_id, _said(one, "清单事项", one.assigned_on, False)))
    return found


def _problems(units: Iterable[int], start: date) -> AssignmentSet:
    """Found before the period (given, where no day of finding is known), and not closed off for longer than a year before it."""
    known = rectifications().filter(unit__in=units).annotate(known_on=Coalesce("item__found_on", "assigned_on"))
    known = known.filter(known_on__lt=start).exclude(closed_off_on__lt=start - YEAR)
    return told(known).order_by("known_on", "id")


def _late(units: Iterable[int], start: date) -> AssignmentSet:
    """Due before the period and not done by then."""
    found = Assignment.objects.filter(unit__in=units, due_on__lt=start).exclude(part=Part.SUPPORT)
    found = found.exclude(item__source=Source.PROBLEM).exclude(item__responsibility_list__state=ListState.DRAFT)
    found = found.exclude(state__in=[State.CANCELLED, State.TERMINATED])
    return found.filter(Q(completed_on=None) | Q(completed_on__gte=start)).select_related("item").order_by("due_on", "id")


def _said(one: Assignment, origin: str, found_on: date, recurred: bool) -> Problem:
    return Problem(
        title=one.item.title,
        origin=origin,
        word=one.get_state_display(),
        found_on=found_on,
        due_on=one.due_on,
        settled_on=one.closed_off_on,
        door="desk:assignment",
        pk=one.pk,
        recurred=recurred,
    )
