"""The one function that changes an assignment's state: by the table of moves, by compare-and-swap."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.conflict import NotYours, Refused, Stale
from accounts.trail.actions import record
from tasks.items.life.lapsing import lapse
from tasks.items.life.telling import tell_ended, tell_unit
from tasks.items.models import Assignment, Cause, DueChange, Move
from tasks.items.possible import must_be_possible
from tasks.items.rights import why_not
from tasks.items.states import MOVES, OPEN, State


@transaction.atomic
def move(
    *,
    assignment: Assignment,
    act: str,
    version: int,
    reason: str = "",
    on: date,
    now: datetime,
    by,
    cause: Cause | None = None,
    by_decision: bool = False,
    **fields: Any,
) -> Assignment:
    """Carry out `act` on an assignment read at `version`; `fields` are set in the same UPDATE.

    `by_decision`: part of a recorded decision about the whole list, whose right was asked for there; it binds the office's own
    unit too. A new `due_on` among the fields leaves a dated DueChange for `cause`. Requests that wait lapse when the matter ends. Raises
    NotYours without the right, Refused when the table or a missing reason forbids it, Stale when somebody was faster.
    """
    step = MOVES[act]
    refusal = why_not(act, assignment, by, on)
    if refusal and not by_decision:
        raise NotYours(refusal)
    if step.needs_reason and not reason.strip():
        raise Refused(f"{step.label}须说明理由。请填写“理由”。")
    if assignment.state not in step.origin or assignment.part not in step.parts:
        raise Refused(f"「{assignment}」现为{assignment.get_state_display()}，不能{step.label}。")
    old, old_due_on = assignment.state, assignment.due_on
    swapped = Assignment.objects.filter(pk=assignment.pk, state=old, version=version).update(
        state=step.target, version=F("version") + 1, **fields
    )
    if swapped != 1:
        fresh = Assignment.objects.get(pk=assignment.pk)
        raise Stale(f"事项已变更：现为{fresh.get_state_display()}。", mine=reason, theirs=latest_words(fresh))
    assignment.written(state=step.target.value, version=version + 1, **fields)
    entry = record(
        act=step.label,
        target=assignment,
        before={"state": State(old).label},
        after={"state": step.target.label} | {name: _plain(value) for name, value in fields.items()},
        note=reason.strip(),
        at=now,
        by=by,
    )
    said = {"on": on, "at": now, "by": by, "post": entry.post, "reason": reason.strip()}
    Move.objects.create(assignment=assignment, act=act, origin=old, target=step.target, **said)
    if assignment.due_on != old_due_on and cause:
        DueChange.objects.create(assignment=assignment, old=old_due_on, new=assignment.due_on, cause=cause, **said)
    if step.target not in OPEN:
        lapse(assignment=assignment, why=reason.strip() or step.label, on=on, now=now, by=by)
    return assignment


def latest_words(assignment: Assignment) -> str:
    """The state as it stands, who brought it there, and the words that go with it: for the loser of two."""
    last = assignment.moves.select_related("by").last()
    if last is None:
        return assignment.get_state_display()
    words = f"：{last.reason}" if last.reason else ""
    return f"{assignment.get_state_display()}，{last.by}于{last.on:%-m月%-d日}办理{words}"


def _plain(value: Any) -> str | None:
    return None if value is None else str(value)


def acknowledge(*, assignment: Assignment, version: int, on: date, now: datetime, by) -> Assignment:
    """签收: the unit takes the duty over."""
    return move(assignment=assignment, act="acknowledge", version=version, on=on, now=now, by=by, acknowledged_on=on)


@transaction.atomic
def cancel(*, assignment: Assignment, version: int, reason: str, on: date, now: datetime, by) -> Assignment:
    """撤销: the office withdraws the duty, with a reason; the rows stay, and the unit is told at once."""
    moved = move(assignment=assignment, act="cancel", version=version, reason=reason, on=on, now=now, by=by)
    tell_ended([moved], "事项已撤销，不再办理", reason.strip(), on=on, now=now)
    return moved


@transaction.atomic
def terminate(*, assignment: Assignment, version: int, reason: str, on: date, now: datetime, by) -> Assignment:
    """终止: ended without being done, with a reason, and the unit is told at once."""
    moved = move(assignment=assignment, act="terminate", version=version, reason=reason, on=on, now=now, by=by)
    tell_ended([moved], "事项已终止，按未完成结案", reason.strip(), on=on, now=now)
    return moved


@transaction.atomic
def reopen(*, assignment: Assignment, version: int, due_on: date, reason: str, on: date, now: datetime, by) -> Assignment:
    """重新办理 of what was 办结 or 销号, with a reason and a new date; what was claimed and checked before stays on record."""
    must_be_possible(due_on, on)
    undone = {"completed_by": None, "completed_on": None, "closed_off_by": None, "closed_off_on": None}
    clock = {"on": on, "now": now, "by": by}
    moved = move(
        assignment=assignment, act="reopen", version=version, reason=reason, cause=Cause.REOPENED, due_on=due_on, **clock, **undone
    )
    tell_unit(moved, "事项重新办理", reason.strip(), key=f"reopened:{moved.pk}:{moved.version}", on=on, now=now)
    return moved
