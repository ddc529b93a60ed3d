"""A unit's year: each duty with its periods."""

from dataclasses import dataclass, field
from datetime import date

from accounts.models import Unit
from tasks.duties.models import DutyPeriod, DutyPlan, StandingDuty
from tasks.duties.rules.standing import Standing, standing


@dataclass(frozen=True)
class DutyYear:
    """One duty of a unit with the periods of a year, each with its standing."""

    duty: StandingDuty
    plan: DutyPlan
    periods: list[tuple[DutyPeriod, Standing]] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Periods done, early or late."""
        return sum(period.done_on is not None for period, _ in self.periods)

    @property
    def counted(self) -> int:
        """Periods that have begun and count."""
        return sum(not period.excused_on and light.word != "未开始" for period, light in self.periods)


def unit_year(unit: Unit, year: int, on: date) -> list[DutyYear]:
    """The duties of a unit in a year by code: one query."""
    rows = DutyPeriod.objects.filter(unit=unit, starts_on__year=year).select_related("duty", "plan", "unit")
    found: dict[int, DutyYear] = {}
    for row in rows.order_by("duty__code", "starts_on"):
        found.setdefault(row.duty_id, DutyYear(row.duty, row.plan)).periods.append((row, standing(row.facts, on)))
    return list(found.values())
