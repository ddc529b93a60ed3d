"""投票: a code is used up and a sheet is kept, in one transaction, and neither names the other."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from accounts.conflict import Refused
from accounts.trail.actions import record
from tasks.ballots import codes, rules
from tasks.ballots.models import Ballot, BallotState, Vote, VotingCode


class NoVote(Refused):
    """This code cannot vote (any more); the message says why and what to do."""


def entitled(*, ballot: Ballot, code: str, on: date) -> VotingCode:
    """The unused code of an open 测评, or NoVote with the sentence for the voter."""
    found = VotingCode.objects.filter(digest=codes.digest(code), group__ballot=ballot).select_related("group").first()
    ballot.refresh_from_db(fields=["state"])  # after the code: a closing in between has taken it away
    if ballot.state == BallotState.CLOSED or (ballot.state == BallotState.OPEN and ballot.closes_on < on):
        raise NoVote(f"“{ballot}”已截止，不再收票。")
    if found is None or ballot.state == BallotState.DRAFT:
        raise NoVote("没有这个票号。请核对信件或纸质票上的票号和网址；一张票只能用于所写的测评，作废的票不能再用。")
    if found.used:
        raise NoVote("这张票已经投过，每张票只投一次。如不是您本人所投，请告知组织测评的同志。")
    return found


@transaction.atomic
def cast(*, ballot: Ballot, code: str, answers: Mapping[int, str], on: date, now: datetime) -> None:
    """投票, once. The trail gets a line that one more sheet came in, without group, code or content."""
    mine = entitled(ballot=ballot, code=code, on=on)
    said = rules.fault(answers, set(ballot.units.values_list("pk", flat=True)), rules.Rules.from_dict(ballot.rules))
    if said:
        raise Refused(said)
    if VotingCode.objects.filter(pk=mine.pk, used=False).update(used=True) != 1:
        entitled(ballot=ballot, code=code, on=on)  # says which: used a moment ago, or closed meanwhile
        raise NoVote("这张票正在别处投出。请稍后刷新查看。")
    Vote.objects.create(group_id=mine.group_id, answers={str(unit): grade for unit, grade in answers.items()})
    record(act="收到测评票", target=ballot, at=now, by=None)
