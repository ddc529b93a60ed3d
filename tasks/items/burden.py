"""What a list costs the units: reports by unit and month, what falls together in a week, what goes over the limit. Pure.

A report is counted for each day on which a matter wants one: its due date, each milestone, and each period of its rhythm.
"""

import calendar
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = timedelta(days=6)
# Written rhythms by the months of a period; None: once a week.
PERIODS = (("周", None), ("双月", 2), ("月", 1), ("季", 3), ("半年", 6))
MOST_DAYS = 400


@dataclass(frozen=True)
class Matter:
    """One item as it asks one unit: when it is due, how often it wants to hear, its milestones; `new`: of the list in hand."""

    unit: int
    title: str
    due_on: date
    rhythm: str = ""
    milestones: tuple[date, ...] = ()
    new: bool = True


@dataclass(frozen=True)
class Clash:
    """More reports within seven days than the limit allows, some of them new."""

    unit: int
    first: date
    last: date
    count: int
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Load:
    """Reports of one unit by month: those of running matters, and those that come with the list."""

    unit: int
    running: Counter
    new: Counter

    def total(self, month: str) -> int:
        """All reports of a month."""
        return self.running[month] + self.new[month]

    def worst(self) -> tuple[str, int]:
        """The month in which the list weighs most on the unit, and its total; the earliest when several do."""
        return max(((m, self.total(m)) for m in sorted(self.new)), key=lambda pair: pair[1], default=("", 0))

    def over(self, limit: int) -> list[str]:
        """The months in which the list takes the unit over the limit."""
        return sorted(month for month in self.new if self.total(month) > limit)


def report_days(matter: Matter, on: date) -> list[date]:
    """The days from `on` on which the matter wants a report."""
    days = {day for day in (*matter.milestones, matter.due_on) if day >= on}
    days |= set(_periods(matter.rhythm, on, matter.due_on))
    return sorted(days)


def _periods(rhythm: str, on: date, due_on: date) -> Iterator[date]:
    """The last day of each period before the due date; the period of the due date reports with it."""
    months = next((step for word, step in PERIODS if word in rhythm), 0)
    if months == 0:
        return
    day = _week_end(on) if months is None else _month_end(on.year, on.month, months)
    for _ in range(MOST_DAYS):
        if day >= due_on or (months and (day.year, day.month) >= (due_on.year, due_on.month)):
            return
        yield day
        later = day + timedelta(days=1)
        day = day + timedelta(days=7) if months is None else _month_end(later.year, later.month, months)


def _week_end(day: date) -> date:
    """The Friday of the week, or of the next one from Saturday on."""
    return day + timedelta(days=(4 - day.weekday()) % 7)


def _month_end(year: int, month: int, months: int) -> date:
    """The last day of the period of so many months in which the month lies."""
    last = -(-month // months) * months
    return date(year, last, calendar.monthrange(year, last)[1])


def loads(matters: Iterable[Matter], on: date) -> dict[int, Load]:
    """The load of each unit."""
    found: dict[int, Load] = {}
    for matter in matters:
        load = found.setdefault(matter.unit, Load(matter.unit, Counter(), Counter()))
        months = load.new if matter.new else load.running
        months.update(f"{day:%Y-%m}" for day in report_days(matter, on))
    return found


def clashes(matters: Iterable[Matter], on: date, limit: int) -> list[Clash]:
    """For each unit the stretches of at most seven days with more than `limit` reports, at least one of them new."""
    by_unit: dict[int, list[tuple[date, Matter]]] = defaultdict(list)
    for matter in matters:
        by_unit[matter.unit] += [(day, matter) for day in report_days(matter, on)]
    return [clash for unit, dated in by_unit.items() for clash in _clashes(unit, dated, limit)]


def _clashes(unit: int, dated: Sequence[tuple[date, Matter]], limit: int) -> Iterator[Clash]:
    """Stretches that do not overlap, from the earliest on."""
    dated = sorted(dated, key=lambda pair: pair[0])
    at, end = 0, 0
    while at < len(dated):
        end = max(end, at)
        while end < len(dated) and dated[end][0] <= dated[at][0] + WEEK:
            end += 1
        within = dated[at:end]
        if len(within) > limit and any(matter.new for _, matter in within):
            titles = tuple(dict.fromkeys(matter.title for _, matter in within))
            yield Clash(unit, within[0][0], within[-1][0], len(within), titles)
            at = end
        else:
            at += 1


def months_of(found: Iterable[Load]) -> list[str]:
    """Every month in which the list asks for something, in order."""
    return sorted({month for load in found for month in load.new})


def by_month(found: Iterable[Load]) -> list[tuple[str, int]]:
    """New reports of all units together, month by month."""
    total: Counter = Counter()
    for load in found:
        total.update(load.new)
    return sorted(total.items())
