"""Reads about rectifications. Every one is an assignment of an item whose source is 问题; nothing here is stored twice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Unit
from speeches.models import Piece, Speech
from speeches.states import PieceKind
from tasks.items.models import Assignment, Change, Item
from tasks.items.models.assignments import AssignmentSet
from tasks.items.states import OPEN, ListState, Part, Source, State
from tasks.rectification.models import FollowUp, Recurrence
from tasks.rectification.rules import CHECKS, Check, before, next_check
from tasks.rectification.states import Held
from tasks.supervision.acts.models import Visit
from tasks.supervision.acts.states import Finding


def rectifications() -> AssignmentSet:
    """All that were given to units, without supporters and what was withdrawn. Begin with `visible_to` where a person reads."""
    found = Assignment.objects.filter(item__source=Source.PROBLEM).exclude(part=Part.SUPPORT).exclude(state=State.CANCELLED)
    return found.exclude(item__responsibility_list__state=ListState.DRAFT)


def told(found: AssignmentSet) -> AssignmentSet:
    """With what pages and papers say: how often it came back (`times_back`), and what the last 回头看 found (`last_held`)."""
    last = FollowUp.objects.filter(assignment=OuterRef("pk")).order_by("-id").values("held")[:1]
    back = Recurrence.objects.filter(assignment=OuterRef("pk")).order_by().values("assignment").annotate(n=Count("pk")).values("n")
    return found.with_everything().annotate(times_back=Coalesce(Subquery(back), 0), last_held=Subquery(last))


def in_period(from_on: date, to_on: date) -> AssignmentSet:
    """Those that a unit had in hand at some time of the period: given until its end, and not ended before it began."""
    gone = Q(closed_off_on__lt=from_on) | Q(state=State.TERMINATED, due_on__lt=from_on)
    return rectifications().filter(assigned_on__lte=to_on).exclude(gone)


def due_in(from_on: date, to_on: date) -> AssignmentSet:
    """Those whose time ends in the period."""
    return rectifications().filter(due_on__range=(from_on, to_on))


def of_unit(unit: Unit, from_on: date, to_on: date) -> AssignmentSet:
    """What one unit had in hand in the period, with everything that a report says of it."""
    return told(in_period(from_on, to_on).filter(unit=unit)).order_by("due_on", "id")


def left_from(unit: Unit, year: int) -> AssignmentSet:
    """The problems of `year` and earlier that a later report has to answer: found or given until its end, not closed off within it."""
    end = date(year, 12, 31)
    known = Coalesce("item__found_on", "assigned_on")
    found = rectifications().filter(unit=unit).annotate(known_on=known).filter(Q(known_on__lte=end) | Q(assigned_on__lte=end))
    return told(found.exclude(closed_off_on__lte=end)).order_by("due_on", "id")


@dataclass(frozen=True)
class Righting:
    """The facts of one rectification that a figure may rest on."""

    assignment: int
    unit: int
    state: str
    due_on: date
    submitted_on: date | None
    closed_off_on: date | None
    times_back: int


def facts(units: Iterable[Unit], from_on: date, to_on: date) -> list[Righting]:
    """Of all units at once, what fell due in the period or came back in it: one query."""
    back = Recurrence.objects.filter(assignment=OuterRef("pk"), on__range=(from_on, to_on)).order_by()
    times = Coalesce(Subquery(back.values("assignment").annotate(n=Count("pk")).values("n")), 0)
    found = rectifications().filter(unit__in=list(units)).annotate(times=times)
    found = found.filter(Q(due_on__range=(from_on, to_on)) | Q(times__gt=0)).order_by("unit_id", "id")
    rows = found.values_list("pk", "unit_id", "state", "due_on", "submitted_on", "closed_off_on", "times")
    return [Righting(*row) for row in rows]


def next_check_of(assignment: Assignment) -> Check | None:
    """The 回头看 that comes next; none for what is not closed off or was looked at to the end."""
    if assignment.closed_off_on is None:
        return None
    held = assignment.followups.filter(closed_off_on=assignment.closed_off_on).values_list("months", flat=True)
    return next_check(assignment.closed_off_on, set(held))


def to_follow_up(on: date) -> AssignmentSet:
    """Closed-off rectifications of which a 回头看 is due on the day, longest waiting first."""
    wanted = Q()
    for months in CHECKS:
        held = FollowUp.objects.filter(assignment=OuterRef("pk"), closed_off_on=OuterRef("closed_off_on"), months__gte=months)
        wanted |= Q(closed_off_on__lte=before(on, months)) & ~Q(Exists(held))
    return rectifications().filter(state=State.CLOSED_OFF).filter(wanted).order_by("closed_off_on", "id")


def to_take_up() -> AssignmentSet:
    """Of which a 回头看 found the problem back, and nobody has taken them up again."""
    back = FollowUp.objects.filter(
        assignment=OuterRef("pk"), closed_off_on=OuterRef("closed_off_on"), held=Held.BACK, recurrence=None
    )
    return rectifications().filter(state=State.CLOSED_OFF).filter(Exists(back)).order_by("closed_off_on", "id")


def still_open(found: AssignmentSet) -> AssignmentSet:
    """Not righted yet, or righted and waiting for 销号."""
    return found.filter(Q(state__in=OPEN) | Q(state=State.COMPLETED))


def diagnoses(user) -> QuerySet[Piece]:
    """What speeches of decided sentences say of problems and no item takes up yet, newest speech first."""
    prepared = Change.objects.filter(amendment__edition=None, values__has_key="piece").values_list("values__piece", flat=True)
    found = Piece.objects.filter(speech__in=Speech.objects.visible_to(user), decided_kind=PieceKind.DIAGNOSIS, items=None)
    found = found.exclude(pk__in=[pk for pk in prepared if pk])
    return found.select_related("speech").order_by("-speech", "order")


def taken_up(basis: str) -> dict[str, Item | None]:
    """What a paper of this number named as a problem and an item takes up, by its words; None while the decision is being prepared."""
    prepared = Change.objects.filter(amendment__edition=None, values__basis=basis).values_list("values__words", flat=True)
    items = Item.objects.filter(source=Source.PROBLEM, basis=basis, withdrawn_on=None).select_related("responsibility_list")
    return dict.fromkeys(prepared) | {item.words: item for item in items}


def findings(user) -> QuerySet[Visit]:
    """Checks on the spot that disagree with what the unit says and no item takes up yet, newest first."""
    found = Visit.objects.visible_to(user).exclude(finding=Finding.CONFORMS).filter(item=None, line=None)
    return found.select_related("assignment__item", "assignment__unit").order_by("-on", "-id")


def with_checks(page: Iterable[Assignment]) -> list[tuple[Assignment, Check]]:
    """Each with the 回头看 that comes next: one query for the page."""
    page, held = list(page), defaultdict(set)
    for one in FollowUp.objects.filter(assignment__in=page):
        held[one.assignment_id, one.closed_off_on].add(one.months)
    found = ((one, next_check(one.closed_off_on, held[one.pk, one.closed_off_on])) for one in page)
    return [(one, check) for one, check in found if check]
