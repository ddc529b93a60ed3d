"""Every sentence gets a kind and the rule that gave it."""

import pytest

from speeches.reading import RULES, read
from speeches.reading.rules import KIND_OF

BODY = "各单位要抓好落实工作，确保取得实效。"
NOT_DEMANDS = {
    "近年来，全县党建工作取得了明显成效。": ("background", "past-work"),
    "个别单位主体责任淡化、虚化，工作流于形式。": ("diagnosis", "problem"),
    "习近平总书记强调，要坚持以人民为中心。": ("quotation", "quotes-others"),
    "只有持之以恒抓基层，党建工作才能落地生根。": ("background", "rationale"),
    "教育是国之大计、党之大计，事关千家万户。": ("background", "rationale"),
    "让我们携起手来，不断开创新局面！": ("exhortation", "cheer"),
    "现将有关要求通知如下：": ("furniture", "procedure"),
    "会议听取了县应急局的汇报。": ("background", "reported-view"),
    "五年的实践使我们深刻体会到：必须坚持党的领导。": ("background", "rationale"),
    "但也要清醒看到，工作中还存在不少问题。": ("diagnosis", "problem"),
}
DEMANDS = {
    "各单位必须按时完成任务，不打折扣。": ("directive_hard", "modal-must"),
    "各单位要加强学习，提高本领。": ("directive_soft", "modal-should"),
    "任何单位不得弄虚作假，虚报瞒报。": ("prohibition", "modal-never"),
    "坚持问题导向，狠抓整改落实。": ("directive_standing", "standing"),
    "完善工作制度，加强日常管理。": ("directive_soft", "imperative"),
}


@pytest.mark.parametrize(("text", "expected"), NOT_DEMANDS.items())
def test_what_asks_nothing_is_no_directive(text, expected):
    reading = read(f"{BODY}\n{text}\n{BODY}")
    piece = next(p for p in reading.pieces if p.start == len(BODY) + 1)
    assert (piece.kind, piece.rule) == expected


@pytest.mark.parametrize(("text", "expected"), DEMANDS.items())
def test_what_asks_something_is_a_directive(text, expected):
    piece = read(text).pieces[0]
    assert (piece.kind, piece.rule) == expected


def test_every_rule_has_a_sentence_and_every_other_rule_a_kind():
    assert set(KIND_OF) <= set(RULES)
    assert all(sentence.endswith("。") for sentence in RULES.values())


def test_numbered_past_work_is_no_demand_and_numbered_work_to_do_is():
    past = "过去一年，我们主要做了三项工作。一抓班子，调整了领导干部12名。二抓基层，整顿了软弱涣散支部8个。三抓作风，办结了信访件30件。"
    ahead = "今年要重点做好三项工作。一抓班子，选优配强领导干部。二抓基层，整顿软弱涣散支部。三抓作风，办好群众信访事项。"
    assert read(past).directives == ()
    assert [d.ordinal for d in read(ahead).directives] == ["一抓", "二抓", "三抓"]


def test_numbered_problems_are_no_demands():
    text = "当前还存在一些问题：一是学习不深入；二是制度不健全；三是作风不扎实。各单位要认真整改，逐项销号。"
    assert [d.text for d in read(text).directives] == ["各单位要认真整改，逐项销号。"]


def test_another_body_begins_another_directive_though_it_is_told_without_a_modal():
    text = "采购中心要推进集中采购，严防围标串标。财务部7月25日前下达压降目标，逾期的应收账款要一笔一笔清。"
    assert [(d.text[:4], d.deadline) for d in read(text).directives] == [("采购中心", None), ("财务部7", "7月25日前")]


def test_thanks_forecasts_and_goals_ask_nothing():
    text = "首先要感谢一线员工的坚守；其次要感谢家属的理解。这些问题不解决，今年还要吃亏。"
    assert read(text).directives == ()
    assert (
        read("一、改革目标\n通过三年努力，形成能上能下的市场化机制。\n二、重点任务\n各单位要建立台账，逐项推进。")
        .directives[0]
        .section
        == "二"
    )
