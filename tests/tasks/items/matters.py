"""Assignments as they stand after issuing, made at once: what a test of their life begins with."""

from datetime import date, datetime, time
from itertools import count

from django.utils import timezone

from accounts.models import Post, Unit
from tasks.items.models import Assignment, Item, ResponsibilityList
from tasks.items.states import Level, ListState, Mode, Part, Source
from tests.factories import Office

GIVEN, DUE = date(2026, 11, 2), date(2026, 11, 30)
_number = count(1)


def at(day: date, hour: int = 10) -> datetime:
    """Ten o'clock on the day, local time."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def clock(day: date) -> dict:
    """The day and its moment, as actions take them."""
    return {"on": day, "now": at(day)}


def issued_list(small: Office) -> ResponsibilityList:
    """An issued list without items."""
    number = next(_number)
    dates = {"issued_on": GIVEN, "issued_by": small.admin, "state": ListState.ISSUED}
    return ResponsibilityList.objects.create(year=2026, title="2026年度清单", number=f"清直党〔2026〕{number}-测号", **dates)


def item(listed: ResponsibilityList, *, level: str = Level.COLLECTIVE, mode: str = Mode.EACH, due_on: date = DUE, **values) -> Item:
    """One item of it."""
    number = listed.items.count() + 1
    said = {"title": f"第{number}件事", "requirement": "加强支部建设。", "source": Source.HAND} | values
    return Item.objects.create(responsibility_list=listed, number=number, level=level, mode=mode, due_on=due_on, **said)


def give(of: Item, unit: Unit, part: str = Part.EACH, *, leader: Post | None = None, on: date = GIVEN) -> Assignment:
    """The item as given to one unit."""
    return Assignment.objects.create(
        item=of, unit=unit, part=part, leader=leader, assigned_on=on, first_due_on=of.due_on, due_on=of.due_on
    )
