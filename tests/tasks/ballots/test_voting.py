"""One person, one letter, one code, one vote; before closing nothing but the turnout."""

from datetime import timedelta
from decimal import Decimal

import pytest

from accounts.conflict import NotYours, Refused, Stale
from accounts.models import Entry, Letter
from accounts.roles import Role
from tasks.ballots.actions import closing, drawing
from tasks.ballots.actions.drawing import GroupSaid
from tasks.ballots.actions.voting import NoVote
from tasks.ballots.health import purged
from tasks.ballots.models import Ballot, Mark, Vote, VotingCode
from tasks.ballots.queries import scores_of
from tests import factories
from tests.tasks.ballots.booth import LAST, SECRETARIES, SERVED, TODAY, Booth, code_of
from tests.tasks.chain import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def booth() -> Booth:
    return Booth()


def test_each_person_gets_one_letter_with_one_code_and_only_its_hash_is_kept(booth):
    ballot = booth.opened()
    letters = [code_of(voter, ballot) for voter in booth.voters]
    kept = [str(row) for row in VotingCode.objects.values_list()]
    assert (len(set(letters)), len(kept)) == (3, 3)
    assert [code for code in letters if any(code in row or code.replace("-", "") in row for row in kept)] == []


def test_whoever_belongs_to_two_groups_votes_once(booth):
    factories.post(Role.UNIT_CLERK, who=booth.voters[0])
    clerks = [factories.post(Role.UNIT_CLERK, who=factories.user(email=f"c{n}@qinghe.example")) for n in range(3)]
    groups = [GroupSaid("书记", Decimal(60), Role.UNIT_SECRETARY), GroupSaid("干部", Decimal(40), Role.UNIT_CLERK)]
    booth.opened(*groups)
    counted = {g.name: g.given for g in Ballot.objects.get().groups.with_turnout()}
    assert (counted, Letter.objects.filter(kind="ballot").count()) == ({"书记": 3, "干部": len(clerks)}, 6)


def test_who_has_no_mailbox_gets_a_slip(booth):
    booth.voter(9, email=False)
    ballot = booth.opened()
    assert len(booth.print_slips(ballot, SECRETARIES)) == 1


def test_a_group_too_small_for_secrecy_is_refused_and_nothing_goes_out(booth):
    with pytest.raises(Refused, match="“常委”不足3人，难以保密"):
        booth.opened(GroupSaid(SECRETARIES, Decimal(60), Role.UNIT_SECRETARY), GroupSaid("常委", Decimal(40), slips=2))
    assert (Letter.objects.filter(kind="ballot").count(), VotingCode.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ([GroupSaid("书记", Decimal(60), slips=5)], "权重合计为60，应为100"),
        ([GroupSaid("书记", Decimal(60), slips=5), GroupSaid("书记", Decimal(40), slips=5)], "名称重复"),
        ([GroupSaid("书记", Decimal(100))], "“书记”没有投票人"),
    ],
)
def test_groups_that_do_not_add_up_are_refused(booth, groups, said):
    with pytest.raises(Refused, match=said):
        booth.drawn(*groups)
    assert not Ballot.objects.exists()


def test_a_vote_uses_its_code_up_and_the_trail_says_only_that_one_came_in(booth):
    ballot = booth.opened()
    code = code_of(booth.voters[0], ballot)
    booth.cast(ballot, code.lower().replace("-", " "), "好", "差")
    assert [(vote.group.name, vote.answers) for vote in Vote.objects.all()] == [
        (SECRETARIES, {str(booth.units[0].pk): "好", str(booth.units[1].pk): "差"})
    ]
    entry = Entry.objects.filter(target_type="tasks.ballot").latest("pk")
    assert (entry.act, entry.by, entry.post, entry.before, entry.after, entry.note) == ("收到测评票", None, "系统", None, None, "")
    with pytest.raises(NoVote, match="这张票已经投过"):
        booth.cast(ballot, code, "差", "差")
    assert Vote.objects.count() == 1


def test_foreign_and_late_codes_are_told_apart(booth):
    ballot, other = booth.opened(), booth.opened(title="另一次测评")
    code = code_of(booth.voters[0], ballot)
    with pytest.raises(NoVote, match="没有这个票号"):
        booth.cast(other, code, "好", "好")
    with pytest.raises(NoVote, match="已截止，不再收票"):
        booth.cast(ballot, code, "好", "好", on=LAST + timedelta(days=1))
    with pytest.raises(NoVote, match="没有这个票号"):
        booth.cast(booth.drawn(title="还没有开始"), code, "好", "好")
    assert not Vote.objects.exists()


def test_a_sheet_that_breaks_the_rules_leaves_its_code_unused(booth):
    ballot = booth.opened()
    code = code_of(booth.voters[0], ballot)
    with pytest.raises(Refused, match="票上有本次测评以外的内容"):
        booth.cast(ballot, code, "好", "特别好")
    booth.cast(ballot, code, "好", "好")


