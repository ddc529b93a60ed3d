"""Rules are published before the period, and scores come from checked results only."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.conflict import Refused, Stale
from tasks.assessment import actions
from tasks.assessment.models import Cycle, Scheme
from tasks.assessment.queries import assessed_units, gather_facts
from tasks.assessment.scheme import DEFAULT
from tasks.items.models import Milestone, Tick
from tasks.supervision.acts import excusing
from tasks.supervision.acts.models import Excuse
from tests.tasks.assessment.opening import CHECKED, DUE, FROM, TO, computed, given, opened, published
from tests.tasks.chain import Chain, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain() -> Chain:
    return Chain()


def test_the_seeded_scheme_is_the_default_of_the_code_and_not_yet_published():
    seeded = Scheme.objects.get()
    assert (seeded.rules, seeded.published_on) == (DEFAULT.as_dict(), None)


def test_a_scheme_with_wrong_weights_is_refused_with_the_sum(chain):
    rules = DEFAULT.as_dict()
    rules["indicators"][0]["weight"] = "39"
    with pytest.raises(Refused, match="合计为99，应为100"):
        actions.new_scheme(name="方案", rules=rules, by=chain.admin)
    assert not Scheme.objects.filter(name="方案").exists()


def test_versions_of_a_scheme_are_counted(chain):
    first = actions.new_scheme(name="方案", rules=DEFAULT.as_dict(), by=chain.admin)
    second = actions.new_scheme(name="方案", rules=DEFAULT.as_dict(), by=chain.admin)
    assert (first.version, second.version) == (1, 2)


def test_rules_that_came_late_cannot_be_used(chain):
    scheme = Scheme.objects.get()
    with pytest.raises(Refused, match="尚未公布"):
        opened(chain, scheme)
    late = FROM + timedelta(days=1)
    actions.publish_scheme(scheme=scheme, on=late, today=CHECKED, by=chain.admin)
    with pytest.raises(Refused, match="晚于考核期开始之日"):
        opened(chain, scheme)
    assert not Cycle.objects.exists()


def test_a_scheme_is_published_once_and_not_in_the_future(chain):
    scheme = Scheme.objects.get()
    with pytest.raises(Refused, match="不能晚于今天"):
        actions.publish_scheme(scheme=scheme, on=CHECKED + timedelta(days=1), today=CHECKED, by=chain.admin)
    published(chain)
    with pytest.raises(Stale):
        published(chain)


def test_a_period_that_ends_before_it_begins_is_refused(chain):
    scheme = published(chain)
    with pytest.raises(Refused, match="止期不能早于起期"):
        actions.open_cycle(title="考核", from_on=TO, to_on=FROM, scheme=scheme, now=at(CHECKED), by=chain.admin)


def test_a_cycle_keeps_its_own_copy_when_the_scheme_changes(chain):
    unit = chain.unit()
    listed = chain.issue({"units": [unit], "due_on": DUE})
    chain.deliver(given(listed, unit), DUE + timedelta(days=1))
    cycle = opened(chain)
    changed = DEFAULT.as_dict()
    changed["indicators"][0]["weight"], changed["indicators"][1]["weight"] = "69", "1"
    Scheme.objects.filter(pk=cycle.scheme_id).update(rules=changed)
    assert computed(chain, cycle)[unit.name].score == Decimal("70.00")


def test_a_tampered_copy_is_not_computed(chain):
    cycle = opened(chain)
    Cycle.objects.filter(pk=cycle.pk).update(frozen=DEFAULT.as_dict() | {"top_share": "1"})
    cycle.refresh_from_db()
    with pytest.raises(Refused, match="快照与摘要不符"):
        computed(chain, cycle)


def test_scores_follow_the_checked_results_of_each_unit(chain):
    good, late, idle, waiting = chain.unit("甲局"), chain.unit("乙局"), chain.unit("丙局"), chain.unit("丁局")
    listed = chain.issue({"units": [good, late, idle, waiting], "due_on": DUE})
    chain.deliver(given(listed, good), DUE, close_off=True)
    chain.deliver(given(listed, late), DUE + timedelta(days=9), returns=1)
    chain.submit(chain.accept(given(listed, waiting)), DUE)
    scores = computed(chain, opened(chain))
    assert {name: row.score for name, row in scores.items()} == {
        "甲局": Decimal("100.00"),
        "乙局": Decimal("40.00"),
        "丙局": Decimal("0.00"),
        "丁局": None,
    }
    assert {name: row.proposed_grade for name, row in scores.items()} == {"甲局": "好", "乙局": "差", "丙局": "差", "丁局": ""}
    assert scores["丁局"].arithmetic["sentence"] == "无可考核事项"


@pytest.mark.parametrize("more", [0, 2])
def test_the_facts_of_any_number_of_units_take_six_queries(chain, more):
    units = [chain.unit() for _ in range(1 + more)]
    listed = chain.issue({"units": units, "due_on": DUE}, {"units": units, "due_on": DUE})
    for assignment in listed.items.get(number=1).assignments.all():
        chain.deliver(assignment, DUE, returns=1)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        facts = gather_facts(assessed_units(), FROM, TO, CHECKED)
    assert len(queries) == 6
    assert {unit: sorted((f.returns, f.done, f.delivered_on) for f in rows)[-1] for unit, rows in facts.items()} == {
        unit.pk: (1, True, DUE) for unit in units
    }


def test_an_excuse_is_read_while_it_stands_for_the_date_in_force(chain):
    unit = chain.unit("甲局")
    listed = chain.issue({"units": [unit], "due_on": DUE})
    assignment = chain.deliver(given(listed, unit), DUE + timedelta(days=3))
    cycle, day = opened(chain), {"on": CHECKED, "now": at(CHECKED), "by": chain.checker}
    assert computed(chain, cycle)["甲局"].score == Decimal("70.00")
    excuse = excusing.excuse(assignment=assignment, reason="汛期抢险。", **day)
    row = computed(chain, cycle)["甲局"]
    [word] = [entry["word"] for entry in row.arithmetic["lines"][1]["entries"]]
    assert row.score == Decimal("100.00")
    assert word == f"逾期3天，按“按时”计。{excuse.post} {chain.checker}于1月10日认定逾期有正当理由：汛期抢险。"
    Excuse.objects.update(due_on=DUE - timedelta(days=1))
    assert computed(chain, cycle)["甲局"].score == Decimal("70.00")
    Excuse.objects.update(due_on=DUE)
    excusing.withdraw(excuse=excuse, reason="查实不属实。", **day)
    assert computed(chain, cycle)["甲局"].score == Decimal("70.00")


def test_milestones_whose_day_has_come_are_counted_and_those_reached_by_it(chain):
    unit = chain.unit("甲局")
    listed = chain.issue({"units": [unit], "due_on": DUE})
    assignment, item = given(listed, unit), listed.items.get()
    days = [date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1), date(2027, 2, 1)]
    steps = [Milestone.objects.create(item=item, on=day, title="方案印发") for day in days]
    for step, late in ((steps[0], 0), (steps[1], 3)):
        on = step.on + timedelta(days=late)
        Tick.objects.create(milestone=step, assignment=assignment, on=on, at=at(on), by=chain.admin)
    found = lambda on: [(f.steps, f.steps_kept) for f in gather_facts([unit], FROM, TO, on)[unit.pk]]  # noqa: E731
    assert [found(day) for day in (days[0], days[2], CHECKED)] == [[(0, 0)], [(2, 1)], [(4, 1)]]


def test_computing_again_changes_nothing_when_nothing_happened(chain):
    unit = chain.unit()
    listed = chain.issue({"units": [unit], "due_on": DUE})
    chain.deliver(given(listed, unit), DUE)
    cycle = opened(chain)
    first, again = computed(chain, cycle)[unit.name], computed(chain, cycle)[unit.name]
    assert (again.pk, again.version, again.score) == (first.pk, first.version, first.score)
