"""When runs are due, and which backups are kept."""

from datetime import datetime, time, timedelta

import pytest

from accounts.backups.keeping import kept
from config.plans import Plan, is_due, read_plan

NIGHTLY, WEEKLY = Plan(time(2, 30)), Plan(time(4, 30), 7)
MONDAY = datetime(2026, 11, 30, 3, 0)  # 2026-11-30 is a Monday


def test_a_plan_is_read_as_the_environment_says_it():
    assert [read_plan(text) for text in ("", " ", "02:30", "7 04:30")] == [None, None, NIGHTLY, WEEKLY]


@pytest.mark.parametrize("text", ["25:00", "night", "8 04:30", "0 04:30", "1 2 04:30", "-1 04:30"])
def test_a_plan_that_is_none_is_refused(text):
    with pytest.raises(ValueError):
        read_plan(text)


@pytest.mark.parametrize(
    ("plan", "last"),
    [
        (NIGHTLY, datetime(2026, 11, 30, 2, 30)),
        (WEEKLY, datetime(2026, 11, 29, 4, 30)),
        (Plan(time(3, 1)), datetime(2026, 11, 29, 3, 1)),
    ],
)
def test_the_last_planned_moment(plan, last):
    assert plan.last(MONDAY) == last


@pytest.mark.parametrize(
    ("runs", "due"),
    [
        ([], True),
        ([(-30, True)], False),  # done since
        ([(-24 * 60, True)], True),  # done the day before
        ([(-29, None)], False),  # under way
        ([(-20, False)], False),  # failed: in an hour
    ],
)
def test_a_run_is_due_once_after_each_planned_moment(runs, due):
    assert is_due(NIGHTLY, [(MONDAY + timedelta(minutes=at), ok) for at, ok in runs], MONDAY) is due


def test_after_failures_it_is_tried_three_times_an_hour_apart():
    started, runs = [], []
    for minute in range(0, 24 * 60 - 30):
        now = MONDAY + timedelta(minutes=minute)
        if is_due(NIGHTLY, runs, now):
            started.append(minute)
            runs.append((now, False))
    assert started == [0, 60, 120]


def test_nothing_is_due_without_a_plan():
    assert is_due(None, [], MONDAY) is False


def test_days_weeks_and_months_are_kept_and_all_of_two_days():
    nightly = [datetime(2026, 1, 1, 2, 30) + timedelta(days=n) for n in range(334)]
    by_hand = datetime(2026, 11, 30, 9, 0)
    found = kept([*nightly, by_hand], daily=3, weekly=2, monthly=3)
    assert sorted(found) == [
        datetime(2026, 9, 30, 2, 30),
        datetime(2026, 10, 31, 2, 30),
        datetime(2026, 11, 28, 2, 30),
        datetime(2026, 11, 29, 2, 30),
        datetime(2026, 11, 30, 2, 30),
        by_hand,
    ]


def test_the_newest_is_kept_even_when_nothing_is_to_be_kept():
    assert kept([MONDAY], daily=0, weekly=0, monthly=0) == {MONDAY}
    assert kept([], daily=7, weekly=5, monthly=12) == set()
