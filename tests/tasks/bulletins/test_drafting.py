"""The draft follows from facts: official form, units in the given order, each statement with its sources, no score anywhere."""

from dataclasses import replace
from datetime import date

import pytest

from tasks.bulletins import drafting
from tasks.bulletins.drafting import Assessed, Body, Fault, Good, Graded, Regraded, Steady, Supervised
from tasks.bulletins.passages import HEADINGS, Section, Source, chapters, edited, from_plain, notes_of, plain

A, B, C = Body(1, "甲局党组"), Body(2, "乙局党委"), Body(3, "丙局党组")
BY = date(2026, 12, 8)
PERIOD = {"from_on": date(2026, 10, 1), "to_on": date(2026, 10, 31)}
SUPERVISED = Supervised(
    office="县直机关工委",
    **PERIOD,
    until=date(2026, 11, 24),
    due=7,
    done=5,
    in_time=4,
    steady=(Steady(A, ("抓党课", "深化“五好”创建")),),
    good=(Good(A, 11, "抓党课", 3, date(2026, 10, 18), "情况属实。"),),
    faults=(
        Fault("overdue", B, "assignment", 21, "“转作风”时限10月20日，已逾期35天"),
        Fault("overdue", B, "assignment", 22, "“改文风”时限10月20日，已逾期35天"),
        Fault("overdue", C, "assignment", 31, "“转作风”时限10月20日，已逾期35天"),
        Fault("unanswered", B, "order", 5, "县直督〔2026〕1号答复期限11月20日，已过4天未答复"),
    ),
    by_on=BY,
)


def test_a_supervision_bulletin_is_drafted_in_official_form():
    title, texts = drafting.supervision(SUPERVISED)
    assert title == "关于2026年10月党建工作责任清单落实情况的通报"
    assert [(one.section, one.text) for one in texts] == [
        (
            "opening",
            "根据党建工作责任清单和督查工作安排，县直机关工委对2026年10月到期事项的办理情况进行了核验，数据截至2026年11月24日。"
            "期内到期7项，经核验办结5项，其中按时办结4项。其余按规定继续督办。现将有关情况通报如下。",
        ),
        ("good", "甲局党组本期到期的2项事项全部按时办结，均一次通过核验。"),
        ("good", "甲局党组办理“抓党课”，10月18日提请办结，核验结果：情况属实。"),
        ("faults", "乙局党委（逾期未办结2项）：“转作风”时限10月20日，已逾期35天；“改文风”时限10月20日，已逾期35天。"),
        ("faults", "丙局党组（逾期未办结1项）：“转作风”时限10月20日，已逾期35天。"),
        ("faults", "乙局党委（督办单未答复1项）：县直督〔2026〕1号答复期限11月20日，已过4天未答复。"),
        ("demands", "1．有逾期事项的单位要查明原因，于2026年12月8日前办结并提请核验；确有困难的，写明原因和办结日期。"),
        ("demands", "2．尚未答复督办单的单位于2026年12月8日前答复。"),
        ("demands", "3．各单位收到本通报后及时签收，对照检查，做法好的继续坚持，有同类问题的一并改正。"),
        ("closing", "特此通报。"),
    ]


def test_each_statement_keeps_its_sources_and_exceptions_their_sort_and_unit():
    _, texts = drafting.supervision(SUPERVISED)
    assert texts[1].sources == (Source("unit", 1, "甲局党组：“抓党课”“深化‘五好’创建”共2项，按时提请、一次通过核验"),)
    assert [(s.kind, s.pk) for one in texts[2:] for s in one.sources] == [
        ("assignment", 11), ("assignment", 21), ("assignment", 22), ("assignment", 31), ("order", 5),
    ]  # fmt: skip
    assert [(one.about, one.unit) for one in texts if one.about] == [("overdue", 2), ("overdue", 3), ("unanswered", 2)]


def test_of_very_many_exceptions_of_a_unit_the_first_are_told_and_all_are_sources():
    many = tuple(Fault("overdue", B, "assignment", pk, f"第{pk}件") for pk in range(12))
    _, texts = drafting.supervision(replace(SUPERVISED, faults=many))
    told = next(one for one in texts if one.about)
    assert (told.text.split("；")[-2:], len(told.sources)) == (["第9件", "等等。"], 12)


