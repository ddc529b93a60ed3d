"""A unit's clock: which date counted when, what was on time, and what a late answer gives back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.items.clock import Shift, after_answer, after_return, days_late, due_in_force, on_time

DUE = date(2026, 6, 30)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def day(number: int) -> date:
    """A day of June."""
    return date(2026, 6, number)


def test_the_date_in_force_is_the_last_one_decided_for_that_day():
    shifts = [Shift(day(10), date(2026, 7, 10)), Shift(day(20), date(2026, 7, 5))]
    assert [due_in_force(DUE, shifts, day(number)) for number in (9, 10, 19, 20)] == [
        DUE, date(2026, 7, 10), date(2026, 7, 10), date(2026, 7, 5),
    ]  # fmt: skip


def test_an_extension_counts_from_the_day_it_was_asked_for_however_slow_the_answer():
    asked = Shift(day(29), date(2026, 7, 15))
    assert on_time(date(2026, 7, 2), DUE, [asked])
    assert not on_time(date(2026, 7, 2), DUE, [Shift(date(2026, 7, 3), date(2026, 7, 15))])


@pytest.mark.parametrize(("handed_in", "answer", "late"), [(day(29), True, 0), (DUE, True, 0), (date(2026, 7, 1), False, 1)])
def test_on_time_is_the_day_of_the_approved_submission(handed_in, answer, late):
    assert (on_time(handed_in, DUE, []), days_late(handed_in, DUE)) == (answer, late)


def test_what_was_never_approved_is_not_on_time():
    assert not on_time(None, DUE, [])


@pytest.mark.parametrize(
    ("submitted", "returned", "until", "due"),
    [
        (day(28), day(29), date(2026, 7, 6), DUE),  # returned while there is time: the date stays
        (day(28), DUE, date(2026, 7, 7), DUE),
        (day(28), date(2026, 7, 3), date(2026, 7, 10), date(2026, 7, 10)),  # in time, returned late: five working days
        (DUE, date(2026, 7, 3), date(2026, 7, 10), date(2026, 7, 10)),
        (date(2026, 7, 1), date(2026, 7, 3), date(2026, 7, 10), DUE),  # late itself: a return washes nothing clean
    ],
)
def test_a_late_return_gives_time_to_those_who_were_in_time(submitted, returned, until, due):
    assert after_return(DUE, submitted, returned, until) == due


@pytest.mark.parametrize(
    ("raised", "answered", "until", "due"),
    [
        (day(1), day(3), day(10), DUE),  # plenty of time left
        (day(1), day(29), date(2026, 7, 6), date(2026, 7, 6)),  # four weeks of waiting: as much as the rule grants
        (day(29), DUE, date(2026, 7, 7), date(2026, 7, 1)),  # one day of waiting: one day
        (DUE, DUE, date(2026, 7, 7), DUE),
        (date(2026, 7, 1), date(2026, 7, 20), date(2026, 7, 27), DUE),  # raised too late
    ],
)
def test_the_days_that_an_answer_took_are_given_back_as_far_as_needed(raised, answered, until, due):
    assert after_answer(DUE, raised, answered, until) == due


@given(due=days, raised=days, wait=st.integers(0, 200), grace=st.integers(0, 40))
def test_no_answer_takes_time_away_and_none_gives_more_than_it_took(due, raised, wait, grace):
    answered = raised + timedelta(wait)
    new = after_answer(due, raised, answered, answered + timedelta(grace))
    assert due <= new <= due + timedelta(wait)
