"""From facts to statements: exact sentences, what is missing is named, every figure has its rows. No database."""

from dataclasses import replace
from datetime import date

import pytest

from accounts.roles import Role
from tasks.duty_reports.drafting import draft
from tasks.duty_reports.facts import Asked, Back, Charge, Deed, Duty, Facts, Matter, Problem, Seen, Step, Turn
from tasks.items.states import Part, State

FROM, TO, ON = date(2026, 1, 1), date(2026, 12, 31), date(2026, 11, 30)
BASE = Facts(role=Role.UNIT_SECRETARY, from_on=FROM, to_on=TO, on=ON, since=FROM)
LEADER = replace(BASE, role=Role.UNIT_LEADER)


def day(month: int, number: int) -> date:
    return date(2026, month, number)


JUNE = date(2026, 6, 30)


def matter(number: int = 1, state: str = State.CLOSED_OFF, due: date = JUNE, **values) -> Matter:
    """Done on the day before it was due and closed off, unless told otherwise."""
    done = {"delivered_on": day(6, 29), "approved_on": day(7, 1), "approved_by": "李明"} if state in (
        State.CLOSED_OFF, State.COMPLETED,
    ) else {}  # fmt: skip
    if state == State.CLOSED_OFF:
        done |= {"closed_off_on": day(7, 3), "closed_off_by": "王平"}
    said = {"pk": number, "name": f"第{number}项“事{number}”", "title": f"事{number}", "part": Part.EACH, "assigned_on": day(2, 1)}
    return Matter(**said | {"state": state, "due_on": due} | done | values)


def said(facts: Facts) -> dict[str, str]:
    return {one.key: one.text for one in draft(facts)}


def sources(facts: Facts, key: str) -> list[str]:
    return next([source.words for source in one.sources] for one in draft(facts) if one.key == key)


def test_nothing_on_record_is_said_to_be_so_and_nothing_is_made_up():
    assert said(BASE) == {
        "before.none": "未见上年度留存或反馈的问题和未办结事项的记录。",
        "listed.none": "未见本单位责任清单事项的记录。",
        "standing.none": "未见本单位启用经常性工作的记录。",
        "asked.none": "未见协办事项、督办单和批示的记录。",
        "personal.none": "未见本人签收、办理、谋划、部署、检查、谈话的记录。",
        "problems.none": "未见逾期、退回、缺报和核查不符的记录，其他问题由本人对照检查后填写。",
        "next.none": "现无在办的责任清单事项。",
    }


def test_matters_are_counted_and_each_figure_names_its_rows():
    late = matter(
        2, State.COMPLETED, delivered_on=day(7, 3), approved_on=day(7, 5), returned=(Back(day(7, 1), "李明", "缺结果。"),)
    )
    facts = replace(BASE, matters=(matter(1, part=Part.LEAD), late, matter(3, State.ACTIVE, day(10, 8))))
    text = said(facts)
    assert text["listed.done"] == "本单位责任清单事项，考核期内应办结3项，其中牵头1项，经审核办结2项（已核验销号1项），未办结1项。"
    assert text["listed.timely"] == "已办结的2项中，按时限提请办结1项，逾期办结1项。"
    assert text["listed.returned"] == "提请办结后被退回1项1次，均已补办通过。"
    assert sources(facts, "listed.done") == [
        "第1项“事1”：时限6月30日，6月29日提请办结，7月1日李明审核通过，7月3日王平核验销号",
        "第2项“事2”：时限6月30日，7月3日提请办结，7月5日李明审核通过",
        "第3项“事3”：时限10月8日，现为“办理中”",
    ]
    assert sources(facts, "listed.timely") == [
        "第2项“事2”：时限6月30日，7月3日提请办结，7月5日李明审核通过，逾期3天",
    ]
    assert sources(facts, "listed.returned")[0].endswith("7月1日李明退回：缺结果")
    assert {(source.door, source.pk) for one in draft(facts) for source in one.sources} == {
        ("desk:assignment", n) for n in (1, 2, 3)
    }
    assert text["problems.overdue"] == "“事3”逾期尚未办结。"
    assert text["problems.late"] == "“事2”办结时已超过时限。"
    assert text["problems.returned"] == "“事2”提请办结后被退回，退回理由：缺结果。"
    assert text["next.hand"] == "在办事项1项，时限10月8日，其中已逾期1项。"


