"""逾期认定: lateness with a good reason is said to be so by a person from outside the unit; and taken back."""

from datetime import date, datetime

from django.db import transaction

from accounts.conflict import NotYours, Refused, Stale
from accounts.trail.actions import record
from tasks.items.models import Assignment
from tasks.supervision.acts.models import Excuse
from tasks.supervision.acts.rights import why_not_from_outside
from tasks.supervision.lights import LATE
from tasks.supervision.queries import lights_of

LABEL = "认定逾期理由"


@transaction.atomic
def excuse(*, assignment: Assignment, reason: str, on: date, now: datetime, by) -> Excuse:
    """The lateness against the due date in force has a good reason. Light and history stay; the reason stands beside them."""
    locked = Assignment.objects.select_for_update(of=("self",)).select_related("item", "unit").get(pk=assignment.pk)
    _must_be_theirs(LABEL, locked, by)
    if not reason.strip():
        raise Refused("请填写理由：什么原因、有什么依据，一两句话即可。")
    if lights_of([locked], on)[locked.pk].color not in LATE:
        raise Refused(f"「{locked}」没有逾期，不用认定。")
    standing = Excuse.objects.filter(assignment=locked, due_on=locked.due_on, withdrawn_on=None).select_related("by").first()
    if standing:
        raise Stale("该事项的逾期理由已由他人认定。", mine=reason, theirs=f"{standing.by}：{standing.reason}")
    said = {"due_on": locked.due_on, "reason": reason.strip()}
    entry = record(act=LABEL, target=locked, after=said, at=now, by=by)
    return Excuse.objects.create(assignment=locked, on=on, at=now, by=by, post=entry.post, **said)


@transaction.atomic
def withdraw(*, excuse: Excuse, reason: str, on: date, now: datetime, by) -> Excuse:
    """It turned out otherwise: the decision is taken back, with the reason; both stay on record."""
    _must_be_theirs("撤销逾期认定", excuse.assignment, by)
    if not reason.strip():
        raise Refused("撤销认定须说明理由。请填写“理由”。")
    said = {"withdrawn_on": on, "withdrawn_at": now, "withdrawn_by": by, "withdrawn_reason": reason.strip()}
    if Excuse.objects.filter(pk=excuse.pk, withdrawn_on=None).update(**said) != 1:
        excuse.refresh_from_db()
        raise Stale("该认定已由他人撤销。", mine=reason, theirs=excuse.withdrawn_reason)
    record(act="撤销逾期认定", target=excuse.assignment, before={"reason": excuse.reason}, note=reason.strip(), at=now, by=by)
    excuse.refresh_from_db()
    return excuse


def _must_be_theirs(label: str, assignment: Assignment, by) -> None:
    refusal = why_not_from_outside(label, assignment, by)
    if refusal:
        raise NotYours(refusal)
