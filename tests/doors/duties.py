"""What the addresses of the day table and of standing duties can name."""

from datetime import date

from tasks.days.actions import set_day
from tasks.days.queries import calendar
from tasks.days.states import Said
from tasks.duties.actions import say_done, switch_on
from tasks.duties.models import DutyEntry, DutyPeriod, DutyPlan, StandingDuty
from tasks.duties.rules.due import DueRule
from tests.doors.door import Place
from tests.doors.people import Spots
from tests.doors.work import GIVEN, LATELY, at
from tests.factories import Office

NEXT_YEAR = {"on": date(2027, 10, 1), "said": Said.OFF, "name": "国庆节", "reason": "通知", "based_on": Said.PLAIN}


def targets(small: Office) -> dict[str, Spots]:
    """A day, a year that is out and one that is not; duties, one of them running in three units."""
    set_day(**NEXT_YEAR, now=at(GIVEN), by=small.admin)
    spare, running, told = StandingDuty.objects.filter(code__in=["D01", "D02", "D29"]).order_by("code")
    units = {Place.OWN: small.a.unit, Place.BELOW: small.branch, Place.OTHER: small.b.unit}
    plan, other = (_on(small, duty, list(units.values())) for duty in (running, told))
    secretaries = {small.a.unit: small.a.secretary, small.b.unit: small.b.secretary, small.branch: small.branch_secretary}
    return {
        "a day": _any(on=date(2026, 5, 20)),
        "a published year": _any(year=2026),
        "a coming year": _any(year=2027),
        "a duty": {Place.ANY: ({"pk": running.pk}, {"version": running.version})},
        "a spare duty": {Place.ANY: ({"pk": spare.pk}, {"version": spare.version})},
        "a plan": {Place.ANY: ({"pk": plan.pk}, {"version": plan.version})},
        "a unit with duties": {place: ({"pk": unit.pk},) for place, unit in units.items()},
        "a period": {place: ({"pk": (row := _row(plan, unit)).pk}, {"version": row.version}) for place, unit in units.items()},
        "an entry": {place: ({"pk": _said(_row(other, unit), secretaries[unit]).pk},) for place, unit in units.items()},
    }


def _any(**kwargs) -> Spots:
    return {Place.ANY: (kwargs,)}


def _on(small: Office, duty: StandingDuty, units: list) -> DutyPlan:
    said = {"rhythm": duty.period, "units": units, "from_on": GIVEN, "rule": DueRule()}
    return switch_on(duty=duty, on=GIVEN, days=calendar(), now=at(GIVEN), by=small.admin, **said).plan


def _row(plan: DutyPlan, unit) -> DutyPeriod:
    return DutyPeriod.objects.filter(plan=plan, unit=unit).order_by("starts_on").first()


def _said(row: DutyPeriod, by) -> DutyEntry:
    said = {"done_on": LATELY, "text": "集体学习一次。", "on": LATELY, "now": at(LATELY)}
    return say_done(period=row, version=row.version, by=by, **said)
