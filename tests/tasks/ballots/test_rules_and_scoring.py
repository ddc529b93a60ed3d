"""What a sheet may say, and how marks become a result."""

from decimal import Decimal

import pytest

from tasks.ballots.rules import DEFAULT, BadRules, Rules, fault, is_blank
from tasks.ballots.scoring import Turnout, result, standing

D = Decimal
BOTH = (Turnout("书记", D(60), 10, 8, 7), Turnout("群众代表", D(40), 10, 6, 6))


def test_groups_are_weighted_and_the_arithmetic_is_said():
    counts = {"书记": {"好": 4, "较好": 2, "不了解": 1}, "群众代表": {"好": 2, "一般": 3, "差": 1}}
    found = result(BOTH, counts, DEFAULT)
    assert (found.score, found.sentence) == (D("87.67"), "（95.00×60 ＋ 76.67×40）÷ 100 ＝ 87.67")
    assert [(line.counts, line.sentence) for line in found.lines] == [
        ((("好", 4), ("较好", 2), ("一般", 0), ("差", 0), ("不了解", 1)), "平均95.00分，权重60"),
        ((("好", 2), ("较好", 0), ("一般", 3), ("差", 1), ("不了解", 0)), "平均76.67分，权重40"),
    ]


def test_a_group_without_votes_is_named_and_is_no_zero():
    groups = (BOTH[0], Turnout("群众代表", D(40), 4, 0, 0))
    found = result(groups, {"书记": {"好": 7}}, DEFAULT)
    said = "（100.00×60）÷ 60 ＝ 100.00（“群众代表”没有人投票，不按零分计，权重由其余类别按比例分担）"
    assert (found.score, found.sentence) == (D("100.00"), said)


@pytest.mark.parametrize(
    ("group", "counts", "why"),
    [
        (Turnout("书记", D(100), 5, 4, 0), {}, "只有空白票"),
        (Turnout("书记", D(100), 5, 4, 2), {}, "有效票不足3张，为保密不计"),
        (Turnout("书记", D(100), 5, 4, 4), {"不了解": 4}, "都选“不了解”"),
    ],
)
def test_what_does_not_count_gives_no_score_and_says_why(group, counts, why):
    found = result((group,), {"书记": counts}, DEFAULT)
    assert (found.score, found.sentence, found.lines[0].sentence) == (None, "没有可计的票", why)


def test_too_few_sheets_make_the_whole_invalid():
    groups = (Turnout("书记", D(100), 10, 4, 4),)
    said = "发出10张，收回4张，有效4张，收回比例未达到规定的50%，测评无效，不计分"
    assert standing(groups, DEFAULT) == (False, said)
    assert (result(groups, {"书记": {"好": 4}}, DEFAULT).score, result(groups, {"书记": {"好": 4}}, DEFAULT).sentence) == (
        None,
        said,
    )


def test_exactly_the_share_is_enough():
    groups = (Turnout("书记", D(100), 10, 5, 5),)
    assert standing(groups, DEFAULT) == (True, "发出10张，收回5张，有效5张，收回比例达到规定的50%，测评有效")


def test_half_a_cent_is_rounded_up():
    rules = Rules.from_dict(DEFAULT.as_dict() | {"options": [{"name": "好", "points": "100"}, {"name": "差", "points": "99.99"}]})
    groups = (Turnout("书记", D(100), 4, 4, 4),)
    assert result(groups, {"书记": {"好": 2, "差": 2}}, rules).score == D("100.00")


@pytest.mark.parametrize(
    ("answers", "limit", "said"),
    [
        ({1: "好"}, 0, "还有1个单位没有选择。不了解的请选“不了解”。"),
        ({1: "好", 2: "优秀"}, 0, "票上有本次测评以外的内容。请重新打开链接填写。"),
        ({1: "好", 2: "差", 3: "差"}, 0, "票上有本次测评以外的内容。请重新打开链接填写。"),
        ({1: "好", 2: "好"}, 1, "“好”最多选1个，您选了2个。请调整后再投票。"),
        ({1: "好", 2: "好"}, 2, ""),
        ({1: "不了解", 2: "不了解"}, 1, ""),
    ],
)
def test_a_sheet_that_cannot_be_taken_says_what_to_do(answers, limit, said):
    assert fault(answers, {1, 2}, Rules(DEFAULT.options, limit)) == said


def test_only_a_sheet_that_grades_nobody_is_blank():
    assert (is_blank({1: "不了解", 2: "不了解"}), is_blank({1: "不了解", 2: "差"})) == (True, False)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"options": [{"name": "好", "points": "70"}, {"name": "差", "points": "85"}]}, "从高到低"),
        ({"options": [{"name": "好", "points": "85"}, {"name": "差", "points": "85"}]}, "互不相同"),
        ({"options": [{"name": "好", "points": "101"}, {"name": "差", "points": "85"}]}, "0到100之间"),
        ({"quorum": "0"}, "“收回比例”应大于0"),
    ],
)
def test_rules_that_contradict_themselves_are_refused(change, said):
    with pytest.raises(BadRules, match=said):
        Rules.from_dict(DEFAULT.as_dict() | change)
