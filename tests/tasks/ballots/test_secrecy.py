"""After closing, nobody can say whose vote is whose, not even from a stolen database; what would happen without each guard."""

from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection, connections

from accounts.letters.deliver import deliver
from accounts.letters.models import Letter, LetterState
from accounts.models import Entry, User
from tasks.ballots import codes
from tasks.ballots.actions import closing
from tasks.ballots.actions.voting import NoVote
from tasks.ballots.models import Ballot, Mark, Vote, VotingCode
from tests.tasks.ballots import attack
from tests.tasks.ballots.booth import LAST, SECRETARIES, SERVED, TODAY, Booth, code_of
from tests.tasks.chain import at

pytestmark = pytest.mark.django_db(transaction=True)
DELIVERED = at(TODAY)


class Cast:
    """Twelve people vote by letter, each sheet unlike the others; `truth` is who voted what."""

    def __init__(self) -> None:
        self.booth = Booth(secretaries=12)
        self.ballot = self.booth.opened()
        self.codes = [code_of(voter, self.ballot) for voter in self.booth.voters]
        deliver(limit=100, now=DELIVERED)
        attack.begin()
        self.truth = {}
        for code, grades in zip(self.codes, product(("好", "较好", "一般", "差"), repeat=2), strict=False):
            self.booth.cast(self.ballot, code, *grades)
            self.truth[codes.digest(code)] = {str(pk): grade for pk, grade in self.booth.answers(*grades).items()}
        self.sheets = list(Vote.objects.values_list("pk", "answers"))

    def close(self) -> None:
        """The office closes; three slips were never printed."""
        reason = "票已收齐。"
        closing.close(ballot=self.ballot, reason=reason, on=LAST, now=at(LAST), by=self.booth.admin)

    def left_on_disk(self) -> tuple[int, int]:
        """Digests and sheets that the files hold."""
        return attack.on_disk(list(self.truth), self.sheets)


def test_before_closing_a_stolen_database_joins_voter_and_vote_and_after_closing_it_does_not(tmp_path: Path) -> None:
    cast = Cast()
    assert attack.joined(tmp_path) == cast.truth
    assert cast.left_on_disk() == (12, 12)
    cast.close()
    assert closing.purge(now=at(LAST))
    assert attack.joined(tmp_path) == {}
    assert cast.left_on_disk() == (0, 0)
    told = attack.dump()
    assert [word for word in (*cast.truth, *cast.codes) if word in told] == []


def test_deleting_alone_leaves_every_sheet_on_the_disk(tmp_path: Path) -> None:
    """The harm: rows that SQL deletes are still in the files, and SQLite's log even tells who cast which."""
    cast = Cast()
    Vote.objects.all().delete()
    VotingCode.objects.all().delete()
    assert cast.left_on_disk() == (12, 12)
    if connection.vendor == "sqlite":
        assert attack.joined(tmp_path) == cast.truth


def test_marks_lie_in_no_order_and_have_no_time() -> None:
    cast = Cast()
    cast_order = [grade for answers in cast.truth.values() for grade in answers.values()]
    cast.close()
    lying = attack.order_of_marks()
    assert sorted(lying) == sorted(cast_order)
    assert lying != cast_order
    assert {field.name for field in Mark._meta.get_fields()} == {"id", "group", "unit", "grade"}


def test_closing_one_ballot_keeps_the_votes_and_codes_of_another(tmp_path: Path) -> None:
    cast = Cast()
    other = cast.booth.opened(title="另一次测评")
    cast.booth.cast(other, code_of(cast.booth.voters[0], other), "好", "差")
    cast.close()
    left = VotingCode.objects.filter(group__ballot=other)
    assert (Vote.objects.count(), left.filter(used=True).count(), left.filter(used=False).count()) == (1, 1, 11)
    cast.booth.cast(other, code_of(cast.booth.voters[1], other), "好", "差")


def test_figures_and_marks_are_what_was_cast_and_a_closed_ballot_takes_no_vote() -> None:
    cast = Cast()
    late = cast.booth.print_slips(cast.ballot)
    cast.close()
    ballot = Ballot.objects.get()
    figures = {g.name: (g.issued, g.returned, g.valid, g.marks.count()) for g in ballot.groups.all()}
    assert figures == {SECRETARIES: (12, 12, 12, 24), SERVED: (3, 0, 0, 0)}
    with pytest.raises(NoVote, match="已截止"):
        cast.booth.cast(ballot, late[0], "好", "好")


