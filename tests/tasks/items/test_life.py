"""What a unit may ask for, what the office answers, and who counts as who."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.conflict import NotYours, Refused, Stale
from accounts.models import Entry, Letter
from accounts.roles import Role
from accounts.units.actions import hand_over
from tasks.items import life
from tasks.items.holders import Holders
from tasks.items.models import Assignment, DueChange, Extension
from tasks.items.states import Level, Mode, Part, State
from tasks.review import actions as review
from tests import factories
from tests.tasks.items.matters import DUE, clock, give, issued_list, item

DAY = clock(date(2026, 11, 5))
REASON = {"reason": "省厅会议改期。"}


@pytest.fixture
def listed(small):
    """An issued list."""
    return issued_list(small)


@pytest.fixture
def given(small, listed):
    """Organ A's matter, not yet accepted."""
    return give(item(listed), small.a.unit)


@pytest.fixture
def active(small, given):
    """The same, accepted."""
    return life.acknowledge(assignment=given, version=1, by=small.a.secretary, **DAY)


def objected(small, given, on: date = DAY["on"]):
    """The same, objected to."""
    return life.object_(assignment=given, version=1, reason="不属于本单位职责。", by=small.a.secretary, **clock(on))


def test_a_rejected_objection_goes_back_to_be_accepted_with_a_letter(small, given):
    objection = objected(small, given)
    life.reject(objection=objection, answer="属于贵单位职责。", by=small.admin, **DAY)
    given.refresh_from_db()
    letter = Letter.objects.get(kind="answered")
    assert (given.state, given.due_on, letter.to, "属于贵单位职责。" in letter.text) == (
        State.PENDING,
        DUE,
        small.a.secretary,
        True,
    )


def test_an_upheld_objection_changes_the_date_or_takes_the_duty_back(small, listed, given):
    new = DUE + timedelta(20)
    life.adjust(objection=objected(small, given), answer="同意调整。", due_on=new, agreed="只报总数。", by=small.admin, **DAY)
    given.refresh_from_db()
    assert (given.state, given.due_on, given.first_due_on, given.objections.get().agreed) == (State.PENDING, new, DUE, "只报总数。")
    other = give(item(listed), small.a.unit)
    life.withdraw(objection=objected(small, other), answer="确不属于。", by=small.admin, **DAY)
    other.refresh_from_db()
    assert other.state == State.CANCELLED


def test_an_adjustment_must_adjust_something(small, given):
    with pytest.raises(Refused, match="至少一项"):
        life.adjust(objection=objected(small, given), answer="同意。", by=small.admin, **DAY)


def test_the_office_pays_for_its_own_slowness_in_answering(small, given):
    objection = objected(small, given, on=date(2026, 11, 27))
    life.reject(objection=objection, answer="属于。", by=small.admin, **clock(date(2026, 12, 7)))
    given.refresh_from_db()
    change = DueChange.objects.get()
    assert (given.due_on, change.old, change.new, change.cause) == (date(2026, 12, 10), DUE, date(2026, 12, 10), "objection")


def test_an_extension_keeps_the_first_date_and_is_counted(small, active):
    new = DUE + timedelta(10)
    asked = life.ask_extension(assignment=active, due_on=new, by=small.a.clerk, **REASON, **DAY)
    active.refresh_from_db()
    assert active.due_on == DUE  # until the office says yes
    life.grant_extension(extension=asked, answer="同意。", by=small.admin, **DAY)
    active.refresh_from_db()
    assert (active.due_on, active.first_due_on, active.extensions.filter(verdict="granted").count()) == (new, DUE, 1)
    assert Letter.objects.get(kind="answered").subject == f"【党建清单】同意延期至{new:%Y年%-m月%-d日}：第1件事"


