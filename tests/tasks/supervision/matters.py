"""Units with people and open assignments, made quickly."""

from datetime import date, datetime, time
from itertools import count
from zoneinfo import ZoneInfo

from accounts.models import Post, Unit
from accounts.roles import Role
from tasks.items.models import Assignment, Item, ResponsibilityList
from tasks.items.states import Source
from tests import factories
from tests.keeping import once

SHANGHAI = ZoneInfo("Asia/Shanghai")
_number = count(1)


def clock(on: date, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of the office's own time."""
    return datetime.combine(on, time(hour, minute), SHANGHAI)


def secretary(at: Unit | None = None, since: date = factories.LONG_AGO) -> Post:
    """A unit's secretary with an address."""
    return once(lambda: _secretary(at, since), "secretary", at, since)


def _secretary(at: Unit | None, since: date) -> Post:
    post = factories.post(Role.UNIT_SECRETARY, at, since=since)
    post.user.email = f"{post.user.username}@example.gov.cn"
    post.user.save(update_fields=["email"])
    return post


def assignment(unit: Unit, due_on: date, *, assigned_on: date, state: str = "active", title: str = "", **values) -> Assignment:
    """An item given to one unit."""
    listed, _ = ResponsibilityList.objects.get_or_create(year=2026, title="2026年度党建工作责任清单")
    number = next(_number)
    item = Item.objects.create(
        responsibility_list=listed,
        number=number,
        title=title or f"第{number}件事",
        requirement="责任内容",
        source=Source.HAND,
        due_on=due_on,
    )
    return Assignment.objects.create(
        item=item,
        unit=unit,
        part=values.pop("part", "each"),
        state=state,
        assigned_on=assigned_on,
        first_due_on=due_on,
        due_on=due_on,
        **values,
    )
