"""Letters leave on working days, inside the hours of the office's rules."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from tasks.days.models import Day
from tasks.supervision.models import Policy
from tasks.supervision.rules import Rules
from tasks.supervision.window import opens

pytestmark = pytest.mark.django_db


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of the office's own time."""
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour, minute))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at(date(2026, 11, 24), 8), at(date(2026, 11, 24), 8)),
        (at(date(2026, 11, 24), 17, 59), at(date(2026, 11, 24), 17, 59)),
        (at(date(2026, 11, 24), 18), at(date(2026, 11, 25), 8)),
        (at(date(2026, 11, 24), 6), at(date(2026, 11, 24), 8)),
        (at(date(2026, 11, 27), 20), at(date(2026, 11, 30), 8)),
        (at(date(2026, 9, 30), 18), at(date(2026, 10, 8), 8)),
        (at(date(2026, 10, 10), 9), at(date(2026, 10, 10), 9)),
    ],
    ids=["opens", "still open", "after hours", "early", "weekend", "国庆", "调休 Saturday"],
)
def test_a_letter_waits_for_the_next_working_hour(now, expected):
    assert opens(now) == expected


def test_the_rules_and_days_of_the_office_decide():
    on = date(2026, 11, 24)
    Day.objects.create(on=on, working=False, name="停电")
    Policy.objects.create(version=1, rules=Rules(window=(9, 12)).as_dict(), valid_from=date(2026, 11, 25), made_at=at(on, 7))
    assert opens(at(on, 10)) == at(date(2026, 11, 25), 9)