def test_a_refused_extension_keeps_the_date_and_needs_a_reason(small, active):
    asked = life.ask_extension(assignment=active, due_on=DUE + timedelta(10), by=small.a.clerk, **REASON, **DAY)
    with pytest.raises(Refused, match="须说明理由"):
        life.refuse_extension(extension=asked, answer=" ", by=small.admin, **DAY)
    life.refuse_extension(extension=asked, answer="请按时完成。", by=small.admin, **DAY)
    active.refresh_from_db()
    assert (active.due_on, list(active.due_changes.all()), Extension.objects.get().verdict) == (DUE, [], "refused")


@pytest.mark.parametrize(
    ("on", "new", "said"),
    [
        (DUE + timedelta(1), DUE + timedelta(9), "现已逾期"),
        (DUE, DUE, "须晚于现时限"),
        (DUE, date(9999, 1, 1), "请核对年份"),
    ],
)
def test_an_extension_is_asked_for_in_time_and_for_a_later_day(small, active, on, new, said):
    with pytest.raises(Refused, match=said):
        life.ask_extension(assignment=active, due_on=new, by=small.a.clerk, **REASON, **clock(on))


def test_one_request_waits_at_a_time_and_the_second_sees_the_first(small, active):
    ask = {"assignment": active, "due_on": DUE + timedelta(10)}
    life.ask_extension(by=small.a.clerk, **ask, **REASON, **DAY)
    with pytest.raises(Stale) as stale:
        life.ask_extension(by=small.a.secretary, reason="人手不足。", **ask, **DAY)
    assert (stale.value.mine, stale.value.theirs) == ("人手不足。", "申请延至2026年12月10日：省厅会议改期。")
    # Without the action the database itself refuses.
    one = Extension.objects.get()
    one.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save(force_insert=True)


def test_a_request_lapses_when_the_matter_ends(small, active):
    life.ask_extension(assignment=active, due_on=DUE + timedelta(10), by=small.a.clerk, **REASON, **DAY)
    life.cancel(assignment=active, version=active.version, reason="职责调整。", by=small.admin, **DAY)
    lapsed = Extension.objects.get()
    assert (lapsed.verdict, lapsed.answered_by) == ("lapsed", small.admin)
    with pytest.raises(Stale):
        life.grant_extension(extension=lapsed, by=small.admin, **DAY)


def test_an_unit_in_time_that_is_sent_back_late_gets_five_working_days(small, active):
    review.submit(assignment=active, version=2, claim="已完成。", by=small.a.clerk, **clock(DUE))
    active.refresh_from_db()
    returned = review.return_(assignment=active, version=3, reason="请补充。", by=small.admin, **clock(date(2026, 12, 3)))
    active.refresh_from_db()
    assert (returned.decision, active.due_on, active.first_due_on) == ("returned", date(2026, 12, 10), DUE)
    assert "补办时限：2026年12月10日" in Letter.objects.get(kind="returned").text


def test_what_is_done_can_be_taken_up_again_and_the_record_stays(small, active):
    review.submit(assignment=active, version=2, claim="已完成。", by=small.a.clerk, **DAY)
    active.refresh_from_db()
    review.approve(assignment=active, version=3, result="属实。", by=small.admin, **DAY)
    active.refresh_from_db()
    closed = review.close_off(assignment=active, version=4, by=small.supervisor, **DAY)
    with pytest.raises(Refused, match="理由"):
        life.reopen(assignment=closed, version=5, due_on=DUE, reason="", by=small.admin, **DAY)
    anew = life.reopen(assignment=closed, version=5, due_on=DUE + timedelta(30), reason="问题反弹。", by=small.admin, **DAY)
    assert (anew.state, anew.completed_by, anew.closed_off_by, anew.submissions.get().result) == (
        State.ACTIVE,
        None,
        None,
        "属实。",
    )
    assert Letter.objects.filter(kind="answered", to=small.a.secretary).count() == 1


