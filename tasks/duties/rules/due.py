"""The last day of a period, by the office's rule and the calendar of working days. Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from tasks.days.calendar import Calendar
from tasks.duties.rules.periods import Span
from tasks.duties.states import MONTHS, Due, Period, Shift

ONE_DAY = timedelta(1)
MOST_WORKDAYS = 23


@dataclass(frozen=True)
class DueRule:
    """Which day counts. `month` is the month inside the period (1 = its first, 0 = its last); `n` the day or the working day.

    A day that the month lacks means its last one (31日 in February); a working day that it lacks means its last working day.
    """

    kind: str = Due.END
    n: int = 0
    month: int = 0
    shift: str = Shift.NONE


def due_on(rule: DueRule, span: Span, days: Calendar) -> date:
    """The last day of `span` by the rule.

    Moved earlier it never falls before the period begins: then it is the first working day of the period.
    """
    if rule.kind == Due.WORKDAY:
        return _workday(rule, span, days)
    return shifted(_plain(rule, span), rule.shift, span, days)


def shifted(day: date, shift: str, span: Span, days: Calendar) -> date:
    """The day after the office's choice for days that are not worked."""
    if shift == Shift.LATER:
        return days.workday_on_or_after(day)
    if shift == Shift.EARLIER:
        moved = days.workday_on_or_before(day)
        return moved if moved >= span.start else days.workday_on_or_after(span.start)
    return day


def _plain(rule: DueRule, span: Span) -> date:
    if rule.kind == Due.END:
        return span.end
    first, last = _month(rule, span)
    return min(first + timedelta(rule.n - 1), last)


def _workday(rule: DueRule, span: Span, days: Calendar) -> date:
    first, last = _month(rule, span)
    found, day, left = days.workday_on_or_after(first), first, rule.n
    while day <= last and left:
        if days.is_workday(day):
            found, left = day, left - 1
        day += ONE_DAY
    return found


def _month(rule: DueRule, span: Span) -> tuple[date, date]:
    """First and last day of the month that the rule means."""
    number = span.start.month + rule.month - 1 if rule.month else span.end.month
    return date(span.start.year, number, 1), date(span.start.year, number, monthrange(span.start.year, number)[1])


def in_words(rule: DueRule, rhythm: str) -> str:
    """「每季度最后一个月第5个工作日」「每月最后一天，遇非工作日提前到前一工作日」."""
    every = Period(rhythm).label
    if rule.kind == Due.END:
        said = f"{every}最后一天"
    else:
        said = every + _month_in_words(rule, rhythm) + (f"{rule.n}日" if rule.kind == Due.DAY else f"第{rule.n}个工作日")
    if rule.kind == Due.WORKDAY or rule.shift == Shift.NONE:
        return said
    return f"{said}，遇非工作日{Shift(rule.shift).label}"


def _month_in_words(rule: DueRule, rhythm: str) -> str:
    if rhythm == Period.MONTH:
        return ""
    if rhythm == Period.YEAR:
        return f"{rule.month or MONTHS[Period(rhythm)]}月"
    return f"第{rule.month}个月" if rule.month else "最后一个月"
