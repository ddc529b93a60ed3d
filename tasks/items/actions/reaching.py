"""What a unit reached on the way: milestones ticked off, figures measured."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from accounts.conflict import NotYours, Refused
from accounts.roles import Permission
from accounts.trail.actions import record
from tasks.items.models import Assignment, Measurement, Milestone, Tick
from tasks.items.rights import holds
from tasks.items.states import OPEN, Part


@transaction.atomic
def tick(*, milestone: Milestone, assignment: Assignment, note: str = "", on: date, now: datetime, by) -> Tick:
    """节点完成: reported once by the unit; a second report of the same milestone changes nothing."""
    _must_be_in_hand(assignment, by)
    if milestone.item_id != assignment.item_id:
        raise Refused("该节点不属于本事项。请刷新页面后重试。")
    known = Tick.objects.filter(milestone=milestone, assignment=assignment).first()
    if known:
        return known
    entry = record(
        act="完成节点", target=assignment, after={"milestone": str(milestone), "on": on}, note=note.strip(), at=now, by=by
    )
    said = {"note": note.strip()[:200], "on": on, "at": now, "by": by, "post": entry.post}
    return Tick.objects.create(milestone=milestone, assignment=assignment, **said)


@transaction.atomic
def measure(*, assignment: Assignment, value: Decimal, on: date, now: datetime, by) -> Measurement:
    """填报实测值 against the item's figure; every value stays on record, the newest counts."""
    _must_be_in_hand(assignment, by)
    if assignment.item.target_value is None:
        raise Refused("该事项没有目标值，不需要填报实测值。")
    entry = record(act="填报实测值", target=assignment, after={"value": str(value), "on": on}, at=now, by=by)
    return Measurement.objects.create(assignment=assignment, value=value, on=on, at=now, by=by, post=entry.post)


def _must_be_in_hand(assignment: Assignment, by) -> None:
    """Only the unit reports, and only while the matter is open."""
    if not holds(by, Permission.REPORT_PROGRESS, assignment):
        raise NotYours(f"您的岗位不能为「{assignment}」填报。")
    if assignment.part == Part.SUPPORT:
        raise NotYours("协办单位不填报节点和实测值，由牵头单位统一填报。请用“说明配合情况”写一句话。")
    if assignment.state not in OPEN:
        raise Refused(f"「{assignment}」现为{assignment.get_state_display()}，不能再填报。")