def test_two_votes_of_a_group_are_not_kept_because_they_would_tell() -> None:
    booth = Booth()
    ballot = booth.opened()
    for code in booth.print_slips(ballot)[:2]:
        booth.cast(ballot, code, "好", "差")
    closing.close(ballot=ballot, reason="票已收齐。", on=LAST, now=at(LAST), by=booth.admin)
    assert (Mark.objects.count(), ballot.groups.get(name=SERVED).valid) == (0, 2)


def test_letters_that_hold_codes_are_erased_when_sent_refused_or_no_longer_wanted() -> None:
    booth = Booth()
    booth.opened()
    User.objects.filter(pk=booth.voters[1].pk).update(is_active=False)
    deliver(limit=100, now=DELIVERED)
    User.objects.filter(pk=booth.voters[1].pk).update(is_active=True)
    late = booth.opened(title="另一次测评")
    closing.close(ballot=late, reason="另行组织。", on=TODAY, now=DELIVERED, by=booth.admin)
    deliver(limit=100, now=DELIVERED)
    rows = Letter.objects.filter(kind="ballot")
    states = set(rows.values_list("state", flat=True))
    assert states == {LetterState.SENT, LetterState.FAILED, LetterState.CANCELLED}
    assert set(rows.values_list("text", "html")) == {("本信含一次性凭证，发出或停发后内容已清除。", "")}


def test_the_trail_tells_the_turnout_and_nothing_of_any_vote() -> None:
    cast = Cast()
    cast.close()
    closing.purge(now=at(LAST))
    entries = Entry.objects.filter(target_type="tasks.ballot").order_by("pk")
    acts = [entry.act for entry in entries]
    assert acts == ["拟定民主测评", "开始民主测评", *["收到测评票"] * 12, "结束民主测评", "清除测评原票"]
    votes = {(e.by_id, e.post, str(e.before), str(e.after), e.note) for e in entries if e.act == "收到测评票"}
    assert votes == {(None, "系统", "None", "None", "")}


def test_one_code_used_by_eight_at_once_is_one_vote() -> None:
    booth = Booth()
    ballot = booth.opened()
    code = code_of(booth.voters[0], ballot)

    def vote(_: int) -> str:
        try:
            booth.cast(ballot, code, "好", "好")
        except NoVote as refused:
            return str(refused)[:8]
        finally:
            connections.close_all()
        return "taken"

    with ThreadPoolExecutor(8) as crowd:
        answers = sorted(crowd.map(vote, range(8)))
    assert (answers, Vote.objects.count()) == (["taken", *["这张票已经投过，"] * 7], 1)


def test_a_busy_disk_is_cleared_by_the_next_try() -> None:
    cast = Cast()
    cast.close()
    if connection.vendor == "sqlite":
        other = connection.copy()
        other.settings_dict = connection.settings_dict
        other.cursor().execute("BEGIN DEFERRED")
        other.cursor().execute("SELECT COUNT(*) FROM tasks_mark")
        assert (closing.purge(now=at(LAST)), Ballot.objects.get().purged_at) == (False, None)
        other.cursor().execute("ROLLBACK")
        other.close()
    assert (closing.purge(now=at(LAST)), Ballot.objects.get().purged_at) == (True, at(LAST))


def test_votes_that_meet_the_closing_are_counted_or_told_that_it_is_over() -> None:
    booth = Booth(secretaries=16)
    ballot = booth.opened()
    waiting = [code_of(voter, ballot) for voter in booth.voters]
    start = Barrier(9)

    def vote(codes: list[str]) -> list[str]:
        start.wait()
        said = []
        for code in codes:
            try:
                booth.cast(Ballot.objects.get(pk=ballot.pk), code, "好", "差")
                said.append("taken")
            except NoVote as refused:
                said.append(str(refused))
        connections.close_all()
        return said

    def end() -> None:
        start.wait()
        closing.close(ballot=ballot, reason="票已收齐。", on=LAST, now=at(LAST), by=booth.admin)
        connections.close_all()

    with ThreadPoolExecutor(9) as crowd:
        votes = [crowd.submit(vote, waiting[n::8]) for n in range(8)]
        crowd.submit(end).result()
    answers = [said for each in votes for said in each.result()]
    group = Ballot.objects.get().groups.get(name=SECRETARIES)
    assert set(answers) <= {"taken", "“年度民主测评”已截止，不再收票。"}
    assert (answers.count("taken"), Vote.objects.count()) == (group.returned, 0)