def test_an_excused_lateness_is_named_and_is_no_problem():
    facts = replace(BASE, matters=(matter(delivered_on=day(7, 9), excuse="王平认定逾期有正当理由：防汛"),))
    text = said(facts)
    assert text["listed.timely"] == "已办结的1项中，按时限提请办结0项，逾期办结1项（其中1项经认定有正当理由）。"
    assert "problems.late" not in text
    assert "逾期9天，王平认定逾期有正当理由：防汛" in sources(facts, "listed.timely")[0]


@pytest.mark.parametrize(
    ("state", "due", "text"),
    [
        (State.ACTIVE, day(12, 20), "本单位责任清单事项1项均未到期。"),
        (State.ACTIVE, day(11, 30), "本单位责任清单事项，考核期内应办结1项，经审核办结0项，未办结1项。"),
        (State.TERMINATED, day(12, 20), "本单位责任清单事项，考核期内应办结1项，经审核办结0项，未办结1项。"),
        (State.COMPLETED, day(12, 20), "本单位责任清单事项，考核期内应办结1项，经审核办结1项。"),
    ],
)
def test_what_is_not_due_is_not_held_against_anybody(state, due, text):
    found = said(replace(BASE, matters=(matter(state=state, due=due),)))
    assert found.get("listed.done") or found["listed.not_due"] == text
    assert text in found.values()


def test_the_day_of_the_due_date_is_not_late_and_a_wait_for_review_neither():
    at_review = matter(1, State.SUBMITTED, day(10, 1))
    assert "problems.overdue" not in said(replace(BASE, matters=(matter(1, State.ACTIVE, ON), at_review)))


def test_milestones_are_kept_late_or_open_once_their_day_came():
    steps = (
        Step("方案", day(3, 1), day(3, 1)),
        Step("中期", day(6, 1), day(6, 5)),
        Step("收尾", day(11, 30), None),
        Step("以后", day(12, 9), None),
    )
    facts = replace(BASE, matters=(matter(1, State.ACTIVE, day(12, 20), steps=steps), matter(2)))
    assert said(facts)["listed.milestones"] == "到期节点3个，按日完成1个，逾期完成1个，尚未完成1个。"
    assert "节点“中期”（6月1日）6月5日完成" in sources(facts, "listed.milestones")[0]


def test_a_standing_duty_names_the_months_that_are_missing():
    turns = (
        Turn("1月", day(1, 31), day(1, 20)),
        Turn("2月", day(2, 28), day(3, 2)),
        Turn("3月", day(3, 31), None),
        Turn("12月", day(12, 31), None),
    )
    facts = replace(BASE, duties=(Duty("主题党日", 7, turns),))
    text = said(facts)
    assert text["standing.主题党日"] == "主题党日：应开展3次，有开展记录2次（其中逾期1次），未见3月的开展记录。"
    assert text["problems.duties"] == "经常性工作缺报1次：主题党日缺3月。"
    assert sources(facts, "standing.主题党日") == [
        "主题党日：1月，1月20日开展（时限1月31日）；2月，3月2日开展（时限2月28日）；"
        "3月，无记录（时限3月31日）；12月，未到期（时限12月31日）"
    ]


def test_own_acts_are_counted_and_months_and_kinds_without_any_are_named():
    deeds = (Deed(day(9, 3), "签收", 1, "事1"), Deed(day(10, 4), "签收", 2, "事2"), Deed(day(10, 9), "交办", 1, "写方案"))
    facts = replace(BASE, since=day(8, 15), deeds=deeds)
    text = said(facts)
    assert text["personal.since"] == "本人自2026年8月15日起任现职。"
    assert text["personal.deeds"] == "有本人签收2次、交办1次的记录。"
    assert text["personal.months"] == "未见11月的本人记录。"  # 8月 was not whole
    assert text["personal.missing"] == "未见本人谋划、检查核查、谈心谈话的记录。"
    assert sources(facts, "personal.deeds")[0] == "签收2次：9月3日“事1”；10月4日“事2”"


def test_whom_a_talk_was_with_is_not_told():
    facts = replace(BASE, deeds=(Deed(day(9, 3), "提醒谈话"),))
    assert sources(facts, "personal.deeds") == ["提醒谈话1次：9月3日"]


