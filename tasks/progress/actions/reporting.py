"""Report progress: once, in one short text, with at most one proof."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from accounts.conflict import NotYours, Refused, Stale
from accounts.trail.actions import record
from tasks.items.models import Assignment
from tasks.items.states import State
from tasks.progress.actions.drafts import forget_draft
from tasks.progress.actions.proofs import keep, share
from tasks.progress.files import Proof
from tasks.progress.models import Evidence, Report, Voided
from tasks.progress.rights import why_not_report


@transaction.atomic
def report(
    *,
    assignment: Assignment,
    version: int,
    text: str,
    percent: int,
    proof: Proof | None = None,
    known: Evidence | None = None,
    dated_on: date | None = None,
    key: str,
    now: datetime,
    by,
) -> Report:
    """Log one entry for an assignment read at `version`. The same `key` again gives the entry that stands already.

    The proof is a new file, or `known`: one that the same unit has handed in before; `dated_on` is the day of the material itself.
    Raises NotYours, Refused (not 办理中) or Stale (changed meanwhile); nothing is kept then, not even the file.
    """
    refusal = why_not_report(assignment, by)
    if refusal:
        raise NotYours(refusal)
    if standing := _standing(key, assignment, by):
        return standing
    if known and Voided.objects.filter(evidence=known).exists():
        raise Refused("所选佐证已作废，不能沿用。请选择其他佐证，或重新上传。")
    if known and known.report.assignment.unit_id != assignment.unit_id:
        raise NotYours("只能沿用本单位报送过的佐证。")
    if assignment.state != State.ACTIVE:
        raise Refused(f"「{assignment}」现为{assignment.get_state_display()}，不能报进展。")
    before = assignment.percent
    swapped = Assignment.objects.filter(pk=assignment.pk, state=State.ACTIVE, version=version).update(
        percent=percent, version=F("version") + 1
    )
    if swapped != 1:
        if standing := _standing(key, assignment, by):
            return standing
        raise _stale(assignment, text)
    shown = proof or known
    entry = record(
        act="报进展",
        target=assignment,
        before={"percent": before},
        after={"percent": percent, "text": text, "proof": shown and {"name": shown.name, "digest": shown.digest}},
        at=now,
        by=by,
    )
    made = Report.objects.create(assignment=assignment, text=text, percent=percent, at=now, by=by, post=entry.post, key=key)
    if proof:
        keep(made, proof, dated_on)
    elif known:
        share(made, known, dated_on)
    forget_draft(assignment=assignment, by=by)
    assignment.written(percent=percent, version=version + 1)
    return made


def _standing(key: str, assignment: Assignment, by) -> Report | None:
    """The entry that this form made already; a key of somebody else's form is refused."""
    found = Report.objects.filter(key=key).first()
    if found and (found.assignment_id, found.by_id) != (assignment.pk, by.pk):
        raise Refused("该表单已用于另一次报送。请返回事项，重新打开“报进展”。")
    return found


def _stale(assignment: Assignment, text: str) -> Stale:
    """Both texts side by side."""
    fresh = Assignment.objects.get(pk=assignment.pk)
    last = fresh.reports.last()
    theirs = f"{fresh.get_state_display()}，{fresh.percent}%：{last.text if last else '（无进展）'}"
    return Stale("事项已变更，您填写的内容尚未保存。", mine=text, theirs=theirs)
