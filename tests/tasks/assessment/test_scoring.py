"""A unit's score follows from checked results only, and its arithmetic adds up."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.assessment.scheme import DEFAULT, Band, Formula, Indicator, Scheme
from tasks.assessment.scoring import NOTHING, Fact, grade_of, half_up, proposed_grade, score, spread
from tasks.items.states import Part, State

FROM, TO = date(2026, 1, 1), date(2026, 12, 31)
AFTER = date(2027, 1, 10)
DUE = date(2026, 6, 30)


def fact(number=1, *, weight="1", state=State.COMPLETED, part=Part.EACH, due=DUE, delivered=DUE, returns=0, excused="") -> Fact:
    """An assignment accepted on its due date, unless said otherwise."""
    delivered = delivered if state in ("completed", "closed_off") else None
    return Fact(number, Decimal(weight), state, part, due, delivered, returns, excused)


def scored(*facts, scheme=DEFAULT, on=AFTER):
    return score(facts, scheme, from_on=FROM, to_on=TO, on=on)


def values(result) -> list[str]:
    return [str(line.value) for line in result.lines]


def test_everything_done_on_time_and_accepted_at_once_gives_a_hundred():
    assert scored(fact(1), fact(2, state=State.CLOSED_OFF)).total == Decimal("100.00")


def test_a_late_delivery_costs_the_points_of_being_on_time_only():
    result = scored(fact(1), fact(2, delivered=DUE + timedelta(days=3)))
    assert values(result) == ["40.00", "15.00", "30.00"]
    assert result.sentence == "40.00＋15.00＋30.00＝85.00"
    assert [entry.word for entry in result.lines[1].entries] == ["按时", "逾期3天"]


EXCUSED = "督查员 王五于7月2日认定逾期有正当理由：汛期抢险。"


def test_an_excused_lateness_counts_as_on_time_and_the_line_says_by_whom_and_why():
    late = {"delivered": DUE + timedelta(days=3)}
    assert scored(fact(**late)).total == Decimal("70.00")
    excused = scored(fact(**late, excused=EXCUSED))
    assert excused.total == Decimal("100.00")
    assert [e.word for e in excused.lines[1].entries] == [f"逾期3天，按“按时”计。{EXCUSED}"]


def test_an_excused_item_counts_when_it_is_delivered_and_not_before():
    still_open = scored(fact(1), fact(2, state=State.ACTIVE, excused=EXCUSED))
    assert (still_open.total, [e.word for e in still_open.left_out]) == (
        Decimal("100.00"),
        [f"逾期未办结，办结前不计入。{EXCUSED}"],
    )
    assert scored(fact(1), fact(2, state=State.TERMINATED, excused=EXCUSED)).total == Decimal("50.00")


def test_an_excuse_says_nothing_about_what_was_on_time_or_returned():
    assert [e.word for e in scored(fact(excused=EXCUSED, returns=1)).lines[1].entries] == ["按时"]
    assert values(scored(fact(excused=EXCUSED, returns=1))) == ["40.00", "30.00", "0.00"]


def test_a_return_costs_the_points_of_being_accepted_at_once_only():
    result = scored(fact(1), fact(2, returns=2))
    assert values(result) == ["40.00", "30.00", "15.00"]
    assert [entry.word for entry in result.lines[2].entries] == ["一次通过", "退回2次"]


def test_the_weights_of_items_count():
    result = scored(fact(1, weight="3"), fact(2, weight="1.5", state=State.ACTIVE))
    assert result.lines[0].sentence == "应考核2项（权重合计4.5），办结1项（权重合计3）：3÷4.5×40＝26.67"
    assert result.total == Decimal("66.67")


def test_the_day_of_the_submission_decides_not_the_day_of_the_review():
    assert scored(fact(delivered=DUE)).lines[1].value == Decimal("30.00")
    assert scored(fact(delivered=DUE + timedelta(days=1))).lines[1].value == Decimal("0.00")


def test_no_items_is_no_score_and_says_so():
    for facts in ([], [fact(state=State.CANCELLED)], [fact(part=Part.SUPPORT)], [fact(due=date(2027, 3, 1), delivered=None)]):
        result = scored(*facts)
        assert (result.total, result.lines, result.sentence) == (None, (), NOTHING)
        assert proposed_grade(result, DEFAULT) == ""


@pytest.mark.parametrize(
    ("left", "word"),
    [
        (fact(2, state=State.CANCELLED), "已撤销，不计入"),
        (fact(2, part=Part.SUPPORT), "协办事项，由牵头单位计入"),
        (fact(2, state=State.SUBMITTED), "待审核，审核决定前不计入"),
        (fact(2, due=date(2027, 1, 1), state=State.ACTIVE), "不在本期内"),
    ],
)
def test_what_does_not_count_is_named_and_changes_nothing(left, word):
    result = scored(fact(1), left)
    assert result.total == Decimal("100.00")
    assert [(entry.assignment, entry.word) for entry in result.left_out] == [(2, word)]


def test_an_open_item_counts_from_the_day_after_its_due_date():
    waiting = fact(2, state=State.ACTIVE)
    assert [entry.word for entry in scored(fact(1), waiting, on=DUE).left_out] == ["尚未到期"]
    assert scored(fact(1), waiting, on=DUE + timedelta(days=1)).total == Decimal("50.00")


def test_work_delivered_in_the_period_counts_though_it_was_due_outside():
    early = fact(1, due=date(2027, 2, 1), delivered=date(2026, 12, 30))
    late = fact(2, due=date(2025, 12, 20), delivered=date(2026, 1, 4))
    assert values(scored(early, late)) == ["40.00", "15.00", "30.00"]


def test_an_item_ended_without_being_done_is_not_done():
    assert scored(fact(1), fact(2, state=State.TERMINATED)).total == Decimal("50.00")


@pytest.mark.parametrize(
    ("exact", "rounded"), [("33.335", "33.34"), ("33.3349", "33.33"), ("0.005", "0.01"), ("66.675", "66.68"), ("2.675", "2.68")]
)
def test_five_thousandths_go_up(exact, rounded):
    assert half_up(Decimal(exact)) == Decimal(rounded)


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("100", "好"),
        ("90.00", "好"),
        ("89.99", "较好"),
        ("75", "较好"),
        ("74.99", "一般"),
        ("60", "一般"),
        ("59.99", "差"),
        ("0", "差"),
    ],
)
def test_the_grade_is_proposed_by_its_lower_bound(total, grade):
    assert grade_of(Decimal(total), DEFAULT) == grade


facts = st.builds(
    Fact,
    assignment=st.integers(1, 10**6),
    weight=st.decimals("0.1", "999.9", places=1),
    state=st.sampled_from(list(State)),
    part=st.sampled_from(list(Part)),
    due_on=st.dates(date(2025, 6, 1), date(2027, 6, 1)),
    delivered_on=st.none() | st.dates(date(2025, 6, 1), date(2027, 6, 1)),
    returns=st.integers(0, 4),
    excused=st.sampled_from(["", EXCUSED]),
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # a machine that is busy elsewhere says nothing about the score
@given(st.lists(facts, max_size=30), st.dates(date(2026, 1, 1), date(2027, 6, 1)))
def test_whatever_happened_the_printed_sum_adds_up_and_stays_within_a_hundred(happened, on):
    result = scored(*happened, on=on)
    again = scored(*reversed(happened), on=on)
    assert result.total == again.total
    seen = [entry.assignment for entry in result.left_out]
    if result.total is None:
        assert sorted(seen) == sorted(fact.assignment for fact in happened)
        return
    assert result.total == sum(line.value for line in result.lines)
    assert 0 <= result.total <= 100
    for line in result.lines:
        assert sorted([*seen, *line.assignments]) == sorted(fact.assignment for fact in happened)
        assert line.numerator == sum(entry.weight for entry in line.entries if entry.counted)


def test_two_decimals_of_weight_never_make_more_than_a_hundred_by_rounding():
    thirds = Scheme(
        (Indicator("甲", Formula.DONE, Decimal("33.33")), Indicator("乙", Formula.ON_TIME, Decimal("66.67"))),
        (Band("好", Decimal(0)),),
        Decimal(1),
    )
    assert scored(fact(), scheme=thirds).total == Decimal("100.00")


MORE = Scheme(
    (
        Indicator("完成", Formula.DONE, Decimal(60)),
        Indicator("节点", Formula.MILESTONES, Decimal(20)),
        Indicator("协办", Formula.SUPPORT, Decimal(20)),
    ),
    (Band("好", Decimal(90)), Band("差", Decimal(0))),
    Decimal(1),
)


def test_milestones_count_where_there_are_any_and_support_parts_in_their_own_line():
    stepped = fact(2)._replace(steps=3, steps_kept=2)
    helped = fact(3, state=State.SUPPORTED, part=Part.SUPPORT)
    idle = fact(4, state=State.ACTIVE, part=Part.SUPPORT)
    result = scored(fact(1), stepped, helped, idle, scheme=MORE)
    assert [(line.indicator, str(line.value), line.assignments) for line in result.lines] == [
        ("完成", "60.00", (1, 2)),
        ("节点", "0.00", (2,)),
        ("协办", "10.00", (3, 4)),
    ]
    assert result.lines[1].entries[0].word == "到日节点3个，按日完成2个"
    assert [entry.word for entry in result.lines[2].entries] == ["已确认配合", "逾期未配合"]


def test_an_indicator_without_facts_costs_nothing_and_says_so():
    result = scored(fact(1), fact(2, state=State.ACTIVE), scheme=MORE)
    assert (str(result.total), [str(line.weight) for line in result.lines]) == ("50.00", ["100"])
    assert result.sentence == "50.00＝50.00（“节点”、“协办”本期没有可考核的内容，权重按比例并入其他指标）"


def test_a_support_part_that_waits_for_the_lead_unit_does_not_count():
    told = scored(fact(1), fact(2, state=State.TOLD, part=Part.SUPPORT), scheme=MORE)
    assert [(entry.assignment, entry.word) for entry in told.left_out] == [(2, "待牵头单位确认，确认前不计入")]
    assert told.total == Decimal("100.00")


@given(st.lists(st.decimals("0.01", "100", places=2), min_size=1, max_size=6))
def test_spread_weights_come_to_a_hundred_exactly(weights):
    found = spread(weights)
    assert sum(found) == 100
    assert all(weight >= 0 for weight in found)
