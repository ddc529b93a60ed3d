"""What the addresses of a unit's day can name: proofs with a picture and an earlier version, forms being filled in, pieces handed on."""

import io
from datetime import date, timedelta

from PIL import Image

from accounts.acting.actions import authorise
from accounts.models import Post, Unit, User
from accounts.roles import Role
from tasks.errands.actions import hand
from tasks.items import actions as items
from tasks.items.models import Assignment, ResponsibilityList
from tasks.items.states import Part
from tasks.progress import actions as progress
from tasks.progress import owner
from tasks.progress.files import check, look
from tests.doors.door import Place
from tests.doors.people import Spots
from tests.doors.work import DUE, GIVEN, LATELY, TODAY, at
from tests.factories import Office, approve, post


def picture(color: str = "gray") -> bytes:
    """A real image."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), color).save(out, "PNG")
    return out.getvalue()


def targets(small: Office) -> dict[str, Spots]:
    """One matter of each place, 办理中, with a proof that has been replaced once."""
    people = {
        Place.OWN: (small.a.unit, small.a.secretary),
        Place.BELOW: (small.branch, small.branch_secretary),
        Place.OTHER: (small.b.unit, small.b.secretary),
    }
    reports = {place: _reported(small, unit, secretary) for place, (unit, secretary) in people.items()}
    proofs = {place: report.evidence for place, report in reports.items()}
    marks = owner.mark(user=small.a.secretary.pk, assignment=reports[Place.OWN].assignment_id)
    deputies = {unit: post(Role.UNIT_CLERK, unit).user for unit, _ in people.values()}
    works = {place: (report.assignment, deputies[people[place][0]]) for place, report in reports.items()}
    errands = {place: hand_to(one, deputy, people[place][1], "day") for place, (one, deputy) in works.items()}
    own = hand_to(reports[Place.OWN].assignment, small.a.clerk, small.a.secretary, "own")
    away = _away(small.a.secretary, deputies[small.a.unit])
    return {
        "an errand": {place: ({"pk": errand.pk},) for place, errand in errands.items()},
        "the clerk's errand": {Place.ANY: ({"pk": own.pk},)},
        "work to hand on": {place: ({"pk": one.pk}, {"to": deputy.pk}) for place, (one, deputy) in works.items()},
        "a unit's sheet": {place: ({"pk": unit.pk},) for place, (unit, _) in people.items()},
        "an acting": {Place.OWN: ({"pk": away.pk},)},
        "a pictured proof": {place: ({"pk": proof.pk}, {"version": proof.version}) for place, proof in proofs.items()},
        "a former proof": {place: ({"pk": proof.formers.get().pk},) for place, proof in proofs.items()},
        "a form being filled in": {Place.ANY: ({}, {"owner": marks})},
    }


def _reported(small: Office, unit: Unit, secretary: User):
    """An accepted matter with one report."""
    listed = ResponsibilityList.objects.create(year=2026, title=f"{unit}日常清单")
    values = {"title": "日常事项", "requirement": "加强支部建设。", "due_on": DUE, "acceptance_criteria": "达到要求"}
    items.draw_up(responsibility_list=listed, units={unit: Part.EACH}, values=values, by=small.admin)
    approve(listed, on=GIVEN, by=small.admin)
    items.issue(responsibility_list=listed, number=f"清直党〔2026〕日{listed.pk}号", on=GIVEN, now=at(GIVEN), by=small.admin)
    one = Assignment.objects.get(item__responsibility_list=listed)
    items.acknowledge(assignment=one, version=one.version, on=LATELY, now=at(LATELY), by=secretary)
    one.refresh_from_db()
    said = {"text": "已部署。", "percent": 50, "key": f"day{one.pk}", "now": at(LATELY), "by": secretary}
    made = progress.report(assignment=one, version=one.version, proof=look(check(picture("red"), "现场.png")), **said)
    later = {"dated_on": LATELY, "reason": "原件不清楚。", "now": at(LATELY), "by": secretary}
    progress.replace_proof(evidence=made.evidence, version=1, proof=look(check(picture("blue"), "现场.png")), **later)
    made.evidence.refresh_from_db()
    return made


def hand_to(one: Assignment, to: User, by: User, key: str):
    """A piece of the matter in somebody's hands."""
    said = {"what": "收齐会议记录", "due_on": DUE, "key": f"{key}{one.pk}", "on": LATELY, "now": at(LATELY)}
    return hand(assignment=one, to=to, by=by, **said)


def _away(holder: User, deputy: User):
    """The holder is away from today on."""
    days: dict[str, date] = {"valid_from": TODAY, "valid_to": TODAY + timedelta(days=7)}
    held = Post.objects.get(user=holder)
    return authorise(post=held, deputy=deputy, reason="外出学习", today=TODAY, now=at(TODAY), by=holder, **days)
