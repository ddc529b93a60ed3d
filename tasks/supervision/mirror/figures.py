"""Figures of checking and reminding, from plain rows. Pure; offices by name, never ranked, no persons."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median


@dataclass(frozen=True)
class Checked:
    """One decided submission: by which office, from when to when, whether returned, and the matter."""

    office: str
    asked_on: date
    decided_on: date
    returned: bool
    assignment: int
    title: str
    unit: str

    @property
    def days(self) -> int:
        """How long the unit waited, in calendar days."""
        return (self.decided_on - self.asked_on).days


@dataclass(frozen=True)
class Office:
    """One office's checking in a period; `slowest` are the rows behind the longest waits."""

    name: str
    count: int
    returned: int
    median_days: float
    longest_days: int
    slowest: list[Checked]


def offices(rows: Iterable[Checked], shown: int = 20) -> list[Office]:
    """One line for each office, sorted by name."""
    by_name: dict[str, list[Checked]] = defaultdict(list)
    for row in rows:
        by_name[row.office].append(row)
    return [_office(name, by_name[name], shown) for name in sorted(by_name)]


def _office(name: str, rows: list[Checked], shown: int) -> Office:
    days = [row.days for row in rows]
    slowest = sorted(rows, key=lambda row: (-row.days, row.assignment))[:shown]
    return Office(name, len(rows), sum(row.returned for row in rows), median(days), max(days), slowest)


@dataclass(frozen=True)
class Followed:
    """How many times something was said, and how many of these were followed by an act of the unit; `rest`: some that were not."""

    label: str
    said: int
    followed: int
    rest: list

    @property
    def words(self) -> str:
        """「12 次中 9 次」."""
        return f"{self.said} 次中 {self.followed} 次" if self.said else "本期没有"
