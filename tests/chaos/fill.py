"""The office that is to be reminded: people, matters that are due in three days, and letters that were posted at once."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.letters.models import Letter
from accounts.models import Post, Unit, UnitKind, User
from accounts.roles import Role
from tasks.days.models import Day
from tasks.items.models import Assignment, Item, ResponsibilityList
from tasks.items.states import Part, State
from tasks.supervision.models import Policy
from tasks.supervision.rules import Rules


@transaction.atomic
def fill(*, people: int, matters: int, letters: int) -> None:
    """`people` secretaries of one unit each, `matters` of them due, `letters` posted besides; sending is open day and night."""
    today = timezone.localdate()
    _open_day_and_night(today)
    units, users = _offices(people, today)
    _due(units, matters, today)
    Letter.objects.bulk_create(_posted(number, users[number % people]) for number in range(letters))


def _open_day_and_night(today: date) -> None:
    """A policy that sends at any hour, and days that are worked: the run may be started at night and on a Sunday."""
    rules = Rules(digest_hour=0, window=(0, 24))
    Policy.objects.create(version=1, rules=rules.as_dict(), valid_from=today - timedelta(30), made_at=timezone.now())
    days = [today + timedelta(n) for n in range(-10, 10)]
    Day.objects.filter(on__in=days).delete()
    Day.objects.bulk_create(Day(on=day, working=True, name="演练") for day in days)


def _offices(people: int, today: date) -> tuple[list[Unit], list[User]]:
    """One unit and one secretary with an address for each number."""
    units = Unit.objects.bulk_create(Unit(name=f"县第{n}局党组", kind=UnitKind.PARTY_GROUP, path=f"{n:06}/") for n in range(people))
    users = User.objects.bulk_create(User(username=f"s{n}", name=f"书记{n}", email=f"s{n}@example.cn") for n in range(people))
    since = today - timedelta(400)
    Post.objects.bulk_create(
        Post(user=user, unit=unit, role=Role.UNIT_SECRETARY, valid_from=since) for user, unit in zip(users, units, strict=True)
    )
    return units, users


def _due(units: list[Unit], matters: int, today: date) -> None:
    """Matters under way that end in three days, spread over the units; the three-day step is to be said now."""
    listed = ResponsibilityList.objects.create(year=today.year, title="演练清单")
    due, given = today + timedelta(3), today - timedelta(30)
    per_unit = -(-matters // len(units))
    items = Item.objects.bulk_create(
        Item(responsibility_list=listed, number=n + 1, title=f"演练事项{n + 1}", requirement="演练。", source="hand", due_on=due)
        for n in range(per_unit)
    )
    dates = {"assigned_on": given, "first_due_on": due, "due_on": due, "acknowledged_on": given}
    Assignment.objects.bulk_create(
        Assignment(item=items[n // len(units)], unit=units[n % len(units)], part=Part.EACH, state=State.ACTIVE, **dates)
        for n in range(matters)
    )


def _posted(number: int, to: User) -> Letter:
    """A letter of the kind that is written at once."""
    now = timezone.now()
    key = f"drill:{number}"
    return Letter(
        key=key,
        kind="drill",
        to=to,
        address=to.email,
        subject=f"演练第{number}号",
        text="演练。\n",
        html="",
        data={},
        created_at=now,
        not_before=now,
        message_id=f"<{key.replace(':', '.')}@example.cn>",
    )
