"""What is to be said on a day follows from the facts; over every due date of 2026 it equals an oracle by brute force."""

from datetime import date, timedelta

import pytest

from tasks.days.calendar import Calendar
from tasks.items.states import State
from tasks.supervision.ladder import Matter, due_reminders, may_send, said_within, sentence, steps
from tasks.supervision.rules import DEFAULT, Rules
from tasks.supervision.states import ReminderKind as Kind
from tests.tasks.days.test_calendar import official

ASSIGNED = date(2025, 11, 3)
DAYS_2026 = [date(2026, 1, 1) + timedelta(n) for n in range(365)]


def said(on, due_on, *, state=State.ACTIVE, assigned_on=ASSIGNED, rules=DEFAULT):
    """(kind, days) of what is to be said by the day."""
    found = due_reminders(Matter(state, assigned_on, due_on), rules, Calendar(), on)
    return [(step.kind, step.days) for step in found]


def oracle_day(day: date, *, forwards: bool) -> date:
    """The nearest working day by trying each; the plan of 2027 is not published, so its weekdays count."""
    while not (official(day) if day.year == 2026 else day.weekday() < 5):
        day += timedelta(1 if forwards else -1)
    return day


def oracle(due_on: date) -> dict[date, tuple]:
    """Walk every day from long before to long after the due date: what is new on that day is said on it."""
    told, by_day = None, {}
    for offset in range(-40, 40):
        day = due_on + timedelta(offset)
        current = None
        if day > due_on:
            if oracle_day(due_on + timedelta(1), forwards=True) <= day:
                current = (Kind.OVERDUE, 1)
        else:
            for days in (7, 3, 1):
                if oracle_day(due_on - timedelta(days), forwards=False) <= day:
                    current = (Kind.DUE, days)
        if current and current != told:
            by_day[day] = told = current
    return by_day


def test_over_every_due_date_of_2026_each_step_is_said_on_the_day_that_the_oracle_says():
    months = range(2, 13)
    for due_on in (day for day in DAYS_2026 if day.month in months):
        told, by_day = None, {}
        for offset in range(-40, 40):
            day = due_on + timedelta(offset)
            current = next(iter(said(day, due_on)), None)
            if current and current != told:
                by_day[day] = told = current
        assert by_day == oracle(due_on), due_on
        assert all(official(day) for day in by_day if day.year == 2026)


def test_steps_that_fall_on_one_working_day_are_merged_into_the_nearest():
    """Due on 5 October: three days and one day before are holidays, both said on 30 September, as one."""
    due_on = date(2026, 10, 5)
    assert said(date(2026, 9, 29), due_on) == [(Kind.DUE, 7)]
    assert said(date(2026, 9, 30), due_on) == [(Kind.DUE, 1)]
    assert said(date(2026, 10, 5), due_on) == [(Kind.DUE, 1)]
    assert said(date(2026, 10, 6), due_on) == []
    assert said(date(2026, 10, 8), due_on) == [(Kind.OVERDUE, 1)]


def test_a_worked_saturday_is_a_day_to_write():
    assert said(date(2026, 10, 10), date(2026, 10, 11)) == [(Kind.DUE, 1)]
    assert [step.on for step in steps(Matter("active", ASSIGNED, date(2026, 10, 11)), DEFAULT, Calendar())][2] == date(2026, 10, 10)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.COMPLETED, State.CLOSED_OFF, State.CANCELLED, State.TERMINATED])
def test_nothing_is_said_while_the_units_clock_stands_still(state):
    assert said(date(2026, 11, 24), date(2026, 11, 20), state=state) == []


def test_not_accepted_after_two_working_days():
    """Given on Friday 20 November: the second working day after it is Tuesday."""
    given = {"state": State.PENDING, "assigned_on": date(2026, 11, 20)}
    assert said(date(2026, 11, 23), date(2026, 12, 31), **given) == []
    assert said(date(2026, 11, 24), date(2026, 12, 31), **given) == [(Kind.ACKNOWLEDGE, 2)]
    assert said(date(2026, 12, 30), date(2026, 12, 31), **given) == [(Kind.ACKNOWLEDGE, 2), (Kind.DUE, 1)]


