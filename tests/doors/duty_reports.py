"""述职: two calls; in the first nothing is signed, in the second the secretaries have signed."""

from datetime import date, datetime, time

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from tasks.assessment.actions import open_cycle
from tasks.assessment.models import Cycle, Scheme
from tasks.duty_reports import actions, owner
from tasks.duty_reports.content import digest
from tasks.duty_reports.models import DutyCall, DutyReport
from tasks.duty_reports.queries import as_it_stands
from tests import factories
from tests.doors.door import Place
from tests.doors.people import Spots
from tests.factories import Office

ON = date(2026, 11, 24)
DAY = {"on": ON, "now": timezone.make_aware(datetime.combine(ON, time(9)))}


def targets(small: Office) -> dict[str, Spots]:
    """Reports of organs A and B. What is signed or shown was read as everything stands at the end: call this last."""
    first, second, third = (_cycle(small, title) for title in ("述职中的考核", "已述职的考核", "未述职的考核"))
    call, signed = _ask(small, first), _ask(small, second)
    factories.post(Role.UNIT_LEADER, small.b.unit)
    found: dict[str, Spots] = {
        "a duty call": {Place.ANY: ({"pk": call.pk},)},
        "a cycle to report on": {Place.ANY: ({}, {"cycle": third.pk})},
        "a cycle reported on": {Place.ANY: ({}, {"cycle": first.pk})},
        "a typed report": {Place.ANY: ({}, _typed(call, small.a.secretary))},
    }
    names = ("a secretary's report", "a leader's report", "a signed report", "a signed version")
    found |= {name: {} for name in names}
    for place, organ in ((Place.OWN, small.a), (Place.OTHER, small.b)):
        own, led, done = (_report(*each) for each in ((call, organ.secretary), (call, organ.leader), (signed, organ.secretary)))
        actions.sign(report=done, version=1, seen=digest(as_it_stands(done, ON)), by=organ.secretary, **DAY)
        found["a secretary's report"][place] = ({"pk": own.pk}, {"version": 1, "seen": digest(as_it_stands(own, ON))})
        found["a leader's report"][place] = ({"pk": led.pk},)
        found["a signed report"][place] = ({"pk": done.pk}, {"version": 2})
        found["a signed version"][place] = ({"pk": done.pk, "number": 1},)
    return found


def _cycle(small: Office, title: str) -> Cycle:
    scheme = Scheme.objects.filter(published_on__isnull=False).first()
    said = {"title": title, "from_on": date(2026, 7, 1), "to_on": date(2026, 12, 31), "scheme": scheme}
    return open_cycle(**said, now=DAY["now"], by=small.admin)


def _ask(small: Office, cycle: Cycle) -> DutyCall:
    return actions.ask(cycle=cycle, due_on=date(2026, 12, 18), by=small.admin, **DAY)


def _report(call: DutyCall, user: User) -> DutyReport:
    return DutyReport.objects.with_everything().get(call=call, post__user=user)


def _typed(call: DutyCall, user: User) -> dict[str, str]:
    return {"owner": owner.mark(user=user.pk, report=_report(call, user).pk), "own-next": "未写完。"}
