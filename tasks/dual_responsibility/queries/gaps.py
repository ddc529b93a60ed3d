"""Which of the four 一起 are missing on business items: 「已谋划、已部署，未检查」, by unit and leader."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from tasks.dual_responsibility.models import AskedCheckpoint, Checkpoint
from tasks.dual_responsibility.rules import BUSINESS, gap, overdue
from tasks.dual_responsibility.states import Step
from tasks.items.models import Assignment
from tasks.items.states import State

UNCHECKED, LATE = "unchecked", "late"


@dataclass(frozen=True)
class Gap:
    """One matter: which steps were taken, what is missing in words, and which dates have passed."""

    assignment: Assignment
    taken: dict[str, Checkpoint]
    sentence: str
    late: list[str]


def carrying(found: QuerySet[Assignment], *, many: bool = False) -> QuerySet[Assignment]:
    """Matters that carry the four: business by their theme, asked for by the office, or with a step already taken.

    Of `many` the database reads first what was asked and taken at all; of few it looks for each of them.
    """
    asked, taken = AskedCheckpoint.objects.order_by(), Checkpoint.objects.standing().order_by()
    if many:
        marked = Q(item__in=asked.values("item")) | Q(pk__in=taken.values("assignment"))
    else:
        marked = Q(Exists(asked.filter(item=OuterRef("item")))) | Q(Exists(taken.filter(assignment=OuterRef("pk"))))
    carried = found.exclude(state__in=[State.CANCELLED, State.TERMINATED])
    return carried.filter(Q(item__theme__in=sorted(BUSINESS)) | marked)


def lacking(found: QuerySet[Assignment], kind: str, on: date) -> QuerySet[Assignment]:
    """Of the matters that carry the four those that lack a step; `kind`: unchecked (planned, never checked), late (a date has passed)."""
    has, found = _has(), carrying(found)
    if kind == UNCHECKED:
        return found.filter(has[Step.PLAN], ~has[Step.CHECK])
    if kind == LATE:
        taken = Checkpoint.objects.standing().filter(assignment=OuterRef(OuterRef("pk")), step=OuterRef("step"))
        passed = AskedCheckpoint.objects.filter(~Exists(taken), item=OuterRef("item"), due_on__lt=on)
        return found.filter(Exists(passed))
    every = Q()
    for each in has.values():
        every &= Q(each)
    return found.exclude(every)


def complete(found: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Of the matters that carry the four those with each step: the others are `lacking` one."""
    return carrying(found).filter(*_has().values())


def _has() -> dict[Step, Exists]:
    standing = Checkpoint.objects.standing().filter(assignment=OuterRef("pk"))
    return {step: Exists(standing.filter(step=step)) for step in Step}


def gaps(found: QuerySet[Assignment], on: date, *, whole: bool = False) -> list[Gap]:
    """Those of `found` that carry the four and lack a step (`whole`: also those with all four); three queries."""
    rows = list(
        carrying(found).select_related("item", "unit", "leader__user", "leader__unit").order_by("unit__path", "due_on", "id")
    )
    taken, asked = steps_of(rows), _asked(rows)
    made = []
    for row in rows:
        own = taken.get(row.pk, {})
        sentence = gap(own)
        if sentence or whole:
            made.append(Gap(row, own, sentence, overdue(asked.get(row.item_id, {}), own, on)))
    return made


def steps_of(rows: list[Assignment]) -> dict[int, dict[str, Checkpoint]]:
    """The standing check-points of these matters, by matter and step: one query."""
    found: dict[int, dict[str, Checkpoint]] = defaultdict(dict)
    standing = Checkpoint.objects.standing().filter(assignment__in=[row.pk for row in rows]).select_related("by", "report", "visit")
    for one in standing:
        found[one.assignment_id][one.step] = one
    return found


def _asked(rows: list[Assignment]) -> dict[int, dict[str, date]]:
    found: dict[int, dict[str, date]] = defaultdict(dict)
    for item, step, day in AskedCheckpoint.objects.filter(item__in={row.item_id for row in rows}).values_list(
        "item", "step", "due_on"
    ):
        found[item][step] = day
    return found
