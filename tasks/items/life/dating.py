"""Due dates: 延期 asked for by the unit and decided by the office, and the office's own change of a date."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from accounts.conflict import NotYours, Refused, Stale
from accounts.roles import Permission
from accounts.trail.actions import record
from tasks.items.life.telling import tell_moved, tell_unit
from tasks.items.models import Assignment, Cause, DueChange, Extension, Verdict
from tasks.items.possible import must_be_possible
from tasks.items.rights import holds, why_not_decide
from tasks.items.states import OPEN, RUNNING, Part, State


@transaction.atomic
def ask_extension(*, assignment: Assignment, due_on: date, reason: str, on: date, now: datetime, by) -> Extension:
    """申请延期, until the due date has passed; the date stays as it is until the office decides."""
    locked = _locked(assignment)
    if not holds(by, Permission.SUBMIT, locked):
        raise NotYours(f"您的岗位不能为「{locked}」申请延期。")
    if not reason.strip():
        raise Refused("请填写延期理由。")
    if locked.state != State.ACTIVE or locked.part == Part.SUPPORT:
        raise Refused(f"「{locked}」现为{locked.get_state_display()}，不能申请延期。")
    if on > locked.due_on:
        raise Refused(f"延期须在完成时限（{locked.due_on:%Y年%-m月%-d日}）前申请，现已逾期。请抓紧办理，并在提请办结时说明情况。")
    if due_on <= locked.due_on:
        raise Refused(f"申请延至的日期须晚于现时限 {locked.due_on:%Y年%-m月%-d日}。请改期。")
    must_be_possible(due_on, on)
    standing = Extension.objects.filter(assignment=locked, verdict="").first()
    if standing:
        raise Stale(
            "已有一份延期申请等待答复。", mine=reason, theirs=f"申请延至{standing.asked_due_on:%Y年%-m月%-d日}：{standing.reason}"
        )
    entry = record(act="申请延期", target=locked, after={"asked_due_on": due_on}, note=reason.strip(), at=now, by=by)
    said = {"reason": reason.strip(), "on": on, "at": now, "by": by, "post": entry.post}
    return Extension.objects.create(assignment=locked, old_due_on=locked.due_on, asked_due_on=due_on, **said)


@transaction.atomic
def grant_extension(
    *, extension: Extension, due_on: date | None = None, answer: str = "", on: date, now: datetime, by
) -> Extension:
    """同意延期, to the day asked for or to another one; it counts from the day on which it was asked for."""
    assignment = _to_decide(extension, on, by)
    new = due_on or extension.asked_due_on
    if new <= assignment.due_on:
        raise Refused(f"延至的日期须晚于现时限 {assignment.due_on:%Y年%-m月%-d日}。请改期，或者不同意延期。")
    must_be_possible(new, on)
    _decide(extension, assignment, Verdict.GRANTED, answer, on, now, by, granted_due_on=new)
    before = assignment.due_on
    _set_due(assignment, new, answer)
    entry = record(
        act="同意延期", target=assignment, before={"due_on": before}, after={"due_on": new}, note=answer.strip(), at=now, by=by
    )
    _keep_change(assignment, before, Cause.EXTENSION, extension.on, now, entry, extension.reason)
    _finish(extension, assignment, entry, f"同意延期至{new:%Y年%-m月%-d日}", on, now)
    return extension


@transaction.atomic
def refuse_extension(*, extension: Extension, answer: str, on: date, now: datetime, by) -> Extension:
    """不同意延期, with the reason; the date stays."""
    assignment = _to_decide(extension, on, by)
    if not answer.strip():
        raise Refused("不同意延期须说明理由。请填写“答复”。")
    _decide(extension, assignment, Verdict.REFUSED, answer, on, now, by)
    entry = record(act="不同意延期", target=assignment, after={"due_on": assignment.due_on}, note=answer.strip(), at=now, by=by)
    _finish(extension, assignment, entry, f"不同意延期，时限仍为{assignment.due_on:%Y年%-m月%-d日}", on, now)
    return extension


@transaction.atomic
def reschedule(
    *,
    assignment: Assignment,
    version: int,
    due_on: date,
    reason: str,
    on: date,
    now: datetime,
    by,
    by_decision: bool = False,
    tell: bool = True,
) -> Assignment:
    """调整时限 by the office's own decision, with a reason; a matter that waits for an answer keeps its date. The unit is told at once.

    `by_decision`: part of a recorded decision about the whole list (see moving.move), which has a letter of its own. `tell` is
    False where the caller writes one letter about many matters (telling.tell_moved).
    """
    refusal = why_not_decide("调整时限", assignment, by, on)
    if refusal and not by_decision:
        raise NotYours(refusal)
    if not reason.strip():
        raise Refused("调整时限须说明理由。请填写“理由”。")
    if assignment.state not in RUNNING:
        raise Refused(f"「{assignment}」现为{assignment.get_state_display()}，不能调整时限。")
    if due_on == assignment.due_on:
        raise Refused("新时限与现时限相同。请改期。")
    must_be_possible(due_on, on)
    before = assignment.due_on
    swapped = Assignment.objects.filter(pk=assignment.pk, version=version, state=assignment.state).update(
        due_on=due_on, version=F("version") + 1
    )
    if swapped != 1:
        fresh = Assignment.objects.get(pk=assignment.pk)
        theirs = f"{fresh.get_state_display()}，时限{fresh.due_on:%Y年%-m月%-d日}"
        raise Stale("事项已变更。", mine=f"{due_on:%Y年%-m月%-d日}：{reason}", theirs=theirs)
    assignment.written(due_on=due_on, version=version + 1)
    entry = record(
        act="调整时限", target=assignment, before={"due_on": before}, after={"due_on": due_on}, note=reason.strip(), at=now, by=by
    )
    _keep_change(assignment, before, Cause.DECISION, on, now, entry, reason.strip())
    if tell and not by_decision:
        tell_moved([(assignment, before)], reason.strip(), on=on, now=now)
    return assignment


def _locked(assignment: Assignment) -> Assignment:
    """The assignment as it stands, held until the end of the transaction."""
    return Assignment.objects.select_for_update(of=("self",)).select_related("item", "unit").get(pk=assignment.pk)


def _to_decide(extension: Extension, on: date, by) -> Assignment:
    assignment = _locked(extension.assignment)
    refusal = why_not_decide("答复延期申请", assignment, by, on)
    if refusal:
        raise NotYours(refusal)
    return assignment


def _decide(extension, assignment, verdict, answer, on, now, by, **more) -> None:
    """Answer the request that waits; only one person can, and only while the matter is open."""
    answered = {"verdict": verdict, "answer": answer.strip(), "answered_on": on, "answered_at": now, "answered_by": by, **more}
    open_ = Extension.objects.filter(pk=extension.pk, verdict="", assignment__state__in=OPEN)
    if open_.update(**answered) != 1:
        fresh = Extension.objects.get(pk=extension.pk)
        raise Stale("该延期申请已答复。", mine=answer, theirs=f"{fresh.get_verdict_display()}：{fresh.answer}")


def _set_due(assignment: Assignment, due_on: date, mine: str) -> None:
    """The row is locked: nobody can come between."""
    Assignment.objects.filter(pk=assignment.pk, version=assignment.version).update(due_on=due_on, version=F("version") + 1)
    assignment.written(due_on=due_on, version=assignment.version + 1)


def _keep_change(assignment, before, cause, on, now, entry, reason) -> None:
    said = {"on": on, "at": now, "by": entry.by, "post": entry.post, "reason": reason}
    DueChange.objects.create(assignment=assignment, old=before, new=assignment.due_on, cause=cause, **said)


def _finish(extension, assignment, entry, heading, on, now) -> None:
    Extension.objects.filter(pk=extension.pk).update(answered_post=entry.post)
    extension.refresh_from_db()
    tell_unit(assignment, heading, extension.answer, key=f"extension:{extension.pk}", on=on, now=now)
