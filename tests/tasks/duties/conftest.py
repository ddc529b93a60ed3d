"""An office with some units in which duties run."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from accounts.models import Unit, UnitKind, User
from accounts.roles import Role
from tasks.days.queries import calendar
from tasks.duties.actions import open_periods, say_done, switch_on
from tasks.duties.models import DutyEntry, DutyPeriod, DutyPlan, StandingDuty
from tasks.duties.rules.due import DueRule
from tasks.duties.states import Period
from tests import factories

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONTH_END = DueRule()


def clock(on: date, hour: int = 9) -> datetime:
    """A moment of the office's own time."""
    return datetime.combine(on, time(hour), SHANGHAI)


@dataclass
class Duties:
    """What tests do with duties, in few words."""

    admin: User
    units: list[Unit]
    secretaries: dict[int, User] = field(default_factory=dict)

    def on(self, code: str, day: date, *, rhythm: str = Period.MONTH, rule: DueRule = MONTH_END, **said) -> DutyPlan:
        """Switch a duty on, for all units unless said otherwise, from the period of `day`."""
        said = {"units": self.units, "from_on": day} | said
        duty = StandingDuty.objects.get(code=code)
        days = calendar()
        made = switch_on(duty=duty, rhythm=rhythm, rule=rule, on=day, days=days, now=clock(day), by=self.admin, **said)
        return made.plan

    def tick(self, day: date) -> int:
        """What the minute's job does."""
        return open_periods(on=day, days=calendar(), now=clock(day))

    def do(self, period: DutyPeriod, day: date, text: str = "已召开。", done_on: date | None = None) -> DutyEntry:
        """The unit's secretary says that it was done."""
        period.refresh_from_db()
        by = self.secretaries[period.unit_id]
        said = {"done_on": done_on or day, "text": text, "on": day, "now": clock(day), "by": by}
        return say_done(period=period, version=period.version, **said)

    def period(self, unit: Unit, starts_on: date, code: str = "D02") -> DutyPeriod:
        """One row."""
        return DutyPeriod.objects.get(unit=unit, starts_on=starts_on, duty__code=code)


@pytest.fixture
def duties(db) -> Duties:
    """Three branches with secretaries, and an administrator elsewhere."""
    units = [factories.unit(kind=UnitKind.BRANCH) for _ in range(3)]
    secretaries = {unit.pk: factories.post(Role.UNIT_SECRETARY, unit).user for unit in units}
    return Duties(factories.post(Role.OFFICE_ADMIN).user, units, secretaries)
