"""The ladder over every day of eleven years, with 调休 and with standstills, against an oracle that tries each day.

2025 and 2026 are as the State Council published them; the years after are a table made for this test, with holidays moved to the
middle of the week, worked weekends on both sides, and a nine-day Spring Festival. The oracle knows nothing of the code under test: a set of working days, and loops.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import pytest

from tasks.days.calendar import Calendar
from tasks.items.states import State
from tasks.supervision.ladder import Matter, due_reminders, may_send
from tasks.supervision.rules import DEFAULT
from tasks.supervision.states import ReminderKind as Kind
from tests.tasks.days.test_calendar import OFF_2026, WORKED_2026

ONE = timedelta(1)
FIRST, LAST = date(2025, 1, 1), date(2035, 12, 31)
EVERY_DAY = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]
LONG_AGO = date(2024, 1, 2)

# 国务院办公厅关于2025年部分节假日安排的通知
OFF_2025 = [
    (date(2025, 1, 1), date(2025, 1, 1)),
    (date(2025, 1, 28), date(2025, 2, 4)),
    (date(2025, 4, 4), date(2025, 4, 6)),
    (date(2025, 5, 1), date(2025, 5, 5)),
    (date(2025, 5, 31), date(2025, 6, 2)),
    (date(2025, 10, 1), date(2025, 10, 8)),
]
WORKED_2025 = ["2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"]
SPRING = [
    "2027-02-05",
    "2028-01-25",
    "2029-02-12",
    "2030-02-02",
    "2031-01-22",
    "2032-02-10",
    "2033-01-30",
    "2034-02-18",
    "2035-02-07",
]


def run(first: date, days: int) -> list[date]:
    return [first + timedelta(n) for n in range(days)]


def made_up() -> dict[date, bool]:
    """The table of 2027 to 2035: days off, and the weekend days before and after each long holiday that are worked."""
    table: dict[date, bool] = {}
    for text in SPRING:
        spring = date.fromisoformat(text)
        for first, length in (
            (date(spring.year, 1, 1), 1),
            (spring, 9),
            (date(spring.year, 4, 4), 3),
            (date(spring.year, 5, 1), 5),
            (date(spring.year, 10, 1), 7),
        ):
            table |= dict.fromkeys(run(first, length), False)
            if length > 4:
                before, after = first - ONE, first + timedelta(length)
                while before.weekday() < 5:
                    before -= ONE
                while after.weekday() < 5:
                    after += ONE
                table |= {before: True, after: True}
    return table


TABLE = made_up()
OFF = {day for first, last in OFF_2025 + OFF_2026 for day in run(first, (last - first).days + 1)} | {
    d for d in TABLE if not TABLE[d]
}
WORKED = {date.fromisoformat(text) for text in WORKED_2025 + WORKED_2026} | {d for d in TABLE if TABLE[d]}
CALENDAR = Calendar(TABLE, frozenset(range(2027, 2036)))


def works(day: date) -> bool:
    """The oracle's working day: worked by the table, or a weekday that is not off."""
    return day in WORKED or (day.weekday() < 5 and day not in OFF)


@cache
def back(day: date) -> date:
    return day if works(day) else back(day - ONE)


@cache
def forth(day: date) -> date:
    return day if works(day) else forth(day + ONE)


def oracle(due_on: date, day: date) -> tuple | None:
    """What stands to be said on the day about a matter due on `due_on`: the newest rung reached."""
    if day > due_on:
        return (Kind.OVERDUE, 1) if forth(due_on + ONE) <= day else None
    reached = [days for days in (7, 3, 1) if back(due_on - timedelta(days)) <= day]
    return (Kind.DUE, reached[-1]) if reached else None


def spoken(days: Iterator[date], say) -> list[tuple]:
    """(day, what) of everything said once, on working days only."""
    told, found = set(), []
    for day in days:
        if works(day) and (what := say(day)) and what not in told:
            told.add(what)
            found.append((day, what))
    return found


def planned(due_on: date, day: date) -> tuple | None:
    """What the code says."""
    found = due_reminders(Matter(State.ACTIVE, LONG_AGO, due_on), DEFAULT, CALENDAR, day)
    return next(((step.kind, step.days) for step in found), None)


@pytest.mark.once
def test_the_calendar_in_use_is_the_oracles_on_every_day():
    assert [day for day in EVERY_DAY if CALENDAR.is_workday(day) != works(day)] == []
    assert sum(works(day) and day.weekday() > 4 for day in EVERY_DAY) > 40  # 调休 is really in it


@pytest.mark.once
@pytest.mark.parametrize("stopped_days", [0, 3, 30])
def test_for_every_due_date_of_eleven_years_each_rung_is_said_once_on_the_oracles_day(stopped_days):
    """A standstill begins some days before the due date, another number of days for each date, so that it hits every rung."""
    for number, due_on in enumerate(EVERY_DAY[:: 3 if stopped_days else 1]):
        stop = due_on - timedelta(number % 19)
        days = run(due_on - timedelta(18), 30 + stopped_days)
        up = [day for day in days if not stop <= day < stop + timedelta(stopped_days)]
        expected = spoken(iter(up), lambda day, due_on=due_on: oracle(due_on, day))
        assert spoken(iter(up), lambda day, due_on=due_on: planned(due_on, day)) == expected, due_on
        assert [what for _, what in expected][-1] == (Kind.OVERDUE, 1)


@pytest.mark.once
def test_for_every_day_of_giving_the_missing_acceptance_is_said_after_two_working_days():
    far = date(2040, 1, 1)
    for given in EVERY_DAY[:-20]:
        due = forth(forth(given + ONE) + ONE)
        assert not due_reminders(Matter(State.PENDING, given, far), DEFAULT, CALENDAR, due - ONE), given
        found = due_reminders(Matter(State.PENDING, given, far), DEFAULT, CALENDAR, due)
        assert [(step.kind, step.on) for step in found] == [(Kind.ACKNOWLEDGE, due)], given


@pytest.mark.once
def test_letters_may_leave_on_exactly_the_oracles_working_days():
    assert [day for day in EVERY_DAY if may_send(DEFAULT, CALENDAR, day, 9) != works(day)] == []
