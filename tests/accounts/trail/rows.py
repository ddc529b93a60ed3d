"""A trail to try things on."""

from datetime import UTC, datetime, timedelta

from django.db import connection, transaction

from accounts.models import Entry, Post, Unit, User
from accounts.trail import guard
from accounts.trail.actions import record
from accounts.trail.sealing import seal
from accounts.users.actions import open_account

START = datetime(2026, 11, 24, 1, 2, 3, 456789, tzinfo=UTC)


def person(name: str = "王建国") -> User:
    """Somebody whose acts are recorded (the opening of the account is itself one row)."""
    somebody = open_account(username=f"u{User.objects.count()}", name=name, by=None)
    unit = Unit.objects.create(name=f"{name}所在单位", kind="party_group", path=f"{somebody.pk:04d}/")
    Post.objects.create(user=somebody, unit=unit, role="unit_clerk", title="党务干部", valid_from=START.date())
    return somebody


def write(count: int, by: User) -> list[Entry]:
    """`count` acts of one person, all columns filled."""
    with transaction.atomic():
        return [
            record(
                act="报进展",
                target=by,
                before={"percent": n, "text": "尚未开展"},
                after={"percent": n + 1, "text": f"已召开第{n}次会议", "share": 0.5, "on": START.date()},
                note=f"说明{n}",
                at=START + timedelta(minutes=n),
                by=by,
            )
            for n in range(count)
        ]


def sealed_trail(count: int = 60) -> list[Entry]:
    """A sealed trail of `count` rows."""
    write(count - 1, person())
    assert seal(limit=1000, now=START + timedelta(days=1)) == count
    return list(Entry.objects.order_by("number"))


def lift_the_guard() -> None:
    """What somebody with full rights over the database can do."""
    with connection.cursor() as cursor:
        for sql in guard.REMOVE[connection.vendor]:
            cursor.execute(sql)


def run(sql: str, *values) -> None:
    """One statement past the program."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