def test_last_years_problems_come_first_with_what_is_left_and_what_came_back():
    rows = (
        Problem("甲", "巡察反馈", "销号", date(2025, 5, 1), date(2025, 9, 1), day(2, 2), "desk:assignment", 1),
        Problem("乙", "", "办理中", date(2025, 5, 1), day(3, 1), None, "desk:assignment", 2),
        Problem("丙", "", "办理中", date(2025, 5, 1), day(3, 1), day(1, 9), "desk:assignment", 3, recurred=True),
    )
    facts = replace(BASE, problems=rows)
    found = draft(facts)
    assert [(one.key, one.text) for one in found[:3]] == [
        ("before.all", "上年度留存或反馈的问题和未办结事项共3项，经核验销号1项，尚未销号2项。"),
        ("before.left", "尚未销号的是“乙”“丙”。"),
        ("before.again", "“丙”销号以后又发生，已重新整改。"),
    ]
    assert found[0].sources[0].words == "“甲”：巡察反馈，2025年5月1日提出，时限2025年9月1日，2月2日核验销号"
    assert said(facts)["next.problems"] == "“乙”“丙”须继续整改至核验销号。"


def test_a_half_year_is_preceded_by_the_period_before():
    facts = replace(BASE, from_on=day(7, 1))
    assert said(facts)["before.none"] == "未见上一考核期留存或反馈的问题和未办结事项的记录。"


def test_support_orders_instructions_and_checks():
    rows = (
        matter(1, State.SUPPORTED, part=Part.SUPPORT, confirmed_on=day(5, 5)),
        matter(2, State.ACTIVE, part=Part.SUPPORT, due=day(12, 20)),
    )
    order = Asked("县直督〔2026〕1号", day(10, 1), day(10, 9), "已办结", "orders:order", 1)
    word = Asked("周书记对“事1”的批示", day(10, 2), None, "待答复", "desk:assignment", 1)
    seen = (Seen(day(9, 9), "不符", False, 1, "事1"), Seen(day(9, 8), "相符", True, 2, "事2"))
    facts = replace(BASE, matters=rows, orders=(order,), instructions=(word,), checks=seen)
    text = said(facts)
    assert text["asked.support"] == "协办事项2项，配合情况经牵头单位确认1项，未见“事2”的配合情况。"
    assert text["asked.orders"] == "收到督办单1份，已办结1份。"
    assert text["asked.instructions"] == "收到县委领导批示1件，已答复0件，未答复1件。"
    assert text["problems.checks"] == "实地核查发现与所报情况不完全相符1次，涉及“事1”。"
    assert sources(facts, "asked.orders") == ["县直督〔2026〕1号：10月1日，10月9日已办结"]
    assert text["listed.none"] == "未见本单位责任清单事项的记录。"


def test_a_leaders_report_speaks_of_the_own_charge_and_names_fields_without_items():
    charge = (Charge("作风建设", True, FROM), Charge("宣传教育", True, FROM, day(6, 30)), Charge("机关支部", False, FROM))
    facts = replace(
        LEADER, charge=charge, matters=(matter(theme="作风建设", four_manage=("管作风",)),), duties=(Duty("党课", 7, ()),)
    )
    text = said(facts)
    assert text["listed.charge"] == "本人分管作风建设、宣传教育、机关支部，其中宣传教育未见列入责任清单的事项。"
    assert text["listed.done"].startswith("本人分管的责任清单事项，考核期内应办结1项")
    assert text["listed.four"] == "按“四管”看，涉及管作风1项，管思想、管工作、管纪律未见对应事项。"
    assert not [key for key in text if key.startswith("standing")]
    assert sources(facts, "listed.charge")[1] == "分管登记：宣传教育，2026年1月1日至2026年6月30日"


def test_many_names_are_cut_but_the_rows_are_all_there():
    facts = replace(BASE, matters=tuple(matter(n, State.ACTIVE, day(3, 1)) for n in range(1, 8)))
    assert said(facts)["problems.overdue"] == "“事1”“事2”“事3”“事4”“事5”等7项逾期尚未办结。"
    assert len(sources(facts, "problems.overdue")) == 7


def test_keys_are_unique_and_no_sentence_praises():
    facts = replace(LEADER, matters=tuple(matter(n) for n in range(3)), deeds=(Deed(day(9, 3), "签收"),))
    for each in (facts, replace(facts, role=Role.UNIT_SECRETARY)):
        found = draft(each)
        assert len({one.key for one in found}) == len(found)
        assert not [one.text for one in found for word in ("显著", "圆满", "扎实", "高度重视", "取得") if word in one.text]
