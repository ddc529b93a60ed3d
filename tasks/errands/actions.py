"""Hand a piece to a colleague, tick it off, take it back."""

from datetime import date, datetime

from django.db import transaction

from accounts.conflict import NotYours, Refused, Stale
from accounts.models import Post
from accounts.roles import Permission, roles_with
from accounts.trail.actions import record
from tasks.errands.models import Errand
from tasks.items.models import Assignment
from tasks.items.rights import holds
from tasks.items.states import OPEN


@transaction.atomic
def hand(*, assignment: Assignment, to, what: str, due_on: date, key: str, on: date, now: datetime, by) -> Errand:
    """交办 a piece of an open assignment to a colleague of its unit. The same `key` again gives the one that stands already.

    The unit still reports once, by its own entry; this asks nothing of anybody but the colleague.
    """
    if not holds(by, Permission.REPORT_PROGRESS, assignment):
        raise NotYours(f"您的岗位不能交办「{assignment}」。")
    if standing := Errand.objects.filter(key=key).first():
        if (standing.assignment_id, standing.given_by_id) != (assignment.pk, by.pk):
            raise Refused("该表单已用于另一次交办。请返回事项，重新打开“交办”。")
        return standing
    if assignment.state not in OPEN:
        raise Refused(f"「{assignment}」现为{assignment.get_state_display()}，不再交办。")
    if not what.strip():
        raise Refused("请用一句话写明交办什么。")
    _must_be_colleague(assignment, to, on)
    _must_be_in_time(assignment, due_on, on)
    entry = record(act="交办", target=assignment, after={"to": to.username, "what": what.strip(), "due_on": due_on}, at=now, by=by)
    return Errand.objects.create(
        assignment=assignment, to=to, what=what.strip(), due_on=due_on, given_by=by, given_at=now, post=entry.post, key=key
    )


@transaction.atomic
def tick(*, errand: Errand, said: str, now: datetime, by) -> Errand:
    """办好了, in one sentence, by the colleague; whoever reports for the unit reads it there."""
    if errand.to_id != by.pk:
        raise NotYours("这件事是交给别人的，只能由承办人办结。")
    if not said.strip():
        raise Refused("请用一句话说明办理结果。")
    if errand.assignment.state not in OPEN:
        raise Refused(f"「{errand.assignment}」现为{errand.assignment.get_state_display()}，这件交办不必再办。")
    waiting = Errand.objects.filter(pk=errand.pk, done_at=None, withdrawn_at=None)
    if waiting.update(done_at=now, done_text=said.strip()) != 1:
        errand.refresh_from_db()
        if errand.done_text == said.strip():
            return errand
        raise Stale("这件交办已经办结或被撤回。", mine=said, theirs=errand.done_text or "已撤回")
    record(act="办结交办", target=errand.assignment, after={"what": errand.what, "done": said.strip()}, at=now, by=by)
    errand.refresh_from_db()
    return errand


@transaction.atomic
def withdraw(*, errand: Errand, now: datetime, by) -> Errand:
    """撤回 by anybody who may report on the assignment."""
    if not holds(by, Permission.REPORT_PROGRESS, errand.assignment):
        raise NotYours("您的岗位不能撤回这件交办。")
    if Errand.objects.filter(pk=errand.pk, done_at=None, withdrawn_at=None).update(withdrawn_at=now) != 1:
        raise Stale("这件交办已经办结或被撤回。")
    record(act="撤回交办", target=errand.assignment, before={"to": errand.to.username, "what": errand.what}, at=now, by=by)
    errand.refresh_from_db()
    return errand


def _must_be_colleague(assignment: Assignment, to, on: date) -> None:
    """Somebody whose post in the unit lets them work on its matters."""
    roles = roles_with(Permission.REPORT_PROGRESS)
    if not Post.objects.on(on).with_role(*roles).filter(unit=assignment.unit_id, user=to).exists():
        raise Refused(f"{to}在“{assignment.unit}”没有岗位。承办人须是本单位在任人员。")


def _must_be_in_time(assignment: Assignment, due_on: date, on: date) -> None:
    """From today on, and in time for the matter itself while it is not late already."""
    if due_on < on:
        raise Refused(f"交办时限不能早于今天。请改为 {on:%Y年%-m月%-d日} 或以后。")
    if on <= assignment.due_on < due_on:
        raise Refused(f"交办时限不能晚于事项时限 {assignment.due_on:%Y年%-m月%-d日}。")
