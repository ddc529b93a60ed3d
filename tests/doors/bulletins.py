"""What the addresses of 通报 can name: one in each state, and one published to each of the three units."""

from datetime import date, datetime, time

from django.utils import timezone

from tasks.assessment.models import Cycle
from tasks.bulletins import actions
from tasks.bulletins.models import Bulletin
from tasks.bulletins.states import Kind, Scope
from tests.doors.door import Place
from tests.doors.people import Spots
from tests.factories import Office

TODAY = date(2026, 11, 24)
DAY = {"on": TODAY, "now": timezone.make_aware(datetime.combine(TODAY, time(9)))}


def targets(small: Office) -> dict[str, Spots]:
    """Everything by name."""
    units = {Place.OWN: small.a.unit, Place.BELOW: small.branch, Place.OTHER: small.b.unit}
    draft, submitted, approved = (_draft(small, number, Scope.UNITS, [small.a.unit.pk]) for number in (1, 2, 3))
    actions.submit(bulletin=submitted, version=1, by=small.admin, **DAY)
    _approve(small, approved)
    found: dict[str, Spots] = {
        name: {Place.ANY: ({"pk": one.pk}, {"version": one.version})}
        for name, one in (("a bulletin's draft", draft), ("a submitted bulletin", submitted), ("an approved bulletin", approved))
    }
    found |= {"a published bulletin": {}, "a receipt": {}}
    for number, (place, unit) in enumerate(units.items(), 4):
        made = _draft(small, number, Scope.UNITS, [unit.pk])
        _approve(small, made)
        actions.publish(bulletin=made, version=made.version, by=small.admin, **DAY)
        found["a published bulletin"][place] = ({"pk": made.pk}, {})
        found["a receipt"][place] = ({"pk": made.receipts.get().pk}, {})
    found["a bulletin to print"] = {place: found["a published bulletin"][place] for place in (Place.OWN, Place.OTHER)}
    told = Cycle.objects.get(feedback__isnull=False)
    return found | {"a cycle still to be appealed": {Place.ANY: ({}, {"cycle": told.pk})}}


def _draft(small: Office, number: int, scope: str, among: list[int]) -> Bulletin:
    period = {"from_on": date(2026, 10, number), "to_on": date(2026, 10, 31)}
    return actions.draft(kind=Kind.SUPERVISION, scope=scope, among=among, by=small.admin, **period, **DAY)


def _approve(small: Office, made: Bulletin) -> None:
    actions.submit(bulletin=made, version=made.version, by=small.second_admin, **DAY)
    actions.approve(bulletin=made, version=made.version, by=small.county_leader, **DAY)