@pytest.fixture
def joint(small, listed):
    """A matter that A leads and B supports, both accepted."""
    one = item(listed, mode=Mode.JOINT)
    parts = {small.a: Part.LEAD, small.b: Part.SUPPORT}
    made = [life.acknowledge(assignment=give(one, o.unit, p), version=1, by=o.secretary, **DAY) for o, p in parts.items()]
    return tuple(made)


def test_a_support_unit_says_one_sentence_and_the_lead_confirms_it(small, joint):
    _, part = joint
    told = life.contribute(assignment=part, version=2, text="派员三次参加督导。", by=small.b.clerk, **DAY)
    part.refresh_from_db()
    for stranger in (small.b.secretary, small.admin):
        with pytest.raises(NotYours, match="牵头单位"):
            life.confirm(assignment=part, version=3, by=stranger, **DAY)
    life.confirm(assignment=part, version=3, by=small.a.secretary, **DAY)
    told.refresh_from_db()
    part.refresh_from_db()
    assert (part.state, part.completed_by, told.reply) == (State.SUPPORTED, small.a.secretary, "confirmed")


def test_a_sentence_that_says_too_little_comes_back_with_the_reason(small, joint):
    _, part = joint
    life.contribute(assignment=part, version=2, text="已配合。", by=small.b.clerk, **DAY)
    part.refresh_from_db()
    back = life.send_back(assignment=part, version=3, note="请写明次数。", by=small.a.clerk, **DAY)
    assert (back.state, back.contributions.get().note) == (State.ACTIVE, "请写明次数。")
    again = life.contribute(assignment=back, version=4, text="派员三次。", by=small.b.clerk, **DAY)
    assert again.reply == ""


def test_support_units_never_block_the_lead_and_end_with_it(small, joint):
    lead, part = joint
    review.submit(assignment=lead, version=2, claim="已完成。", by=small.a.clerk, **DAY)
    lead.refresh_from_db()
    review.approve(assignment=lead, version=3, result="属实。", by=small.admin, **DAY)
    lead.refresh_from_db()
    review.close_off(assignment=lead, version=4, by=small.supervisor, **DAY)
    part.refresh_from_db()
    assert (part.state, part.moves.last().reason) == (State.CANCELLED, "牵头事项已销号。")


