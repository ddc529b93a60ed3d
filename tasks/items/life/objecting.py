"""异议 before a duty is accepted, and the office's answer: 驳回, 调整 or 撤销."""

from datetime import date, datetime

from django.db import transaction

from accounts.conflict import NotYours, Refused, Stale
from tasks.items.clock import after_answer
from tasks.items.grace import grace_until
from tasks.items.life.moving import latest_words, move
from tasks.items.life.telling import tell_unit
from tasks.items.models import Assignment, Cause, Objection, Outcome
from tasks.items.possible import must_be_possible
from tasks.items.rights import why_not


@transaction.atomic
def object_(*, assignment: Assignment, version: int, reason: str, on: date, now: datetime, by) -> Objection:
    """提出异议: the unit says why it should not be given the duty so; its clock stops until the answer."""
    moved = move(assignment=assignment, act="object", version=version, reason=reason, on=on, now=now, by=by, submitted_on=on)
    post = moved.moves.last().post
    return Objection.objects.create(assignment=assignment, reason=reason.strip(), on=on, at=now, by=by, post=post)


@transaction.atomic
def reject(*, objection: Objection, answer: str, on: date, now: datetime, by) -> Objection:
    """驳回: back to 待签收; the days that the answer took are given back as far as they are needed."""
    return _answer(objection, "reject", Outcome.REJECTED, answer, None, "", on, now, by)


@transaction.atomic
def adjust(
    *, objection: Objection, answer: str, agreed: str = "", due_on: date | None = None, on: date, now: datetime, by
) -> Objection:
    """采纳: back to 待签收 with another date, or with other demands in the words of `agreed`."""
    if due_on is None and not agreed.strip():
        raise Refused("请填写调整后的时限或调整后的要求，至少一项。")
    if due_on:
        must_be_possible(due_on, on)
    return _answer(objection, "adjust", Outcome.ADJUSTED, answer, due_on, agreed, on, now, by)


@transaction.atomic
def withdraw(*, objection: Objection, answer: str, on: date, now: datetime, by) -> Objection:
    """采纳: the duty is taken back."""
    return _answer(objection, "withdraw", Outcome.WITHDRAWN, answer, None, "", on, now, by)


def _answer(objection, act, outcome, answer, due_on, agreed, on, now, by) -> Objection:
    """Answer the objection that waits, then move; only one person can."""
    assignment = Assignment.objects.select_for_update(of=("self",)).select_related("item", "unit").get(pk=objection.assignment_id)
    refusal = why_not(act, assignment, by, on)
    if refusal:
        raise NotYours(refusal)
    if not answer.strip():
        raise Refused("请填写答复：为什么驳回，或者怎样采纳。")
    new = due_on or after_answer(assignment.due_on, objection.on, on, grace_until(on))
    answered = {"outcome": outcome, "answer": answer.strip(), "agreed": agreed.strip(), "due_on": due_on}
    said = {"answered_on": on, "answered_at": now, "answered_by": by}
    if Objection.objects.filter(pk=objection.pk, outcome="").update(**answered, **said) != 1:
        raise Stale("该异议已由他人答复。", mine=answer, theirs=latest_words(assignment))
    fields = {} if act == "withdraw" else {"due_on": new, "submitted_on": None}
    clock = {"on": on, "now": now, "by": by}
    move(assignment=assignment, act=act, version=assignment.version, reason=answer, cause=Cause.OBJECTION, **clock, **fields)
    objection.refresh_from_db()
    Objection.objects.filter(pk=objection.pk).update(answered_post=assignment.moves.last().post)
    tell_unit(assignment, f"异议答复：{outcome.label}", answer.strip(), key=f"objection:{objection.pk}", on=on, now=now)
    return objection
