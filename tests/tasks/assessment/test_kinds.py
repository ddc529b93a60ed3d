"""The kinds that rest on more than assignments, 加减分 within caps, and 一票否决 that caps the grade and leaves the score."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tasks.assessment.kinds import BadScheme, Clause, Condition, Formula, Ground, Indicator
from tasks.assessment.pieces import Kind, Piece
from tasks.assessment.presets import PRESETS, SCALES, SIXTY, scaled
from tasks.assessment.scheme import DEFAULT, Scheme
from tasks.assessment.scoring import proposed_grade, score
from tasks.assessment.second_look import corrected
from tasks.assessment.trial import moves
from tasks.items.states import State
from tests.tasks.assessment.test_scoring import AFTER, DUE, FROM, TO, fact

WEIGHTS = ((Formula.DONE, 50), (Formula.DUTIES, 20), (Formula.BALLOT, 20), (Formula.APPRAISAL, 10))
PRAISED, BLAMED = Clause("受到表彰", Decimal(2)), Clause("受到通报批评", Decimal(-3))
FOUND = Condition("严重违纪", Ground.RECORDED, "一般")
SCHEME = Scheme(
    tuple(Indicator(str(formula), formula, Decimal(weight)) for formula, weight in WEIGHTS),
    DEFAULT.bands,
    DEFAULT.top_share,
    (PRAISED, BLAMED),
    Decimal(3),
    Decimal(5),
    (FOUND, Condition("督办单未答复", Ground.ORDER, "较好"), Condition("问题反弹", Ground.RELAPSE, "较好")),
)


def scored(*facts, scheme=SCHEME, **days):
    return score(facts, scheme, **{"from_on": FROM, "to_on": TO, "on": AFTER} | days)


def duty(ref, *, kept=True, aside=""):
    return Piece(Kind.DUTY, ref, "主题党日", f"{ref}月", DUE, kept=kept, aside=aside)


def opinion(kind, points, ref=1):
    return Piece(kind, ref, "评价", "评价", points=Decimal(points))


def ruling(clause, points, ref=1):
    return Piece(Kind.ADJUSTMENT, ref, clause.name, "依据", DUE, points=Decimal(points), clause=clause.name)


def test_each_kind_says_what_it_counted():
    result = scored(
        fact(1),
        *[duty(n, kept=n > 1) for n in range(1, 5)],
        opinion(Kind.BALLOT, "87.50"),
        opinion(Kind.APPRAISAL, 100, 1),
        opinion(Kind.APPRAISAL, 85, 2),
    )
    assert [line.sentence for line in result.lines] == [
        "应考核1项（权重合计1），办结1项（权重合计1）：1÷1×50＝50.00",
        "应考核4项（权重合计4），按期开展3项（权重合计3）：3÷4×20＝15.00",
        "87.50分：87.50÷100×20＝17.50",
        "2份平均（100、85）92.50分：92.50÷100×10＝9.25",
    ]
    assert (result.total, result.sentence) == (Decimal("91.75"), "50.00＋15.00＋17.50＋9.25＝91.75")


def test_no_data_is_no_zero_and_the_weight_goes_to_the_others():
    result = scored(
        fact(1), duty(1, aside="1月经批准不计：汛期"), Piece(Kind.BALLOT, 1, "民主测评", "无效", aside="不计分：票数不足")
    )
    assert (result.total, result.without_facts) == (Decimal("100.00"), ("duties", "ballot", "appraisal"))
    assert [(entry.title, entry.word) for entry in result.left_out] == [
        ("主题党日", "1月经批准不计：汛期"),
        ("民主测评", "不计分：票数不足"),
    ]
    assert scored().total is None
    assert scored(ruling(PRAISED, 2)).total is None  # 加减分 alone is no score


@pytest.mark.parametrize(
    ("rulings", "points", "total", "sentence"),
    [
        ([(PRAISED, 2)], "2", "82", "受到表彰+2：合计+2"),
        ([(PRAISED, 2), (PRAISED, 1)], "2", "82", "受到表彰+3（按上限+2计）：合计+2"),
        ([(PRAISED, 1), (BLAMED, -3)], "-2", "78", "受到表彰+1，受到通报批评-3：合计-2"),
    ],
)
def test_points_are_added_and_taken_within_the_caps(rulings, points, total, sentence):
    facts = [fact(n) for n in range(4)] + [fact(5, state=State.ACTIVE)]
    scheme = replace(SCHEME, indicators=(Indicator("完成", Formula.DONE, Decimal(100)),))
    result = scored(*facts, *[ruling(clause, n, ref) for ref, (clause, n) in enumerate(rulings)], scheme=scheme)
    assert (result.adjustment.points, result.adjustment.sentence, result.total) == (Decimal(points), sentence, Decimal(total))
    assert result.sentence == f"80.00＝80.00，加减分{Decimal(points):+}，得分{result.total}"


def test_sums_are_capped_and_the_score_stays_between_0_and_100():
    scheme = replace(SCHEME, most_up=Decimal("1.5"))
    result = scored(fact(1), ruling(PRAISED, 2), scheme=scheme)
    assert (result.adjustment.points, result.total) == (Decimal("1.5"), Decimal(100))
    assert "加分合计+2，按上限+1.5计" in result.adjustment.sentence
    assert result.sentence.endswith(
        "得分100.00，不超过100、不低于0（“duties”、“ballot”、“appraisal”本期没有可考核的内容，权重按比例并入其他指标）"
    )


def test_a_veto_caps_the_grade_says_why_and_leaves_the_score():
    veto = Piece(Kind.VETO, 7, "严重违纪", "6月1日，县纪委通报", DUE, clause="严重违纪")
    order = Piece(Kind.ORDER, 3, "督办单县直督〔2026〕3号", "未答复", DUE)
    result = scored(fact(1), veto, order)
    assert (result.total, proposed_grade(result, SCHEME)) == (Decimal("100.00"), "一般")
    assert [(v.condition, v.grade, v.word, v.key) for v in result.vetoes] == [
        ("严重违纪", "一般", "6月1日，县纪委通报", "veto:7"),
        ("督办单未答复", "较好", "督办单县直督〔2026〕3号，未答复", "order:3"),
    ]
    poor = scored(fact(1, state=State.ACTIVE), order)
    assert proposed_grade(poor, SCHEME) == "差"  # a veto never lifts
    assert moves(result, SCHEME) == ()  # whatever the weights, the cap stands
    assert proposed_grade(scored(fact(1), replace(veto, aside="更正：查无此事。")), SCHEME) == "好"


def test_problems_have_an_indicator_of_their_own_and_count_nowhere_else():
    scheme = replace(
        DEFAULT, indicators=(Indicator("完成", Formula.DONE, Decimal(60)), Indicator("整改", Formula.RECTIFICATION, Decimal(40)))
    )
    righted = fact(2, state=State.CLOSED_OFF)._replace(problem=True)
    waiting = fact(3)._replace(problem=True)
    back = fact(4, state=State.CLOSED_OFF)._replace(problem=True, times_back=1)
    result = scored(fact(1), righted, waiting, back, scheme=scheme)
    assert [line.assignments for line in result.lines] == [(1,), (2, 4)]
    assert [(e.counted, e.word) for e in result.lines[1].entries] == [(True, "按时整改并销号"), (False, "问题反弹1次")]
    assert [(e.assignment, e.word) for e in result.left_out] == [(3, "已办结待销号，销号前不计入")]
    plain = scored(fact(1), righted, waiting, back)
    assert plain.lines[0].assignments == (1, 2, 3, 4)
    assert [(v.condition, v.key) for v in plain.vetoes] == [("问题反弹", 4)]


def test_what_was_due_before_a_late_scheme_costs_nothing():
    late = scored(fact(1, state=State.ACTIVE), fact(2), since=DUE)
    assert late.total == Decimal("50.00")
    spared = scored(fact(1, state=State.ACTIVE, due=FROM), fact(2), since=DUE)
    assert (spared.total, [e.word for e in spared.left_out]) == (
        Decimal("100.00"),
        [f"方案公布（{DUE:%-m月%-d日}）以前到期，不计入"],
    )


def test_a_correction_finds_a_period_kept_or_leaves_a_piece_out():
    facts = [fact(1), duty(1, kept=False), opinion(Kind.BALLOT, 50)]
    kept = corrected(facts, ["duty:1"], "on_time", "更正：当月已开展。", {})
    assert (kept[1].kept, kept[1].word) == (True, "1月，按“按期”计。更正：当月已开展。")
    out = corrected(facts, ["ballot:1"], "left_out", "更正：票有误。", {})
    assert (out[2].aside, out[:2]) == ("不计入。更正：票有误。", facts[:2])
    assert corrected(facts, ["duty:1"], "no_return", "更正", {}) == facts
    assert corrected(facts, ["duty:1"], "reread", "更正", {"duty:1": duty(1)})[1].kept


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"clauses": (Clause("表彰", Decimal(0)),), "most_up": Decimal(1)}, "分值应大于0"),
        ({"clauses": (PRAISED,)}, "“加分合计最多”应大于0"),
        ({"clauses": (BLAMED,), "most_up": Decimal(3)}, "“减分合计最多”应大于0"),
        ({"clauses": (PRAISED, PRAISED), "most_up": Decimal(3)}, "加减分情形重复"),
        ({"conditions": (Condition("违纪", Ground.RECORDED, "好"),)}, "所限等次应低于“好”"),
        ({"conditions": (Condition("违纪", Ground.RECORDED, "优秀"),)}, "所限等次应低于“好”"),
        ({"conditions": (FOUND, FOUND)}, "一票否决情形重复"),
    ],
)
def test_contradictions_are_refused_in_words(change, said):
    with pytest.raises(BadScheme, match=said):
        replace(DEFAULT, **change)


def test_presets_are_whole_and_another_scale_keeps_the_place_of_a_veto():
    assert [sum(i.weight for i in scheme.indicators) for _, scheme in PRESETS.values()] == [100, 100]
    shares = {i.formula: i.weight for i in SIXTY.indicators}
    assert (shares[Formula.BALLOT], shares[Formula.APPRAISAL]) == (25, 15)
    other = scaled(SIXTY, SCALES["excellent"])
    assert (other.grades, [c.grade for c in other.conditions]) == (("优秀", "良好", "一般", "较差"), ["一般", "良好"])
    assert Scheme.from_dict(SIXTY.as_dict()) == SIXTY