def test_slips_are_printed_once_and_a_lost_run_is_voided_before_the_next(booth):
    ballot = booth.opened()
    group = ballot.groups.get(name=SERVED)
    codes = booth.print_slips(ballot)
    with pytest.raises(Refused, match="3张纸质票都已打印"):
        booth.print_slips(ballot)
    booth.cast(ballot, codes[0], "好", "好")
    assert drawing.void_batch(group=group, batch=1, by=booth.admin) == 2
    again = booth.print_slips(ballot)
    assert len(again) == 2
    with pytest.raises(NoVote, match="作废的票不能再用"):
        booth.cast(ballot, codes[1], "好", "好")
    booth.cast(ballot, again[0], "好", "好")


def test_letters_of_people_are_not_voided_with_slips(booth):
    ballot = booth.opened()
    with pytest.raises(Refused, match="没有未用的票"):
        drawing.void_batch(group=ballot.groups.get(name=SECRETARIES), batch=0, by=booth.admin)
    assert VotingCode.objects.count() == 3


def test_only_who_assesses_runs_a_ballot(booth):
    ballot = booth.drawn()
    stranger = booth.voters[0]
    for act in (
        lambda: drawing.open_(ballot=ballot, on=TODAY, now=at(TODAY), by=stranger),
        lambda: drawing.print_slips(group=ballot.groups.first(), by=stranger),
        lambda: drawing.discard(ballot=ballot, by=stranger),
        lambda: closing.close(ballot=ballot, on=TODAY, now=at(TODAY), by=stranger),
    ):
        with pytest.raises(NotYours):
            act()


def test_a_ballot_is_opened_once_and_a_draft_can_be_thrown_away(booth):
    ballot = booth.drawn()
    drawing.open_(ballot=ballot, on=TODAY, now=at(TODAY), by=booth.admin)
    with pytest.raises(Stale):
        drawing.open_(ballot=ballot, on=TODAY, now=at(TODAY), by=booth.admin)
    with pytest.raises(Refused, match="已经开始，不能删除"):
        drawing.discard(ballot=ballot, by=booth.admin)
    draft = booth.drawn(title="草稿")
    drawing.discard(ballot=draft, by=booth.admin)
    assert list(Ballot.objects.values_list("title", flat=True)) == ["年度民主测评"]


def test_closing_early_needs_a_reason(booth):
    ballot = booth.opened()
    booth.cast(ballot, code_of(booth.voters[0], ballot), "好", "好")
    with pytest.raises(Refused, match="尚有5张票未投"):
        closing.close(ballot=ballot, on=LAST, now=at(LAST), by=booth.admin)
    assert (Ballot.objects.get().state, Mark.objects.count()) == ("open", 0)


def test_slips_are_added_with_a_reason_that_stays(booth):
    ballot = booth.opened()
    group = ballot.groups.get(name=SECRETARIES)
    for count, reason, said in ((1, " ", "增补理由"), (0, "信未送达。", "1到50"), (51, "信未送达。", "1到50")):
        with pytest.raises(Refused, match=said):
            drawing.add_slips(group=group, count=count, reason=reason, by=booth.admin)
    drawing.add_slips(group=group, count=1, reason="评议人1的信未送达。", by=booth.admin)
    assert len(booth.print_slips(ballot, SECRETARIES)) == 1
    assert Entry.objects.get(act="增补测评票").note == "评议人1的信未送达。"


def test_a_trial_says_so_and_does_not_count(booth):
    trial, real = booth.opened(trial=True), booth.opened()
    for ballot, grade in ((trial, "差"), (real, "好")):
        for voter in booth.voters:
            booth.cast(ballot, code_of(voter, ballot), grade, grade)
    assert (str(trial), "（试投）" in Letter.objects.filter(data__ballot=trial.pk).first().subject) == (
        "年度民主测评（试投）",
        True,
    )
    closing.close(ballot=trial, reason="试投结束。", on=TODAY, now=at(TODAY), by=booth.admin)
    assert scores_of(booth.cycle) == {}
    closing.close(ballot=real, reason="票已收齐。", on=TODAY, now=at(TODAY), by=booth.admin)
    assert {found.score for found in scores_of(booth.cycle).values()} == {Decimal("100.00")}


def test_sheets_that_stay_on_the_disk_are_seen_by_the_health_page(booth):
    ballot = booth.opened()
    closing.close(ballot=ballot, reason="不再组织。", on=TODAY, now=at(TODAY), by=booth.admin)
    (soon,), (late,) = purged(at(TODAY)), purged(at(TODAY) + timedelta(minutes=11))
    assert (soon.ok, late.ok, late.words) == (True, False, "已结束的测评，原票11分钟仍未从磁盘清除，请检查后台任务。")
