"""四个一起: the office asks for steps by dates; a leader of the unit says that one was taken; it can be taken back."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction

from accounts.conflict import NotYours, Refused, Stale
from accounts.roles import Permission
from accounts.trail.actions import record
from tasks.dual_responsibility.models import AskedCheckpoint, Checkpoint
from tasks.dual_responsibility.states import Step
from tasks.items.models import Assignment, Item
from tasks.items.rights import holds, must_hold
from tasks.items.states import ListState, State
from tasks.progress.models import Report
from tasks.supervision.acts.models import Visit


@transaction.atomic
def ask_steps(*, item: Item, dates: Mapping[str, date | None], on: date, now: datetime, by) -> list[AskedCheckpoint]:
    """Until when the units of `item` are to take each step; a step without a date is not asked for."""
    must_hold(Permission.DRAW_UP, by, on, "设定四个一起的时间要求")
    held = Item.objects.select_for_update(of=("self",)).select_related("responsibility_list").get(pk=item.pk)
    if held.responsibility_list.state == ListState.ARCHIVED or held.withdrawn_on:
        raise Refused("清单已归档或事项已撤销，不能再设定四个一起。")
    wanted = {step: day for step, day in dates.items() if day}
    for step, day in wanted.items():
        if held.due_on and day > held.due_on:
            raise Refused(f"{Step(step).label}的时间不能晚于事项时限。请改为 {held.due_on:%Y年%-m月%-d日} 或以前。")
    before = dict(held.asked_checkpoints.values_list("step", "due_on"))
    if before == wanted:
        return list(held.asked_checkpoints.all())
    held.asked_checkpoints.all().delete()
    made = AskedCheckpoint.objects.bulk_create(AskedCheckpoint(item=held, step=step, due_on=day) for step, day in wanted.items())
    said, was = ({Step(step).label: day for step, day in each.items()} for each in (wanted, before))
    record(act="设定四个一起", target=held, before=was, after=said, at=now, by=by)
    return made


@transaction.atomic
def take_step(
    *,
    assignment: Assignment,
    step: str,
    taken_on: date,
    text: str = "",
    report: Report | None = None,
    visit: Visit | None = None,
    on: date,
    now: datetime,
    by,
) -> Checkpoint:
    """A leader of the unit says on which day the step was taken together with the business."""
    must_lead(assignment, by)
    held = Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    if held.state in (State.CANCELLED, State.TERMINATED):
        raise Refused(f"「{assignment}」{held.get_state_display()}，不再登记四个一起。")
    if step not in Step.values:
        raise Refused("请选择谋划、部署、落实、检查中的一项。")
    if taken_on > on:
        raise Refused("日期不能晚于今天。尚未进行的，等进行以后再登记。")
    if report and visit:
        raise Refused("对应的记录只能选一条。")
    if any(each and each.assignment_id != assignment.pk for each in (report, visit)):
        raise Refused("所选的记录不属于这一事项。请重新选择。")
    said = {"on": taken_on, "text": text.strip(), "report": report, "visit": visit}
    after = {"step": Step(step).label, "on": taken_on, "text": text.strip()}
    try:
        with transaction.atomic():
            made = Checkpoint.objects.create(assignment=assignment, step=step, at=now, by=by, **said)
    except IntegrityError:
        standing = Checkpoint.objects.standing().select_related("by").get(assignment=assignment, step=step)
        theirs = f"{standing.by}已登记{standing.on:%Y年%-m月%-d日}{standing.get_step_display()}"
        raise Stale("这一环节刚被登记。", mine=text, theirs=theirs) from None
    entry = record(act="登记四个一起", target=assignment, after=after, at=now, by=by)
    Checkpoint.objects.filter(pk=made.pk).update(post=entry.post)
    made.post = entry.post
    return made


@transaction.atomic
def take_back(*, checkpoint: Checkpoint, now: datetime, by) -> Checkpoint:
    """撤回 a wrong entry; the row stays."""
    must_lead(checkpoint.assignment, by)
    mine = Checkpoint.objects.standing().filter(pk=checkpoint.pk)
    if mine.update(withdrawn_at=now, withdrawn_by=by) != 1:
        raise Stale("这一条刚被撤回。")
    before = {"step": checkpoint.get_step_display(), "on": checkpoint.on, "text": checkpoint.text}
    record(act="撤回四个一起", target=checkpoint.assignment, before=before, at=now, by=by)
    checkpoint.refresh_from_db()
    return checkpoint


def must_lead(assignment: Assignment, user) -> None:
    """Raises NotYours for everybody but the secretary and the leaders of the unit."""
    if not holds(user, Permission.TAKE_STEPS, assignment):
        raise NotYours(f"四个一起由{assignment.unit.short}的书记或班子成员登记。")