def test_a_support_unit_is_never_reviewed_not_even_by_the_database(small, joint):
    _, part = joint
    with pytest.raises(Refused):
        review.submit(assignment=part, version=2, claim="已完成。", by=small.b.clerk, **DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.filter(pk=part.pk).update(state=State.SUBMITTED)


@pytest.mark.parametrize(("level", "right"), [(Level.SECRETARY, "secretary"), (Level.MEMBER, "leader")])
def test_only_the_post_that_an_item_names_accepts_it(small, listed, level, right):
    one = give(item(listed, level=level), small.a.unit, leader=small.a.leader_post)
    for other in {"secretary", "leader", "clerk"} - {right}:
        with pytest.raises(NotYours, match="本人签收"):
            life.acknowledge(assignment=one, version=1, by=getattr(small.a, other), **DAY)
    assert life.acknowledge(assignment=one, version=1, by=getattr(small.a, right), **DAY).state == State.ACTIVE


def test_while_the_post_is_empty_nobody_accepts(small, listed):
    one = give(item(listed, level=Level.SECRETARY), factories.unit("县新设局党组", parent=small.county))
    clerk = factories.post(Role.UNIT_CLERK, one.unit).user
    with pytest.raises(NotYours, match="空缺"):
        life.acknowledge(assignment=one, version=1, by=clerk, **DAY)


def test_the_duty_follows_the_post_day_by_day(small, listed):
    one = give(item(listed, level=Level.MEMBER), small.a.unit, leader=small.a.leader_post)
    changed = date(2026, 11, 20)
    new = hand_over(post=small.a.leader_post, to=factories.user("继任者"), on=changed, by=None)
    for stored in (small.a.leader_post, new):  # whichever of the two the row names
        one.leader = stored
        held = [Holders.of([one], day).acceptor(one).user.name for day in (changed - timedelta(1), changed)]
        assert held == [small.a.leader.name, "继任者"]


def test_the_offices_own_matter_goes_to_somebody_above_it(small, listed):
    own = give(item(listed), small.work_committee)
    secretary = factories.post(Role.UNIT_SECRETARY, small.work_committee).user
    life.acknowledge(assignment=own, version=1, by=secretary, **DAY)
    review.submit(assignment=own, version=2, claim="已完成。", by=secretary, **DAY)
    own.refresh_from_db()
    with pytest.raises(NotYours, match="本单位"):
        review.approve(assignment=own, version=3, result="属实。", by=small.admin, **DAY)
    outside = factories.post(Role.OFFICE_ADMIN, small.county_office).user
    with pytest.raises(NotYours, match="须由督查员或县委领导"):
        review.approve(assignment=own, version=3, result="属实。", by=outside, **DAY)
    review.approve(assignment=own, version=3, result="属实。", by=small.supervisor, **DAY)
    own.refresh_from_db()
    with pytest.raises(NotYours, match="其他人"):
        review.close_off(assignment=own, version=4, by=small.supervisor, **DAY)
    assert review.close_off(assignment=own, version=4, by=small.county_leader, **DAY).state == State.CLOSED_OFF


def test_an_item_that_names_who_checks_is_checked_there(small, listed):
    one = give(item(listed, checker=small.b.unit), small.a.unit)
    life.acknowledge(assignment=one, version=1, by=small.a.secretary, **DAY)
    review.submit(assignment=one, version=2, claim="已完成。", by=small.a.secretary, **DAY)
    one.refresh_from_db()
    with pytest.raises(NotYours, match="县教育局党委核验"):
        review.approve(assignment=one, version=3, result="属实。", by=small.admin, **DAY)
    assert review.approve(assignment=one, version=3, result="属实。", by=small.b.secretary, **DAY).decision == "approved"


def test_the_office_moves_a_date_only_while_the_unit_works(small, active):
    moved = life.reschedule(assignment=active, version=2, due_on=DUE + timedelta(5), reason="汛期。", by=small.admin, **DAY)
    assert (moved.due_on, moved.due_changes.get().cause) == (DUE + timedelta(5), "decision")
    review.submit(assignment=moved, version=3, claim="已完成。", by=small.a.clerk, **DAY)
    moved.refresh_from_db()
    with pytest.raises(Refused, match="不能调整时限"):
        life.reschedule(assignment=moved, version=4, due_on=DUE, reason="汛期。", by=small.admin, **DAY)


def test_claimed_and_checked_figures_stand_apart(small, active):
    review.submit(assignment=active, version=2, claim="已完成。", figure=12, by=small.a.clerk, **DAY)
    active.refresh_from_db()
    review.approve(assignment=active, version=3, result="核实十次。", figure=10, by=small.admin, **DAY)
    one = active.submissions.get()
    assert (one.claimed_figure, one.checked_figure) == (12, 10)


def test_each_act_leaves_one_row_in_the_trail(small, active):
    before = Entry.objects.count()
    asked = life.ask_extension(assignment=active, due_on=DUE + timedelta(10), by=small.a.clerk, **REASON, **DAY)
    life.grant_extension(extension=asked, by=small.admin, **DAY)
    assert [e.act for e in Entry.objects.order_by("pk")[before:]] == ["申请延期", "同意延期"]


def test_a_recorded_decision_about_the_list_binds_the_offices_own_unit_too(small, listed):
    own, order = give(item(listed), small.work_committee), {"act": "cancel", "version": 1, "reason": "清单变更。"}
    with pytest.raises(NotYours):
        life.move(assignment=own, by=small.admin, **order, **DAY)
    assert life.move(assignment=own, by=small.admin, by_decision=True, **order, **DAY).state == State.CANCELLED
