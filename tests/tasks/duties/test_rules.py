"""The last day of a period, for every rule, shift and rhythm from 2025 to 2035, against a slow reckoning that shares no code."""

from datetime import date, timedelta
from functools import cache

import pytest
from chinese_calendar.constants import holidays, workdays
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.days.calendar import Calendar
from tasks.duties.rules.due import DueRule, due_on, in_words
from tasks.duties.rules.periods import Span, label, next_span, span_of, spans
from tasks.duties.states import MONTHS, Due, Period, Shift

FIRST, LAST = date(2025, 1, 1), date(2035, 12, 31)
LENGTH = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12}
EVERY_DAY = [date(2024, 11, 1) + timedelta(n) for n in range(4200)]


@cache
def worked(day: date) -> bool:
    """The national notice up to 2026, then Monday to Friday."""
    return day not in holidays and (day.weekday() < 5 or day in workdays)


@cache
def days_of(year: int, month: int) -> tuple[date, ...]:
    """All days of a month, found by looking through every day."""
    return tuple(day for day in EVERY_DAY if (day.year, day.month) == (year, month))


def oracle(rhythm: str, start: date, kind: str, n: int, month: int, shift: str, is_worked) -> date:
    """The answer by listing days."""
    months = [start.month + i for i in range(LENGTH[Period(rhythm)])]
    if kind == Due.END:
        plain = days_of(start.year, months[-1])[-1]
    else:
        all_days = days_of(start.year, months[month - 1 if month else -1])
        if kind == Due.WORKDAY:
            some = [day for day in all_days if is_worked(day)]
            return some[n - 1] if n <= len(some) else some[-1]
        plain = all_days[n - 1] if n <= len(all_days) else all_days[-1]
    if shift == Shift.NONE or is_worked(plain):
        return plain
    if shift == Shift.LATER:
        return next(day for day in EVERY_DAY if day > plain and is_worked(day))
    inside = [day for day in EVERY_DAY if start <= day < plain and is_worked(day)]
    return inside[-1] if inside else next(day for day in EVERY_DAY if day >= start and is_worked(day))


def rules(rhythm: str) -> list[DueRule]:
    """Every rule worth telling apart: each month of the period, days at both ends, working days up to one too many."""
    months = range(MONTHS[Period(rhythm)] + 1)
    found = [DueRule(Due.END, 0, 0, shift) for shift in Shift]
    found += [DueRule(Due.DAY, n, m, shift) for n in (1, 5, 15, 28, 30, 31) for m in months for shift in Shift]
    return found + [DueRule(Due.WORKDAY, n, m) for n in (1, 2, 5, 10, 18, 23) for m in months]


@pytest.mark.parametrize("rhythm", list(MONTHS))
def test_every_due_date_of_eleven_years_is_what_a_slow_reckoning_finds(rhythm: Period) -> None:
    calendar, wrong, seen = Calendar(), [], 0
    for span in spans(rhythm, FIRST, LAST):
        for rule in rules(rhythm):
            seen += 1
            want = oracle(rhythm, span.start, rule.kind, rule.n, rule.month, rule.shift, worked)
            if due_on(rule, span, calendar) != want:
                wrong.append((span.start, rule, due_on(rule, span, calendar), want))
    assert (wrong, seen) == ([], len(rules(rhythm)) * 11 * 12 // LENGTH[rhythm])


@settings(max_examples=150, deadline=None)
@given(
    own=st.dictionaries(st.dates(date(2027, 1, 1), date(2027, 12, 31)), st.booleans(), max_size=40),
    rhythm=st.sampled_from(list(MONTHS)),
    day=st.dates(date(2027, 1, 1), date(2027, 12, 31)),
    kind=st.sampled_from(list(Due)),
    n=st.integers(1, 31),
    month=st.integers(0, 1),
    shift=st.sampled_from(list(Shift)),
)
def test_the_offices_own_days_move_due_dates(own, rhythm, day, kind, n, month, shift) -> None:
    def is_worked(on: date) -> bool:
        return own.get(on, worked(on))

    span = span_of(rhythm, day)
    want = oracle(rhythm, span.start, kind, n, month, shift, is_worked)
    assert due_on(DueRule(kind, n, month, shift), span, Calendar(own)) == want


@pytest.mark.parametrize(
    ("rule", "on", "due"),
    [
        (DueRule(), date(2026, 2, 3), date(2026, 2, 28)),
        (DueRule(shift=Shift.EARLIER), date(2026, 1, 3), date(2026, 1, 30)),
        (DueRule(shift=Shift.LATER), date(2026, 1, 3), date(2026, 2, 2)),
        (DueRule(Due.DAY, 1, shift=Shift.EARLIER), date(2026, 10, 3), date(2026, 10, 8)),
        (DueRule(Due.DAY, 31), date(2028, 2, 1), date(2028, 2, 29)),
        (DueRule(Due.WORKDAY, 5), date(2026, 10, 1), date(2026, 10, 13)),
        (DueRule(Due.WORKDAY, 23), date(2026, 2, 1), date(2026, 2, 28)),
    ],
)
def test_months_as_people_would_look_them_up(rule: DueRule, on: date, due: date) -> None:
    assert due_on(rule, span_of(Period.MONTH, on), Calendar()) == due


@pytest.mark.parametrize("rhythm", list(MONTHS))
def test_periods_tile_the_years_and_each_day_lies_in_its_own(rhythm: Period) -> None:
    tiled = list(spans(rhythm, FIRST, LAST))
    assert (tiled[0].start, tiled[-1].end, len(tiled)) == (FIRST, LAST, 11 * 12 // LENGTH[rhythm])
    assert all(after.start - before.end == timedelta(1) for before, after in zip(tiled, tiled[1:], strict=False))
    assert all(span_of(rhythm, day) == span for span in tiled for day in (span.start, span.end))
    assert next_span(tiled[0]) == tiled[1]


def test_periods_and_rules_have_names() -> None:
    start = date(2026, 7, 1)
    assert [label(rhythm, start) for rhythm in MONTHS] == ["2026年7月", "2026年第3季度", "2026年下半年", "2026年"]
    assert Span(Period.QUARTER, date(2026, 10, 1), date(2026, 12, 31)).label == "2026年第4季度"
    assert [
        in_words(DueRule(shift=Shift.EARLIER), Period.MONTH),
        in_words(DueRule(Due.WORKDAY, 5), Period.QUARTER),
        in_words(DueRule(Due.DAY, 10, 1), Period.QUARTER),
        in_words(DueRule(Due.DAY, 20, 0, Shift.LATER), Period.YEAR),
        in_words(DueRule(Due.WORKDAY, 10, 1), Period.YEAR),
    ] == [
        "每月最后一天，遇非工作日提前到前一工作日",
        "每季度最后一个月第5个工作日",
        "每季度第1个月10日",
        "每年12月20日，遇非工作日顺延到后一工作日",
        "每年1月第10个工作日",
    ]