def test_without_exceptions_it_says_so_and_asks_for_nothing_special():
    nothing = {"steady": (), "good": (), "faults": (), "due": 0, "done": 0, "in_time": 0}
    _, texts = drafting.supervision(Supervised(office="工委", **PERIOD, until=BY, by_on=BY, **nothing))
    assert [one.text for one in texts[1:-1]] == [
        "本期没有逾期未办结、反复退回的事项，也没有逾期未答复的督办单。",
        "各单位收到本通报后及时签收，对照检查，做法好的继续坚持，有同类问题的一并改正。",
    ]


def test_a_result_names_units_by_grade_in_the_offices_order_without_a_score():
    grades = (Graded("好", ((7, B), (8, A))), Graded("差", ((9, C),)))
    told = {"meeting": "县直机关工委会议", "met_on": date(2026, 11, 13), "cycle": "2026年度考核", "by_on": BY}
    title, texts = drafting.result(Assessed(**PERIOD, **told, grades=grades, ungraded=(), steady=(), faults=()))
    assert (title, [one.text for one in texts[1:3]]) == (
        "关于2026年度考核结果的通报",
        ["等次为“好”的2个：乙局党委、甲局党组。", "等次为“差”的1个：丙局党组。"],
    )
    assert "同一等次按单位序列排列，不分先后" in texts[0].text


def test_a_correction_names_the_number_that_it_corrects():
    change = Regraded(8, A, "较好", "好", date(2026, 11, 30))
    title, texts = drafting.correction("县直通〔2026〕1号", "关于2026年度考核结果的通报", [change])
    assert (title, [one.text for one in texts]) == (
        "关于更正县直通〔2026〕1号的通报",
        [
            "县直通〔2026〕1号《关于2026年度考核结果的通报》有关内容有误，现更正如下。",
            "甲局党组的考核等次更正为“好”（原通报为“较好”）。",
            "原通报其他内容不变。特此通报。",
        ],
    )


@pytest.mark.parametrize(
    ("from_on", "to_on", "said"),
    [
        ("2026-02-01", "2026-02-28", "2026年2月"),
        ("2026-07-01", "2026-09-30", "2026年第三季度"),
        ("2026-02-01", "2026-04-30", "2026年2月1日至2026年4月30日"),
        ("2026-01-01", "2026-12-31", "2026年"),
        ("2026-11-01", "2026-11-24", "2026年11月1日至2026年11月24日"),
    ],
)
def test_a_period_is_said_as_people_say_it(from_on, to_on, said):
    assert drafting.span(date.fromisoformat(from_on), date.fromisoformat(to_on)) == said


def test_editing_keeps_sources_strikes_out_what_is_emptied_and_adds_at_the_end_of_a_part():
    _, texts = drafting.supervision(SUPERVISED)
    new = edited(from_plain(plain(texts)), {2: "甲局党组抓党课扎实。", 4: " "}, {"good": "另一段。\n\n再一段。"})
    good = [one for one in new if one.section == Section.GOOD]
    assert [(one.text, one.changed, bool(one.sources)) for one in good] == [
        (texts[1].text, False, True),
        ("甲局党组抓党课扎实。", True, True),
        ("另一段。", False, False),
        ("再一段。", False, False),
    ]
    assert texts[4].text not in [one.text for one in new] and len(new) == len(texts) + 1


def test_footnotes_are_numbered_in_the_order_of_the_text_and_parts_that_hold_something():
    _, texts = drafting.supervision(SUPERVISED)
    parts = chapters(texts, HEADINGS)
    assert [(part.heading, [noted.notes for noted in part.passages]) for part in parts] == [
        ("", [()]),
        ("一、好的做法和结果", [(1,), (2,)]),
        ("二、存在问题", [(3, 4), (5,), (6,)]),
        ("三、工作要求", [(), (), ()]),
        ("", [()]),
    ]
    assert len(notes_of(texts)) == 6
