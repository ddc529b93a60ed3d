"""Working days: the office's own table first, then the published national calendar, then the plain week. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import chinese_calendar
from chinese_calendar.constants import holidays, workdays

FIRST_PUBLISHED, LAST_PUBLISHED = min(holidays).year, max(holidays).year
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """`days` maps a date to True (worked) or False (off), where it differs from everything else.

    `years` are those whose official arrangement the office itself has entered in full.
    """

    days: Mapping[date, bool] = field(default_factory=dict)
    years: frozenset[int] = frozenset()

    def is_workday(self, on: date) -> bool:
        """True when offices work on the day."""
        return self.days[on] if on in self.days else national(on)

    def is_published(self, year: int) -> bool:
        """False when holidays of the year are not known yet; a single day in the table does not make the year known."""
        return in_package(year) or year in self.years

    def caution(self, *days: date) -> str:
        """What to say beside computed days: 「2027年放假安排尚未公布，按周末推算。」, or nothing when all their years are known."""
        unknown = sorted({day.year for day in days if not self.is_published(day.year)})
        if not unknown:
            return ""
        spread = f"{unknown[0]}年" if len(unknown) == 1 else f"{unknown[0]}年至{unknown[-1]}年"
        return f"{spread}放假安排尚未公布，按周末推算。"

    def workday_on_or_before(self, on: date) -> date:
        """The day itself, or the last working day before it."""
        while not self.is_workday(on):
            on -= ONE_DAY
        return on

    def workday_on_or_after(self, on: date) -> date:
        """The day itself, or the first working day after it."""
        while not self.is_workday(on):
            on += ONE_DAY
        return on

    def add_workdays(self, on: date, count: int) -> date:
        """The `count`-th working day after `on`."""
        while count > 0:
            on += ONE_DAY
            count -= self.is_workday(on)
        return on


def in_package(year: int) -> bool:
    """True when the national calendar that comes with the program knows the year."""
    return FIRST_PUBLISHED <= year <= LAST_PUBLISHED


def national(on: date) -> bool:
    """A working day by the national calendar, or by the plain week where that is not known.

    As chinese_calendar.is_workday, which looks for the ends of its tables at each call: the planner asks a million times.
    """
    return on in workdays or (on.weekday() < 5 and on not in holidays)


def official(year: int) -> dict[date, tuple[bool, str]]:
    """The days on which the published arrangement differs from the week: worked or not, and the holiday's name."""
    names = {one.value: one.chinese for one in chinese_calendar.Holiday}
    off = {day: (False, names[name]) for day, name in holidays.items() if day.year == year and day.weekday() < 5}
    worked = {day: (True, f"{names[name]}调休") for day, name in workdays.items() if day.year == year and day.weekday() > 4}
    return dict(sorted((off | worked).items()))
