"""结束: sheets are cut into single marks without order, key or time; codes and sheets leave the disk."""

from datetime import date, datetime

from django.db import transaction

from accounts.conflict import Refused, Stale
from accounts.trail.actions import record
from tasks.ballots import purging
from tasks.ballots.actions.drawing import must_assess
from tasks.ballots.models import Ballot, BallotState, Mark, Vote, VoterGroup
from tasks.ballots.rules import SMALLEST, is_blank


@transaction.atomic
def close(*, ballot: Ballot, reason: str = "", on: date, now: datetime, by) -> Ballot:
    """结束投票 for good. Before the last day, while sheets are out, a reason is needed."""
    must_assess(by)
    reason = reason.strip()
    closed = {"state": BallotState.CLOSED, "closed_at": now, "closed_by": by, "close_reason": reason}
    if Ballot.objects.filter(pk=ballot.pk, state=BallotState.OPEN).update(**closed) != 1:
        raise Stale(f"“{ballot}”没有开始，或刚由他人结束。")
    purging.hold_still()
    groups = list(ballot.groups.with_turnout())
    out = sum(group.by_letter + group.slips - group.used for group in groups)
    if on <= ballot.closes_on and out and not reason:
        raise Refused(f"还没有到截止日期，尚有{out}张票未投。确需提前结束的，请填写“提前结束的理由”。")
    marks = [mark for group in groups for mark in _cut(group)]
    kept = [list(model.objects.exclude(group__ballot=ballot)) for model in purging.TABLES]
    purging.rewrite(kept, marks)
    figures = {group.name: f"发出{group.issued}张，收回{group.returned}张，有效{group.valid}张" for group in groups}
    record(act="结束民主测评", target=ballot, after=figures, note=reason, at=now, by=by)
    ballot.refresh_from_db()
    return ballot


def purge(*, now: datetime) -> bool:
    """Clear the disk after closings; False when it must be tried again. Runs outside any transaction."""
    waiting = list(Ballot.objects.filter(state=BallotState.CLOSED, purged_at=None))
    if not waiting:
        return True
    if not purging.clear_disk():
        return False
    with transaction.atomic():
        for ballot in waiting:
            if Ballot.objects.filter(pk=ballot.pk, purged_at=None).update(purged_at=now) == 1:
                record(act="清除测评原票", target=ballot, at=now, by=None)
    return True


def _cut(group: VoterGroup) -> list[Mark]:
    """Write the group's figures, and cut its valid sheets into marks; too few of them would tell who said what: none is kept."""
    sheets = [vote.answers for vote in Vote.objects.filter(group=group)]
    valid = [answers for answers in sheets if not is_blank(answers)]
    group.issued, group.returned, group.valid = group.given, len(sheets), len(valid)
    VoterGroup.objects.filter(pk=group.pk).update(issued=group.issued, returned=group.returned, valid=group.valid)
    if len(valid) < SMALLEST:
        return []
    return [Mark(group=group, unit_id=int(unit), grade=grade) for answers in valid for unit, grade in answers.items()]
