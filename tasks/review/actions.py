"""提请办结, then a person's answer: 通过 or 退回; then 销号 by somebody else. Claim and checked result stay apart."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from accounts.conflict import NotYours, Refused, Stale
from accounts.letters.actions import post
from accounts.units.queries import who_hears
from tasks.items.clock import after_return
from tasks.items.grace import grace_until
from tasks.items.life import end_support, move
from tasks.items.links import matter_path
from tasks.items.models import Assignment, Cause
from tasks.items.rights import why_not
from tasks.items.states import Part
from tasks.review.models import Decision, Submission
from tasks.review.queries import lacks


@transaction.atomic
def submit(
    *, assignment: Assignment, version: int, claim: str, figure: Decimal | None = None, on: date, now: datetime, by
) -> Submission:
    """The unit says that it is done, in one short text (and its figure, where one is asked for); its clock stops on the day `on`."""
    if not claim.strip():
        raise Refused("请填写完成情况，一两句话即可。")
    _must_be_theirs("submit", assignment, on, by)
    for sentence in lacks(assignment, figure).values():
        raise Refused(sentence)
    move(assignment=assignment, act="submit", version=version, on=on, now=now, by=by, submitted_on=on, percent=100)
    said = {"claim": claim.strip(), "claimed_figure": figure, "on": on, "at": now, "by": by}
    return Submission.objects.create(assignment=assignment, **said)


@transaction.atomic
def approve(
    *, assignment: Assignment, version: int, result: str, figure: Decimal | None = None, on: date, now: datetime, by
) -> Submission:
    """办结: a person outside the unit has checked the result and says what was found, with the checked figure where there is one."""
    if not result.strip():
        raise Refused("请填写核验结果：核了什么、是否达到验收标准。")
    _must_be_theirs("approve", assignment, on, by)
    submission = _decide(assignment, Decision.APPROVED, result, on, now, by, checked_figure=figure)
    done = {"completed_on": on, "completed_by": by}
    move(assignment=assignment, act="approve", version=version, reason=result, on=on, now=now, by=by, **done)
    return submission


@transaction.atomic
def return_(*, assignment: Assignment, version: int, reason: str, on: date, now: datetime, by) -> Submission:
    """退办: back to the unit with the reason, and a letter to its responsible person at once.

    Handed in in time and returned after the due date, it gets some working days more (settings of the office's rules).
    """
    if not reason.strip():
        raise Refused("退回须说明理由。请填写需要补办的内容。")
    _must_be_theirs("return_", assignment, on, by)
    submission = _decide(assignment, Decision.RETURNED, reason, on, now, by)
    moved = move(
        assignment=assignment,
        act="return_",
        version=version,
        reason=reason,
        on=on,
        now=now,
        by=by,
        cause=Cause.RETURN,
        due_on=after_return(assignment.due_on, submission.on, on, grace_until(on)),
    )
    for person in who_hears({moved.unit_id}, on).get(moved.unit_id, []):
        post(
            to=person,
            template="returned",
            context={"assignment": moved, "reason": reason.strip(), "path": matter_path(moved.pk, person.pk)},
            key=f"returned:{submission.pk}:{person.pk}",
            now=now,
            data={"assignment": moved.pk},
        )
    return submission


@transaction.atomic
def close_off(*, assignment: Assignment, version: int, on: date, now: datetime, by) -> Assignment:
    """销号: checked once more, by somebody other than the approver; the item leaves every to-do list, also its support units'."""
    done = {"closed_off_on": on, "closed_off_by": by}
    moved = move(assignment=assignment, act="close_off", version=version, on=on, now=now, by=by, **done)
    if moved.part == Part.LEAD:
        end_support(lead=moved, on=on, now=now, by=by)
    return moved


def _must_be_theirs(act: str, assignment: Assignment, on: date, by) -> None:
    """The table's answer, asked before anything is said or written; nobody checks the work of the unit in which he holds a post."""
    refusal = why_not(act, assignment, by, on)
    if refusal:
        raise NotYours(refusal)


def _decide(assignment: Assignment, decision: Decision, result: str, on: date, now: datetime, by, **more) -> Submission:
    """Answer the submission that waits; only one person can."""
    waiting = Submission.objects.filter(assignment=assignment, decision="")
    decided = {"decision": decision, "result": result.strip(), "decided_on": on, "decided_at": now, "decided_by": by, **more}
    submission = waiting.first()
    if submission is None or waiting.filter(pk=submission.pk).update(**decided) != 1:
        fresh = Assignment.objects.get(pk=assignment.pk)
        last = assignment.submissions.last()
        theirs = f"{fresh.get_state_display()}：{last.result if last else ''}"
        raise Stale("该事项已由他人审核。", mine=result, theirs=theirs)
    submission.refresh_from_db()
    return submission
