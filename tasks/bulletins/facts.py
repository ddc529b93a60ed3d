"""The facts behind a 通报, read in a fixed number of queries, whatever the number of units and matters."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from tasks.bulletins.drafting import OVERDUE, RETURNED, SHOWN, UNANSWERED, Body, Fault, Good, Steady, Supervised, quoted
from tasks.days.queries import calendar
from tasks.items.models import Assignment
from tasks.items.states import DONE, RUNNING, Part, State
from tasks.review.models import Decision, Submission
from tasks.supervision.acts.models import Excuse, Visit
from tasks.supervision.orders.models import Order

AGAIN = 2
ANSWER_WITHIN = 10


def supervised(*, from_on: date, to_on: date, on: date, office: str) -> Supervised:
    """What a 督查通报 about the period says as of the day `on`: seven queries. Support parts go with the unit that leads."""
    due = _due(from_on, min(to_on, on))
    figures = due.aggregate(
        due=Count("pk"),
        done=Count("pk", filter=Q(state__in=DONE)),
        in_time=Count("pk", filter=Q(state__in=DONE, delivered_on__lte=F("due_on"))),
    )
    faults = (*_overdue(to_on, on), *_returned(from_on, to_on), *_unanswered(on))
    by_on = calendar().add_workdays(on, ANSWER_WITHIN)
    steady, good = tuple(_steady(due)), tuple(_good(due))
    said = {"office": office, "from_on": from_on, "to_on": to_on, "until": on, "by_on": by_on}
    return Supervised(**said, **figures, steady=steady, good=good, faults=faults)


def _due(from_on: date, to_on: date) -> QuerySet[Assignment]:
    """Matters that fell due in the period, with the day of the accepted submission and the number of returns."""
    found = Assignment.objects.filter(due_on__range=(from_on, to_on)).exclude(part=Part.SUPPORT).exclude(state=State.CANCELLED)
    return found.annotate(
        delivered_on=Max("submissions__on", filter=Q(submissions__decision=Decision.APPROVED)),
        returns=Count("submissions", filter=Q(submissions__decision=Decision.RETURNED)),
    )


def _steady(due: QuerySet[Assignment]) -> Iterator[Steady]:
    """Units without a late, open or returned matter among those that fell due, in the office's order: one query."""
    rows = due.order_by("unit__path", "due_on", "id").values_list(
        "unit_id", "unit__name", "item__title", "state", "due_on", "delivered_on", "returns"
    )
    titles, broken = defaultdict(list), set()
    for unit, name, title, state, due_on, delivered_on, returns in rows:
        titles[unit, name].append(title)
        if state not in DONE or delivered_on is None or delivered_on > due_on or returns:
            broken.add(unit)
    for (unit, name), own in titles.items():
        if unit not in broken:
            yield Steady(Body(unit, name), tuple(own))


def _good(due: QuerySet[Assignment]) -> list[Good]:
    """A few single matters, one a unit: what was also seen on the spot first, then the office's order: one query.

    The drafter strikes out and adds; nothing here is a rank.
    """
    accepted = Submission.objects.filter(assignment=OuterRef("pk"), decision=Decision.APPROVED).order_by("-id")
    seen = Exists(Visit.objects.filter(assignment=OuterRef("pk"), finding="conforms"))
    rows = due.filter(state__in=DONE, delivered_on__lte=F("due_on"), returns=0).annotate(
        seen=seen, found=accepted.values("result")[:1]
    )
    rows = rows.order_by("-seen", "unit__path", "due_on", "id").values_list(
        "unit_id", "unit__name", "unit__path", "pk", "item__title", "item__number", "delivered_on", "found"
    )
    chosen: dict[int, tuple[str, Good]] = {}
    for unit, name, path, pk, title, number, delivered_on, found in rows.iterator(chunk_size=200):
        if len(chosen) == SHOWN:
            break
        if found:
            chosen.setdefault(unit, (path, Good(Body(unit, name), pk, title, number, delivered_on, found)))
    return [one for _, one in sorted(chosen.values(), key=lambda pair: pair[0])]


def _overdue(to_on: date, on: date) -> list[Fault]:
    """Open past their due date, which lies before the end of the period; excused ones are left out: one query."""
    excused = Excuse.objects.filter(assignment=OuterRef("pk"), due_on=OuterRef("due_on"), withdrawn_on=None)
    late = Assignment.objects.filter(state__in=RUNNING, due_on__lt=on, due_on__lte=to_on).exclude(part=Part.SUPPORT)
    rows = late.filter(~Exists(excused)).order_by("unit__path", "due_on", "id")
    return [
        Fault(OVERDUE, Body(unit, name), "assignment", pk, f"{quoted(title)}时限{due:%-m月%-d日}，已逾期{(on - due).days}天")
        for unit, name, pk, title, due in rows.values_list("unit_id", "unit__name", "pk", "item__title", "due_on")
    ]


def _returned(from_on: date, to_on: date) -> list[Fault]:
    """Sent back more than once within the period: one query."""
    rows = Submission.objects.filter(decision=Decision.RETURNED, decided_on__range=(from_on, to_on))
    rows = rows.exclude(assignment__state=State.CANCELLED).order_by("assignment__unit__path", "assignment_id", "id")
    days = defaultdict(list)
    for *matter, decided_on in rows.values_list(
        "assignment__unit_id", "assignment__unit__name", "assignment_id", "assignment__item__title", "decided_on"
    ):
        days[tuple(matter)].append(f"{decided_on:%-m月%-d日}")
    return [
        Fault(RETURNED, Body(unit, name), "assignment", pk, f"{quoted(title)}{'、'.join(own)}先后{len(own)}次被退回")
        for (unit, name, pk, title), own in days.items()
        if len(own) >= AGAIN
    ]


def _unanswered(on: date) -> list[Fault]:
    """督办单 whose limit has passed without an answer: one query."""
    found = Order.objects.owed().filter(limit_on__lt=on).select_related("assignment__unit", "assignment__item")
    return [
        Fault(
            UNANSWERED,
            Body(one.assignment.unit_id, one.assignment.unit.name),
            "order",
            one.pk,
            f"{one}（{quoted(one.assignment.item.title)}）答复期限{one.limit_on:%-m月%-d日}，已过{(on - one.limit_on).days}天未答复",
        )
        for one in found.order_by("assignment__unit__path", "limit_on", "id")
    ]
