"""What units ask and the office answers: an objection, a request for more time, a support unit's sentence."""

from tasks.items import life
from tasks.items.models import Assignment
from tasks.items.states import Mode, Part
from tasks.review import actions as review
from tests.doors.door import Place
from tests.doors.people import Spots
from tests.doors.work import LATELY, at
from tests.factories import Office
from tests.tasks.items.matters import GIVEN, give, issued_list, item

DAY = {"on": LATELY, "now": at(LATELY)}


def targets(small: Office) -> dict[str, Spots]:
    """Each three times, by place; the support unit of A's item is B, and the other way round."""
    units = {Place.OWN: small.a.unit, Place.BELOW: small.branch, Place.OTHER: small.b.unit}
    secretaries = {Place.OWN: small.a.secretary, Place.BELOW: small.branch_secretary, Place.OTHER: small.b.secretary}
    found: dict[str, Spots] = {
        name: {} for name in ("an objection", "an extension", "a supporting part", "a told part", "closed off")
    }
    for place, unit in units.items():
        by, listed = secretaries[place], issued_list(small)
        one = give(item(listed), unit)
        objection = life.object_(assignment=one, version=1, reason="不属于本单位职责。", by=by, **DAY)
        found["an objection"][place] = ({"pk": objection.pk}, {})
        active = life.acknowledge(assignment=give(item(listed), unit), version=1, by=by, **DAY)
        asked = {"due_on": GIVEN.replace(month=12, day=20), "reason": "会议改期。"}
        found["an extension"][place] = ({"pk": life.ask_extension(assignment=active, by=by, **asked, **DAY).pk}, {})
        found["closed off"][place] = _spot(_closed(small, give(item(listed), unit), by))
        helper = Place.OTHER if place != Place.OTHER else Place.OWN
        joint = item(listed, mode=Mode.JOINT)
        life.acknowledge(assignment=give(joint, unit, Part.LEAD), version=1, by=by, **DAY)
        part = life.acknowledge(assignment=give(joint, units[helper], Part.SUPPORT), version=1, by=secretaries[helper], **DAY)
        life.contribute(assignment=part, version=2, text="已派员参加。", by=secretaries[helper], **DAY)
        found["a told part"][place] = _spot(part)
        own = life.acknowledge(assignment=give(item(listed, mode=Mode.JOINT), unit, Part.SUPPORT), version=1, by=by, **DAY)
        found["a supporting part"][place] = _spot(own)
    return found


def _closed(small: Office, one: Assignment, by) -> Assignment:
    """The whole way."""
    life.acknowledge(assignment=one, version=1, by=by, **DAY)
    review.submit(assignment=one, version=2, claim="已完成。", by=by, **DAY)
    one.refresh_from_db()
    review.approve(assignment=one, version=3, result="属实。", by=small.second_admin, **DAY)
    return review.close_off(assignment=one, version=4, by=small.supervisor, **DAY)


def _spot(assignment: Assignment) -> tuple:
    assignment.refresh_from_db()
    return {"pk": assignment.pk}, {"version": assignment.version}
