"""What shows red, by unit, each with why, whose it is, since when, and what was done about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from accounts.models import Unit
from tasks.items.models import Assignment
from tasks.progress.models import Report
from tasks.supervision.lights import Color, Light, light
from tasks.supervision.orders.models import Order
from tasks.supervision.queries import facts, lit, missed_by, of_color, rules_on
from tasks.supervision.replay import THEN, as_of, put_back
from tasks.wall.place import Place

FIRST = 40


@dataclass(frozen=True)
class Stuck:
    """One matter that is late: its light of the day, the last word of the unit, the order that went out."""

    assignment: Assignment
    light: Light
    href: str
    leader: str
    told: str
    order: str


def red(user, place: Place, on: date, today: date) -> list[tuple[Unit, list[Stuck]]]:
    """The longest overdue first forty, grouped by unit in the order of the tree; a fixed number of queries."""
    within = Assignment.objects.visible_to(user).filter(place.reach)
    rows = _rows(within, Color.RED, on, today).order_by(_due(on, today), "id")[:FIRST]
    rows = [put_back(row) if on < today else row for row in _whole(rows)]
    found = sorted(_stuck(rows, on), key=lambda one: (one.assignment.unit.path, one.assignment.due_on, one.assignment.pk))
    return [(unit, list(own)) for unit, own in groupby(found, key=lambda one: one.assignment.unit)]


def of_light(found: QuerySet[Assignment], color: Color, on: date, today: date) -> QuerySet[Assignment]:
    """Those of `found` that showed the light on the day, with the columns of a past day."""
    return _rows(found, color, on, today)


def _rows(found: QuerySet[Assignment], color: Color, on: date, today: date) -> QuerySet[Assignment]:
    rules = rules_on(on)
    if on < today:
        return lit(as_of(found, on), rules, on, THEN).filter(color=color)
    return of_color(found, color, rules, on)


def _due(on: date, today: date) -> str:
    return THEN[1] if on < today else "due_on"


def _whole(rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
    return rows.select_related("item", "unit", "leader__user").prefetch_related("excuses__by")


def _stuck(rows: list[Assignment], on: date) -> Iterable[Stuck]:
    rules, missed = rules_on(on), missed_by(rows, on)
    told, orders = _last_words(rows, on), _orders(rows, on)
    for row in rows:
        yield Stuck(
            assignment=row,
            light=light(facts(row, on, missed), rules, on),
            href=reverse("desk:assignment", args=[row.pk]),
            leader=str(row.leader.user) if row.leader else "",
            told=told.get(row.pk, ""),
            order=orders.get(row.pk, ""),
        )


def _last_words(rows: list[Assignment], on: date) -> dict[int, str]:
    """What each unit reported last, until the day."""
    until = timezone.make_aware(datetime.combine(on + timedelta(1), time()))
    newest = Report.objects.filter(assignment=OuterRef("assignment"), at__lt=until).order_by("-id").values("pk")[:1]
    found: Any = Report.objects.filter(assignment__in=[row.pk for row in rows], pk=Subquery(newest))
    return {one.assignment_id: f"{timezone.localdate(one.at):%-m月%-d日}报：{one.text}" for one in found}


def _orders(rows: list[Assignment], on: date) -> dict[int, str]:
    """The newest order about each matter, until the day."""
    found = Order.objects.filter(assignment__in=[row.pk for row in rows], issued_on__lte=on).order_by("id")
    return {one.assignment_id: f"已发督办单 {one}（{one.issued_on:%-m月%-d日}）" for one in found}