def test_a_short_limit_is_not_reminded_of_on_the_day_it_is_given():
    given = {"assigned_on": date(2026, 11, 24)}
    assert said(date(2026, 11, 24), date(2026, 11, 25), **given) == []
    assert said(date(2026, 11, 25), date(2026, 11, 25), **given) == []
    assert said(date(2026, 11, 26), date(2026, 11, 25), **given) == [(Kind.OVERDUE, 1)]
    assert said(date(2026, 11, 24), date(2026, 12, 1), **given) == []
    assert said(date(2026, 11, 26), date(2026, 12, 1), **given) == []
    assert said(date(2026, 11, 27), date(2026, 12, 1), **given) == [(Kind.DUE, 3)]
    assert said(date(2026, 11, 30), date(2026, 12, 1), **given) == [(Kind.DUE, 1)]


def test_the_office_may_climb_another_ladder():
    rules = Rules(due_steps=(5,), overdue_steps=(1, 7))
    due_on = date(2026, 11, 20)
    assert said(date(2026, 11, 13), due_on, rules=rules) == [(Kind.DUE, 5)]
    assert said(date(2026, 11, 27), due_on, rules=rules) == [(Kind.OVERDUE, 7)]
    assert said(date(2026, 11, 27), due_on, rules=Rules(overdue_steps=())) == []


@pytest.mark.parametrize(
    ("on", "kinds", "words"),
    [
        (date(2026, 11, 21), {Kind.DUE}, "时限11月24日，还有3天"),
        (date(2026, 11, 24), {Kind.DUE}, "时限11月24日，今天到期"),
        (date(2026, 11, 26), {Kind.OVERDUE}, "时限11月24日，已逾期2天"),
        (date(2026, 11, 22), {Kind.ACKNOWLEDGE, Kind.DUE}, "尚未签收；时限11月24日，还有2天"),
    ],
)
def test_the_words_are_those_of_the_day_on_which_they_are_read(on, kinds, words):
    assert sentence(Matter("pending", ASSIGNED, date(2026, 11, 24)), kinds, on) == words


@pytest.mark.parametrize(
    ("on", "hour", "open_"),
    [
        (date(2026, 11, 24), 8, False),
        (date(2026, 11, 24), 9, True),
        (date(2026, 11, 24), 17, True),
        (date(2026, 11, 24), 18, False),
        (date(2026, 11, 22), 9, False),
        (date(2026, 10, 1), 9, False),
        (date(2026, 10, 10), 9, True),
    ],
)
def test_letters_leave_on_working_days_in_the_window(on, hour, open_):
    assert may_send(DEFAULT, Calendar(), on, hour) == open_


def test_after_the_last_step_the_reminder_is_repeated_as_often_as_the_office_allows():
    rules = Rules(overdue_steps=(3, 1), repeat_days=7, repeat_times=2)
    assert rules.overdue_ladder == (1, 3, 10, 17)
    assert Rules(overdue_steps=(), repeat_days=7, repeat_times=2).overdue_ladder == ()
    due_on = date(2026, 11, 2)
    days = [day for n in range(60) if official(day := due_on + timedelta(n))]
    told = said_within(Matter(State.ACTIVE, ASSIGNED, due_on), rules, Calendar(), days)
    assert [(str(day), step.days) for day, step in told if step.kind == Kind.OVERDUE] == [
        ("2026-11-03", 1),
        ("2026-11-05", 3),
        ("2026-11-12", 10),
        ("2026-11-19", 17),
    ]


def test_what_was_said_before_is_not_said_again_in_the_week():
    matter, week = Matter(State.ACTIVE, ASSIGNED, date(2026, 11, 24)), [date(2026, 11, 23) + timedelta(n) for n in range(5)]
    said_ = [step.days for _, step in said_within(matter, DEFAULT, Calendar(), week, {(Kind.DUE, 3)})]
    assert said_ == [1, 1]
    assert [step.days for _, step in said_within(matter, DEFAULT, Calendar(), week)] == [1, 1]
