"""The calendar in force, and a year of it as months and weeks for the page."""

import calendar as months
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tasks.days.calendar import Calendar
from tasks.days.models import CalendarYear, Day


def calendar() -> Calendar:
    """The office's own table of days over the national calendar: two queries."""
    years = frozenset(CalendarYear.objects.values_list("year", flat=True))
    return Calendar(dict(Day.objects.values_list("on", "working")), years)


@dataclass(frozen=True)
class Cell:
    """One day of the year view: worked or not, whether that differs from the week, and the name of the holiday."""

    on: date
    working: bool
    name: str = ""
    own: bool = False

    @property
    def mark(self) -> str:
        """「休」 or 「班」 where the day differs from the week, else nothing."""
        if self.working == (self.on.weekday() < 5):
            return ""
        return "班" if self.working else "休"


@dataclass(frozen=True)
class Month:
    """A month as weeks of seven places, Monday first; None outside the month."""

    number: int
    weeks: list[list[Cell | None]]
    workdays: int


def year_view(year: int, days: Calendar, national: Mapping[date, tuple[bool, str]]) -> list[Month]:
    """Twelve months of the year; `national` (calendar.official) gives names to days without a row of their own."""
    rows = {row.on: row for row in Day.objects.filter(on__year=year)}
    return [_month(year, number, days, rows, national) for number in range(1, 13)]


def _month(year: int, number: int, days: Calendar, rows: Mapping[date, Day], national: Mapping) -> Month:
    weeks = [
        [_cell(on, days, rows, national) if on.month == number else None for on in week]
        for week in months.Calendar().monthdatescalendar(year, number)
    ]
    return Month(number, weeks, sum(cell.working for week in weeks for cell in week if cell))


def _cell(on: date, days: Calendar, rows: Mapping[date, Day], national: Mapping) -> Cell:
    row = rows.get(on)
    name = row.name if row else national.get(on, (None, ""))[1]
    return Cell(on, days.is_workday(on), name, row is not None)
