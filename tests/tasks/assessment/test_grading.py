"""Grades are a person's: with a reason, within the scale, decided together, and told to the unit."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from accounts.conflict import NotYours, Refused, Stale
from accounts.models import Entry
from accounts.roles import Role
from tasks.assessment import actions, closing
from tasks.assessment.models import Cycle, CycleState, UnitScore
from tests import factories
from tests.tasks.assessment.opening import CHECKED, DUE, computed, given, opened
from tests.tasks.chain import Chain, at

pytestmark = pytest.mark.django_db
SITTING = {"meeting": "县直机关工委会议", "met_on": CHECKED}


@pytest.fixture
def chain() -> Chain:
    return Chain()


def graded(chain):
    unit = chain.unit("甲局")
    listed = chain.issue({"units": [unit], "due_on": DUE})
    chain.deliver(given(listed, unit), DUE + timedelta(days=1))
    cycle = opened(chain)
    row = computed(chain, cycle)[unit.name]
    assert (row.score, row.proposed_grade) == (Decimal("70.00"), "一般")
    return cycle, row


def test_another_grade_than_the_proposed_one_needs_a_reason_and_leaves_the_score(chain):
    cycle, row = graded(chain)
    with pytest.raises(Refused, match="须填写“调整理由”"):
        actions.set_grade(unit_score=row, version=row.version, grade="较好", reason=" ", now=at(CHECKED), by=chain.admin)
    done = actions.set_grade(
        unit_score=row, version=row.version, grade="较好", reason="因停电顺延一天", now=at(CHECKED), by=chain.admin
    )
    assert (done.grade, done.grade_reason, done.score, done.graded_by) == ("较好", "因停电顺延一天", Decimal("70.00"), chain.admin)
    assert Entry.objects.filter(act="审定等次", target_id=row.pk).get().after == {"grade": "较好", "reason": "因停电顺延一天"}


def test_the_database_itself_refuses_a_changed_grade_without_a_reason(chain):
    _, row = graded(chain)
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitScore.objects.filter(pk=row.pk).update(grade="好")


def test_a_grade_outside_the_scale_is_refused(chain):
    _, row = graded(chain)
    with pytest.raises(Refused, match="不是本次考核的等次"):
        actions.set_grade(unit_score=row, version=row.version, grade="优秀", reason="好", now=at(CHECKED), by=chain.admin)


def test_the_second_of_two_graders_loses(chain):
    _, row = graded(chain)
    seen = row.version
    actions.set_grade(unit_score=row, version=seen, grade="一般", now=at(CHECKED), by=chain.admin)
    with pytest.raises(Stale):
        actions.set_grade(unit_score=row, version=seen, grade="差", reason="另有意见", now=at(CHECKED), by=chain.admin)
    row.refresh_from_db()
    assert (row.grade, row.grade_reason) == ("一般", "")


def test_a_grade_given_to_another_proposal_has_to_be_given_again(chain):
    cycle, row = graded(chain)
    actions.set_grade(unit_score=row, version=row.version, grade="一般", now=at(CHECKED), by=chain.admin)
    second = chain.issue({"units": [row.unit], "due_on": DUE, "weight": 9})
    chain.deliver(given(second, row.unit), DUE)
    fresh = computed(chain, cycle)["甲局"]
    assert (fresh.score, fresh.proposed_grade, fresh.grade, fresh.graded_by) == (Decimal("97.00"), "好", "", None)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.COUNTY_LEADER, Role.UNIT_SECRETARY, Role.SYSTEM_ADMIN])
def test_only_who_assesses_may_grade_compute_and_close(chain, role):
    cycle, row = graded(chain)
    other = factories.post(role).user
    with pytest.raises(NotYours):
        actions.set_grade(unit_score=row, version=row.version, grade="一般", now=at(CHECKED), by=other)
    with pytest.raises(NotYours):
        actions.compute(cycle=cycle, on=CHECKED, now=at(CHECKED), by=other)
    with pytest.raises(NotYours):
        closing.close_cycle(cycle=cycle, **SITTING, now=at(CHECKED), by=other)


def test_a_cycle_closes_when_every_scored_unit_has_its_grade(chain):
    cycle, row = graded(chain)
    with pytest.raises(Refused, match="甲局尚未审定等次"):
        closing.close_cycle(cycle=cycle, **SITTING, now=at(CHECKED), by=chain.admin)
    actions.set_grade(unit_score=row, version=row.version, grade="一般", now=at(CHECKED), by=chain.admin)
    closed = closing.close_cycle(cycle=cycle, **SITTING, now=at(CHECKED), by=chain.admin)
    assert (closed.state, closed.closed_by) == (CycleState.CLOSED, chain.admin)
    with pytest.raises(Refused, match="已经审定"):
        computed(chain, closed)
    row.refresh_from_db()
    row.cycle.refresh_from_db()
    with pytest.raises(Refused, match="已经审定"):
        actions.set_grade(unit_score=row, version=row.version, grade="差", reason="改", now=at(CHECKED), by=chain.admin)


def test_a_cycle_does_not_close_while_a_unit_waits_for_the_reviewer(chain):
    unit = chain.unit("甲局")
    listed = chain.issue({"units": [unit], "due_on": DUE})
    chain.submit(chain.accept(given(listed, unit)), DUE)
    cycle = opened(chain)
    computed(chain, cycle)
    with pytest.raises(Refused, match="甲局尚有待审核的事项"):
        closing.close_cycle(cycle=cycle, **SITTING, now=at(CHECKED), by=chain.admin)


def test_more_best_grades_than_the_quota_need_a_note_that_is_kept(chain):
    units = [chain.unit() for _ in range(3)]
    listed = chain.issue({"units": units, "due_on": DUE})
    for assignment in listed.items.get().assignments.all():
        chain.deliver(assignment, DUE)
    cycle = opened(chain)
    for row in computed(chain, cycle).values():
        actions.set_grade(unit_score=row, version=row.version, grade="好", now=at(CHECKED), by=chain.admin)
    with pytest.raises(Refused, match="“好”共3个，超过名额2个"):
        closing.close_cycle(cycle=cycle, **SITTING, now=at(CHECKED), by=chain.admin)
    closing.close_cycle(cycle=cycle, **SITTING, note="三个单位均按时完成。", now=at(CHECKED), by=chain.admin)
    assert Entry.objects.get(act="审定考核结果").note == "三个单位均按时完成。"


def test_units_see_their_own_score_and_only_after_the_feedback(chain):
    cycle, row = graded(chain)
    other = chain.unit("乙局")
    own, foreign = chain.secretaries[row.unit_id], chain.secretaries[other.pk]
    leader = factories.post(Role.COUNTY_LEADER).user
    reach = lambda: [list(UnitScore.objects.visible_to(u)) for u in (chain.admin, leader, own, foreign)]  # noqa: E731
    assert reach() == [[row], [row], [], []]
    assert list(Cycle.objects.visible_to(own)) == []
    actions.set_grade(unit_score=row, version=row.version, grade="一般", now=at(CHECKED), by=chain.admin)
    closing.close_cycle(cycle=cycle, **SITTING, now=at(CHECKED), by=chain.admin)
    assert reach() == [[row], [row], [], []]
    closing.feed_back(cycle=cycle, workdays=5, on=CHECKED, now=at(CHECKED), by=chain.admin)
    assert reach() == [[row], [row], [row], []]
    assert (list(Cycle.objects.visible_to(own)), list(Cycle.objects.visible_to(foreign))) == ([cycle], [])
