"""Within which bounds records are read for a report: whose reach, which list, which unit, which days."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from accounts.access import posts_of
from accounts.models import Unit
from accounts.units.models import reached
from tasks.assessment.models import Cycle
from tasks.items.models import Assignment, ResponsibilityList, sees_all
from tasks.items.models.assignments import AssignmentSet
from tasks.items.states import Part, State
from tasks.reports.figures import Figures
from tasks.reports.systems import NAMED, Link


@dataclass(frozen=True)
class Scope:
    """`until`: the last day of the period that counts; `on`: the day of reading, for what only comes after the period.

    `figures`: what the report counted of each item, by its key.
    """

    user: Model
    cycle: Cycle
    listed: ResponsibilityList
    unit: Unit | None
    until: date
    on: date
    figures: dict[int, Figures]

    @cached_property
    def oversees(self) -> bool:
        """The reader sees the whole county."""
        return sees_all(self.user)

    @property
    def days(self) -> tuple[date, date]:
        """The days of the period that have come."""
        return self.cycle.from_on, self.until

    @cached_property
    def assignments(self) -> AssignmentSet:
        """What the list gave to units within reach and bounds, without supporters and what was withdrawn; unordered."""
        found = Assignment.objects.filter(self.within("unit__"), item__responsibility_list=self.listed)
        return found.exclude(part=Part.SUPPORT).exclude(state=State.CANCELLED).order_by()

    def within(self, unit: str = "") -> Q:
        """Rows of which `unit` leads to a unit within reach and bounds."""
        found = Q() if self.oversees else reached(posts_of(self.user), unit=unit)
        return found & Q(**{f"{unit}pk": self.unit.pk}) if self.unit else found

    @cached_property
    def units(self) -> QuerySet[Unit]:
        """Standing units that got something of the list, in the office's order."""
        return Unit.objects.current().filter(pk__in=self.assignments.values("unit"))


# What names a row of assignments for `named`.
NAMES = ("pk", "unit__short_name", "unit__name", "item__title")


def named(rows: QuerySet, *, prefix: str = "") -> tuple[Link, ...]:
    """Each assignment as 「县财政局：改进文风」, those that a page shows with their own, in the office's order: one query."""
    found = rows.order_by(f"{prefix}unit__path", f"{prefix}item__number").values_list(*(f"{prefix}{name}" for name in NAMES))
    return tuple(
        Link(f"{short or name}：{title}", reverse("desk:assignment", args=[pk]) if n < NAMED else "")
        for n, (pk, short, name, title) in enumerate(found)
    )
