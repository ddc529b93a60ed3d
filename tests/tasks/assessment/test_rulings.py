"""What people record about a unit counts by the scheme's own clauses only; opinions, duties and orders are read for all units at once."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.conflict import NotYours, Refused, Stale
from accounts.models import Entry
from accounts.roles import Role
from tasks.assessment import actions, closing, ruling, snapshots
from tasks.assessment.gathering import gather
from tasks.assessment.kinds import Formula, Indicator
from tasks.assessment.models import Cycle, Ruling, SnapshotPart, UnitScore
from tasks.assessment.presets import NAMES, SIXTY
from tasks.ballots.models import Appraisal, AppraisalCall
from tasks.duties.models import DutyPeriod, DutyPlan, StandingDuty
from tasks.supervision.orders.models import Order
from tests import factories
from tests.tasks.assessment.decided import CHECKED, DUE, FROM, SITTING, TO
from tests.tasks.chain import Chain, at

pytestmark = pytest.mark.django_db
WEIGHTS = ((Formula.DONE, 60), (Formula.DUTIES, 20), (Formula.APPRAISAL, 20))
INDICATORS = tuple(Indicator(NAMES[formula], formula, Decimal(weight)) for formula, weight in WEIGHTS)
RULES = replace(SIXTY, indicators=INDICATORS, top_share=Decimal(1))
PRAISE, BLAME, CASE = SIXTY.clauses[0].name, SIXTY.clauses[2].name, SIXTY.conditions[0].name
CLOCK = {"on": DUE, "now": at(CHECKED)}


@pytest.fixture
def chain() -> Chain:
    return Chain()


def opened(chain, *names, published=date(2025, 12, 20), **said) -> tuple[Cycle, list]:
    """Units that delivered one matter on time, in a cycle under RULES."""
    units = [chain.unit(name) for name in names]
    listed = chain.issue({"units": units, "due_on": DUE})
    for assignment in listed.items.get().assignments.all():
        chain.deliver(assignment, DUE)
    scheme = actions.new_scheme(name="机关考核方案", rules=RULES.as_dict(), by=chain.admin)
    actions.publish_scheme(scheme=scheme, on=published, today=CHECKED, by=chain.admin)
    days = {"from_on": FROM, "to_on": TO, "now": at(CHECKED), "by": chain.admin}
    return actions.open_cycle(title="2026年度考核", scheme=scheme, **days | said), units


def computed(chain, cycle) -> dict[str, UnitScore]:
    return {row.unit.name: row for row in actions.compute(cycle=cycle, on=CHECKED, now=at(CHECKED), by=chain.admin)}


def rule(cycle, unit, clause, by, points=None, reason="县委〔2026〕5号文。", **day) -> Ruling:
    points = None if points is None else Decimal(points)
    return ruling.rule(cycle=cycle, unit=unit, clause=clause, points=points, reason=reason, **CLOCK | day, by=by)


def periods(unit, by, *done) -> None:
    """Monthly periods of a duty from January on, each with the day on which it was done."""
    duty = StandingDuty.objects.order_by("pk").first()
    plan = DutyPlan.objects.create(duty=duty, rhythm="month", from_on=FROM, made_at=at(FROM), made_by=by)
    for month, day in enumerate(done, 1):
        days = {
            "starts_on": date(2026, month, 1),
            "ends_on": date(2026, month, 28),
            "due_on": date(2026, month, 28),
            "done_on": day,
        }
        DutyPeriod.objects.create(plan=plan, duty=duty, unit=unit, rhythm="month", **days)


def appraised(cycle, unit, *grades) -> None:
    call = AppraisalCall.objects.create(cycle=cycle, due_on=CHECKED, opened_at=at(DUE), opened_by=cycle.opened_by)
    for grade in grades:
        said = {"grade": grade, "sentence": "抓得紧。", "at": at(DUE)}
        Appraisal.objects.create(call=call, unit=unit, leader=factories.user(), **said)


def ordered(unit, limit_on: date) -> Order:
    """A 督办单 that waits for its answer."""
    to = factories.post(Role.UNIT_LEADER, unit)
    said = {"mark": "县督", "year": 2026, "number": unit.pk, "basis": "逾期。", "demand": "请办结。", "to_post": to}
    said |= {"due_on": DUE, "limit_on": limit_on, "issued_on": DUE, "issued_at": at(DUE), "issued_by": to.user}
    return Order.objects.create(assignment=unit.assignments.first(), **said)


def test_duties_and_opinions_count_beside_the_matters_and_who_has_none_loses_nothing(client, chain):
    cycle, [first, second] = opened(chain, "甲局", "乙局")
    periods(first, chain.admin, date(2026, 1, 20), None, date(2026, 3, 30), date(2026, 4, 2))
    appraised(cycle, first, "好", "较好")
    rows = computed(chain, cycle)
    assert [(line["sentence"], len(line["entries"])) for line in rows["甲局"].arithmetic["lines"]] == [
        ("应考核1项（权重合计1），办结1项（权重合计1）：1÷1×60＝60.00", 1),
        ("应考核4项（权重合计4），按期开展2项（权重合计2）：2÷4×20＝10.00", 4),
        ("2份平均（100、85）92.50分：92.50÷100×20＝18.50", 2),
    ]
    assert (rows["甲局"].score, rows["乙局"].score) == (Decimal("88.50"), Decimal("100.00"))
    assert rows["乙局"].arithmetic["silent"] == ["经常性工作情况", "上级评价"]
    client.force_login(chain.admin)
    page = client.get(reverse("assessment:unit", args=[rows["甲局"].pk])).content.decode()
    for words in ("4期，按期2期", "2026年2月未开展；2026年3月补做，晚2天", "较好，折85分", reverse("duties:unit", args=[first.pk])):
        assert words in page


@pytest.mark.parametrize("more", [0, 2])
def test_everything_is_read_in_a_fixed_number_of_queries(chain, more):
    cycle, units = opened(chain, *[f"{n}局" for n in range(1 + more)])
    for unit in units:
        periods(unit, chain.admin, None, None)
        ordered(unit, DUE)
        rule(cycle, unit, PRAISE, chain.admin, "1")
    appraised(cycle, units[0], "好")
    ballot = Indicator(NAMES[Formula.BALLOT], Formula.BALLOT, Decimal(20))
    full = replace(RULES, indicators=(replace(INDICATORS[0], weight=Decimal(40)), *INDICATORS[1:], ballot))
    with CaptureQueriesContext(connection) as made:
        facts = gather(cycle, units, CHECKED, full)
    assert len(made) == 10
    assert {len(found) for found in facts.values()} == ({5, 6} if more else {6})


def test_a_ruling_names_a_clause_of_the_frozen_scheme_stays_within_it_and_in_the_period(chain):
    cycle, [unit] = opened(chain, "甲局")
    for wrong, said in (
        ({"clause": "领导批评"}, "不是本次考核方案中的情形"),
        ({"clause": PRAISE, "points": "2.5"}, "分值应大于0、不超过2"),
        ({"clause": PRAISE}, "分值应大于0、不超过2"),
        ({"clause": PRAISE, "points": "1", "reason": " "}, "请填写“事由和依据”"),
        ({"clause": PRAISE, "points": "1", "on": date(2025, 12, 31)}, "“发生日期”应在2026年1月1日以后"),
        ({"clause": PRAISE, "points": "1", "on": CHECKED + timedelta(1)}, "不晚于今天"),
    ):
        with pytest.raises(Refused, match=said):
            rule(cycle, unit, by=chain.admin, **wrong)
    own = factories.post(Role.OFFICE_ADMIN, unit).user
    for stranger in (own, chain.checker):
        with pytest.raises(NotYours):
            rule(cycle, unit, PRAISE, stranger, "1")
    made = rule(cycle, unit, BLAME, chain.admin, "3")
    assert (made.points, made.kind, Entry.objects.get(act="记录加减分").note) == (Decimal(-3), "adjustment", "县委〔2026〕5号文")
    with pytest.raises(Stale):
        rule(cycle, unit, BLAME, chain.admin, "3")


def test_rulings_move_the_score_and_a_veto_only_the_grade_until_withdrawn(client, chain):
    cycle, [unit] = opened(chain, "甲局")
    blame = rule(cycle, unit, BLAME, chain.admin, "3")
    veto = rule(cycle, unit, CASE, chain.admin, reason="县纪委通报。")
    ordered(unit, DUE)
    row = computed(chain, cycle)["甲局"]
    assert (row.score, row.proposed_grade, row.arithmetic["by_score"]) == (Decimal("97.00"), "一般", "好")
    client.force_login(chain.admin)
    page = client.get(reverse("assessment:unit", args=[row.pk])).content.decode()
    for words in (f"{BLAME}-3：合计-3", "按得分为“好”，拟定等次限为“一般”，得分不变", "县纪委通报", "截至11月13日未答复"):
        assert words in page
    ruling.withdraw(ruling=veto, reason="查无此事。", now=at(CHECKED), by=chain.admin)
    ruling.withdraw(ruling=blame, reason="重复。", now=at(CHECKED), by=chain.admin)
    with pytest.raises(Stale):
        ruling.withdraw(ruling=veto, reason="再撤。", now=at(CHECKED), by=chain.admin)
    again = computed(chain, cycle)["甲局"]
    assert (again.score, again.proposed_grade) == (Decimal("100.00"), "较好")  # the order is still unanswered
    Order.objects.update(state="answered")
    with pytest.raises(Refused, match="尚未审定等次"):
        closing.close_cycle(cycle=cycle, **SITTING, now=at(CHECKED), by=chain.admin)
    assert computed(chain, cycle)["甲局"].proposed_grade == "好"


def test_what_was_ruled_is_kept_with_the_snapshot_and_nothing_is_recorded_afterwards(chain):
    cycle, [unit] = opened(chain, "甲局")
    rule(cycle, unit, BLAME, chain.admin, "1")
    row = computed(chain, cycle)["甲局"]
    actions.set_grade(unit_score=row, version=row.version, grade="好", now=at(CHECKED), by=chain.admin)
    late = rule(cycle, unit, CASE, chain.admin)
    with pytest.raises(Refused, match="甲局的事实有变化"):
        closing.close_cycle(cycle=cycle, **SITTING, now=at(CHECKED), by=chain.admin)
    ruling.withdraw(ruling=late, reason="查无此事。", now=at(CHECKED), by=chain.admin)
    closing.close_cycle(cycle=cycle, **SITTING, now=at(CHECKED), by=chain.admin)
    kept = [fact["title"] for fact in SnapshotPart.objects.get(kind="unit").content["facts"] if "kind" in fact]
    assert (kept, snapshots.intact(cycle)) == ([f"{BLAME}-1"], True)
    with pytest.raises(Refused, match="已经审定"):
        rule(cycle, unit, PRAISE, chain.admin, "1")


def test_the_database_itself_refuses_rulings_that_make_no_sense(chain):
    cycle, [unit] = opened(chain, "甲局")
    made = rule(cycle, unit, PRAISE, chain.admin, "1")
    for wrong in ({"points": None}, {"points": 0}, {"reason": ""}, {"withdrawn_at": at(CHECKED)}, {"kind": "veto"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Ruling.objects.filter(pk=made.pk).update(**wrong)


def test_a_scheme_that_came_late_needs_a_reason_in_sight_and_costs_nothing_for_what_was_due_before(client, chain):
    for reason, match in (("", "请填写“方案公布晚于考核期开始的理由”"), ("x", "那时已经结束")):
        published = date(2026, 7, 1) if not reason else CHECKED
        ends = {} if not reason else {"to_on": date(2026, 10, 31)}
        with pytest.raises(Refused, match=match), transaction.atomic():
            opened(chain, f"{match[:3]}局", published=published, late_reason=reason, **ends)
    cycle, [unit] = opened(chain, "甲局", published=date(2026, 7, 1), late_reason="机构改革，7月才能定案。")
    row = computed(chain, cycle)["甲局"]
    assert (row.score, [e["word"] for e in row.arithmetic["left_out"]]) == (None, ["方案公布（7月1日）以前到期，不计入"])
    client.force_login(chain.admin)
    for page in (reverse("assessment:cycle", args=[cycle.pk]), reverse("assessment:unit", args=[row.pk])):
        assert "理由：机构改革，7月才能定案。公布以前到期的事项不计入。" in client.get(page).content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Cycle.objects.filter(pk=cycle.pk).update(late_reason="")


def test_the_page_records_and_withdraws(client, chain):
    cycle, [unit] = opened(chain, "甲局")
    client.force_login(chain.admin)
    address = reverse("assessment:rulings", args=[cycle.pk])
    record = reverse("assessment:rule", args=[cycle.pk])
    wrong = client.post(record, {"unit": unit.pk, "clause": PRAISE, "points": "9", "on": DUE, "reason": "表彰文件。"})
    assert (wrong.status_code, "不超过2" in wrong.content.decode(), "表彰文件。" in wrong.content.decode()) == (422, True, True)
    sent = {"unit": unit.pk, "clause": PRAISE, "points": "1", "on": DUE, "reason": "表彰文件。"}
    assert client.post(record, sent).status_code == 302
    made = Ruling.objects.get()
    assert client.post(reverse("assessment:withdraw", args=[made.pk]), {"reason": ""}).status_code == 409
    assert client.post(reverse("assessment:withdraw", args=[made.pk]), {"reason": "重复。"}).status_code == 302
    client.force_login(chain.checker)
    assert ("重复。" in client.get(address).content.decode(), client.post(record, sent).status_code) == (True, 403)
    client.force_login(chain.secretaries[unit.pk])
    assert client.get(address).status_code == 403
