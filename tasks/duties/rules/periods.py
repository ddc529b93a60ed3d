"""Months, quarters, half-years and years as spans of days. Pure."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tasks.duties.states import MONTHS, Period


@dataclass(frozen=True)
class Span:
    """One period of a rhythm, both days included."""

    rhythm: Period
    start: date
    end: date

    @property
    def label(self) -> str:
        """「2026年11月」「2026年第4季度」「2026年下半年」「2026年」."""
        return label(self.rhythm, self.start)


def label(rhythm: str, start: date) -> str:
    """The name of the period of `rhythm` that begins on `start`."""
    return f"{start.year}年{short_label(rhythm, start)}"


def short_label(rhythm: str, start: date) -> str:
    """The name without its year; a whole year is 「全年」."""
    part = (start.month - 1) // MONTHS[Period(rhythm)]
    names = {Period.MONTH: f"{start.month}月", Period.QUARTER: f"第{part + 1}季度", Period.HALF_YEAR: "上下"[part > 0] + "半年"}
    return names.get(Period(rhythm), "")


def span_of(rhythm: str, on: date) -> Span:
    """The period of `rhythm` in which the day lies."""
    length = MONTHS[Period(rhythm)]
    first = (on.month - 1) // length * length + 1
    last = first + length - 1
    return Span(Period(rhythm), date(on.year, first, 1), date(on.year, last, monthrange(on.year, last)[1]))


def next_span(span: Span) -> Span:
    """The period after `span`."""
    return span_of(span.rhythm, span.end + timedelta(1))


def spans(rhythm: str, first: date, until: date) -> Iterator[Span]:
    """The periods that begin from that of `first` on and not after `until`."""
    span = span_of(rhythm, first)
    while span.start <= until:
        yield span
        span = next_span(span)
