"""Late matters and orders about them, made quickly."""

from datetime import date, timedelta

from accounts.models import Post
from tasks.items.models import Assignment
from tasks.supervision.orders import actions
from tasks.supervision.orders.models import Order
from tests.tasks.supervision.matters import assignment, clock

ON = date(2026, 11, 24)
DAY = {"on": ON, "now": clock(ON, 10)}
LIMIT = date(2026, 12, 1)


def late(unit, days: int = 10, **values) -> Assignment:
    """A matter whose due date was some days ago."""
    return assignment(unit, ON - timedelta(days), assigned_on=date(2026, 9, 1), **values)


def order(one: Assignment, by, to: Post | None = None, *, demand: str = "请抓紧办结。", **day) -> Order:
    """A 督办单 about it."""
    to = to or Post.objects.get(unit=one.unit, role="unit_secretary")
    said = {"to_post": to, "basis": "已逾期。", "demand": demand, "limit_on": LIMIT}
    return actions.issue(assignment=one, version=one.version, by=by, **said, **(day or DAY))
