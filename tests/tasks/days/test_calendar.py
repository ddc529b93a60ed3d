"""Working days: own table, then the national calendar, then the plain week."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from tasks.days.calendar import FIRST_PUBLISHED, LAST_PUBLISHED, Calendar
from tasks.days.calendar import official as tasks_official

# 国务院办公厅关于2026年部分节假日安排的通知: days off and weekend days that are worked.
OFF_2026 = [
    (date(2026, 1, 1), date(2026, 1, 3)),
    (date(2026, 2, 15), date(2026, 2, 23)),
    (date(2026, 4, 4), date(2026, 4, 6)),
    (date(2026, 5, 1), date(2026, 5, 5)),
    (date(2026, 6, 19), date(2026, 6, 21)),
    (date(2026, 9, 25), date(2026, 9, 27)),
    (date(2026, 10, 1), date(2026, 10, 7)),
]
WORKED_2026 = ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]


def official(day: date) -> bool:
    """The notice of 2026, written down once more by hand."""
    if any(first <= day <= last for first, last in OFF_2026):
        return False
    return day.weekday() < 5 or str(day) in WORKED_2026


def test_every_day_of_2026_is_as_the_official_notice_says():
    days = [date(2026, 1, 1) + timedelta(n) for n in range(365)]
    assert [day for day in days if Calendar().is_workday(day) != official(day)] == []


def test_every_day_that_the_package_knows_is_as_the_package_says():
    first = date(FIRST_PUBLISHED, 1, 1)
    days = [first + timedelta(n) for n in range((date(LAST_PUBLISHED, 12, 31) - first).days + 1)]
    assert [day for day in days if Calendar().is_workday(day) != chinese_calendar.is_workday(day)] == []
    assert len(days) > 8000


def test_the_offices_own_table_comes_first():
    own = Calendar({date(2026, 10, 1): True, date(2026, 11, 24): False})
    assert (own.is_workday(date(2026, 10, 1)), own.is_workday(date(2026, 11, 24))) == (True, False)


def test_a_year_not_published_yet_counts_weekdays_and_says_so():
    assert [Calendar().is_workday(date(2027, 10, day)) for day in (1, 2, 3, 4)] == [True, False, False, True]
    assert (Calendar().is_published(2026), Calendar().is_published(2027)) == (True, False)
    assert Calendar().caution(date(2026, 12, 31), date(2027, 10, 1)) == "2027年放假安排尚未公布，按周末推算。"
    assert Calendar().caution(date(2027, 1, 1), date(2029, 1, 1)) == "2027年至2029年放假安排尚未公布，按周末推算。"
    assert Calendar().caution(date(2026, 12, 31)) == ""


def test_one_own_day_does_not_make_a_year_known_but_the_offices_word_does():
    one = {date(2027, 10, 1): False}
    assert not Calendar(one).is_published(2027)
    assert Calendar(one, frozenset({2027})).is_published(2027)
    assert Calendar(one, frozenset({2027})).caution(date(2027, 3, 1)) == ""


def test_the_official_days_of_2026_are_those_that_differ_from_the_week():
    found = tasks_official(2026)
    days = [date(2026, 1, 1) + timedelta(n) for n in range(365)]
    assert {day: working for day, (working, _) in found.items()} == {
        day: official(day) for day in days if official(day) != (day.weekday() < 5)
    }
    assert (found[date(2026, 10, 1)], found[date(2026, 10, 10)]) == ((False, "国庆节"), (True, "国庆节调休"))
    assert tasks_official(2027) == {}


@pytest.mark.parametrize(
    ("on", "before", "after"),
    [
        (date(2026, 10, 4), date(2026, 9, 30), date(2026, 10, 8)),
        (date(2026, 10, 10), date(2026, 10, 10), date(2026, 10, 10)),
        (date(2026, 10, 11), date(2026, 10, 10), date(2026, 10, 12)),
    ],
)
def test_the_nearest_working_days(on, before, after):
    assert (Calendar().workday_on_or_before(on), Calendar().workday_on_or_after(on)) == (before, after)


def test_two_working_days_after_the_eve_of_a_long_holiday():
    assert Calendar().add_workdays(date(2026, 9, 30), 2) == date(2026, 10, 9)
