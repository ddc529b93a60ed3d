"""Within which bounds records are read for a report: whose reach, which list, which unit, which days."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property
from typing import NamedTuple

from django.db.models import BooleanField, Count, ExpressionWrapper, Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone

from accounts.access import posts_of
from accounts.models import Post, Unit
from accounts.units.models import reached
from tasks.assessment.models import Cycle
from tasks.duties.rules.periods import Span
from tasks.duties.states import Period
from tasks.items.models import Assignment, Item, ResponsibilityList, sees_all
from tasks.items.models.assignments import AssignmentSet
from tasks.items.states import Part, State
from tasks.reports.figures import Figures
from tasks.reports.systems import NAMED, Link
from tasks.supervision.presence.queries import exceptions, posts, without


class Given(NamedTuple):
    """How many assignments a unit got under one of its leaders (or none), and how many of them it signed for."""

    unit: int
    leader: int | None
    number: int
    signed: int


class Listed(NamedTuple):
    """What an item says of what is to be done."""

    pk: int
    number: int
    has_criteria: bool
    has_due: bool
    has_target: bool


class Tagged(NamedTuple):
    """What an item is marked with."""

    pk: int
    theme: str
    four_manage: list[str]
    four_key: list[str]


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

    @cached_property
    def given(self) -> list["Given"]:
        """These by unit and leader; one query."""
        signed = Count("pk", filter=~Q(acknowledged_on=None))
        return [Given(*row) for row in self.assignments.values_list("unit", "leader").annotate(Count("pk"), signed=signed)]

    @property
    def span(self) -> Span:
        """The days of the period that have come, as the records of acts want them."""
        return Span(Period.YEAR, *self.days)

    @property
    def posts(self) -> QuerySet[Post]:
        """Secretaries and leaders of these units in the period."""
        return posts(self.span, self.until).filter(unit__in=self.units)

    @cached_property
    def silent(self) -> list[Post]:
        """Those of them without any act while there was something to do; one query for all roles."""
        return list(exceptions(without(self.posts, self.span, self.until), self.span).order_by("unit__path", "id"))

    @cached_property
    def items(self) -> list["Listed"]:
        """Items of the list of which these are, in its order; one query."""
        own = Item.objects.filter(responsibility_list=self.listed, withdrawn_on=None, pk__in=self.assignments.values("item"))
        empty = (Q(acceptance_criteria=""), Q(due_on=None), Q(target="", target_value=None))
        said = (ExpressionWrapper(~one, BooleanField()) for one in empty)
        return [Listed(*row) for row in own.order_by("number").values_list("pk", "number", *said)]

    @cached_property
    def tags(self) -> list["Tagged"]:
        """What the items of the report are marked with; one query. Many are marked alike, and each text is read once."""
        tags = ("four_manage", "four_key")
        rows = (
            Item.objects.filter(responsibility_list=self.listed)
            .order_by()
            .values_list("pk", "theme", *(Cast(t, TextField()) for t in tags))
        )
        read = cache(json.loads)
        return [Tagged(pk, theme, read(manage), read(key)) for pk, theme, manage, key in rows if pk in self.figures]

    def during(self, name: str) -> Q:
        """Rows of which the time `name` lies in the days of the period; an index knows it, which it does not know of a time's day."""
        first, last = (timezone.make_aware(datetime.combine(day, time())) for day in (self.days[0], self.until + timedelta(1)))
        return Q(**{f"{name}__gte": first, f"{name}__lt": last})

    def within(self, unit: str = "") -> Q:
        """Rows of which `unit` leads to a unit within reach and bounds."""
        found = Q() if self.oversees else reached(posts_of(self.user), unit=unit)
        return found & Q(**{f"{unit}pk": self.unit.pk}) if self.unit else found

    @cached_property
    def units(self) -> QuerySet[Unit]:
        """Standing units that got something of the list, in the office's order."""
        return Unit.objects.current().filter(pk__in={one.unit for one in self.given})


# What names a row of assignments for `named`.
NAMES = ("pk", "unit__short_name", "unit__name", "item__title")


def named(rows: QuerySet, *, prefix: str = "") -> tuple[Link, ...]:
    """Each assignment as 「县财政局：改进文风」, those that a page shows with their own, in the office's order: one query."""
    found = rows.order_by(f"{prefix}unit__path", f"{prefix}item__number").values_list(*(f"{prefix}{name}" for name in NAMES))
    return tuple(
        Link(f"{short or name}：{title}", reverse("desk:assignment", args=[pk]) if n < NAMED else "")
        for n, (pk, short, name, title) in enumerate(found)
    )
