"""回头看: three and six months after 销号. Due dates are derived, never stored ahead: a clock that stood still changes nothing. Pure."""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

CHECKS = (3, 6)


@dataclass(frozen=True)
class Check:
    """One 回头看 that is to be held: how many months after 销号, and by which day."""

    months: int
    due_on: date

    @property
    def label(self) -> str:
        """销号后3个月."""
        return f"销号后{self.months}个月"

    def late(self, on: date) -> bool:
        """True when its day has passed."""
        return on > self.due_on


def after(day: date, months: int) -> date:
    """The same day so many months later; the last day of a shorter month."""
    year, month = divmod(day.month - 1 + months, 12)
    return _within(day.year + year, month + 1, day.day)


def before(day: date, months: int) -> date:
    """The latest day from which `after` leads to `day` or earlier: what was closed off until then is due on `day`."""
    year, month = divmod(day.month - 1 - months, 12)
    wanted = 31 if day.day == monthrange(day.year, day.month)[1] else day.day
    return _within(day.year + year, month + 1, wanted)


def next_check(closed_off_on: date, held: Collection[int]) -> Check | None:
    """The first one not held since 销号; a later one that was held covers the earlier."""
    months = next((m for m in CHECKS if not any(done >= m for done in held)), None)
    return Check(months, after(closed_off_on, months)) if months else None


def _within(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
