"""Months of a 回头看."""

from datetime import date, timedelta

from tasks.rectification.rules import after, before, next_check


def test_months_end_with_the_month():
    assert [after(date(2025, 11, 30), 3), after(date(2026, 8, 31), 6), after(date(2026, 12, 1), 3)] == [
        date(2026, 2, 28), date(2027, 2, 28), date(2027, 3, 1),
    ]  # fmt: skip


def test_before_is_the_latest_day_that_is_due():
    for number in range(800):
        on = date(2027, 1, 1) + timedelta(days=number)
        for months in (3, 6):
            day = before(on, months)
            assert after(day, months) <= on < after(day + timedelta(days=1), months)


def test_a_later_check_covers_the_earlier():
    closed = date(2026, 3, 30)
    assert [next_check(closed, held) and next_check(closed, held).months for held in ((), {3}, {6}, {3, 6})] == [3, 6, None, None]
