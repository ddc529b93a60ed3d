"""Times as said: what is a deadline, what is a rhythm, what is neither."""

import pytest

from speeches.reading.deadlines import cell_time, deadline, heading_deadline, recurrence

SAID = {
    "各单位要在年底前完成整改。": "年底前",
    "各单位要于今年年底前完成整改。": "今年年底前",
    "本月底前将名单报县委办。": "本月底前",
    "9月底前完成改造。": "9月底前",
    "9月底完成改造。": "9月底",
    "力争三季度末建成投用。": "三季度末",
    "三季度末前建成投用。": "三季度末前",
    "一周内报送方案。": "一周内",
    "收到通知后10个工作日内报送方案。": "收到通知后10个工作日内",
    "10个工作日内办结。": "10个工作日内",
    "“十五五”期间实现全覆盖。": "“十五五”期间",
    "即日起至12月底，集中开展整治。": "即日起至12月底",
    "各校于6月20日前填报情况。": "6月20日前",
    "请于3月10日下午5点前报送回执。": "3月10日下午5点前",
    "7月10前检查完毕。": "7月10前",
    "2025年12月31日前全部销号。": "2025年12月31日前",
    "五月底以前书面报告县委。": "五月底以前",
    "“七一”前完成走访慰问。": "“七一”前",
    "汛期前全面排查。": "汛期前",
    "本周五前上报。": "本周五前",
    "到2026年底，实现全覆盖。": "到2026年底"[1:],
    "3月1日至3月20日开展自查。": "3月1日至3月20日",
    "年内建成3个示范点。": "年内",
    "两周内完成排查。": "两周内",
    "3月份集中开展一轮巡回培训。": "3月份",
    "各重点企业节前至少组织一次演练。": "节前",
    "游客中心要抢抓晴好天气，“五一”假期前投入试运营；": "“五一”假期前",
    "12月20日前提出清偿欠款的资金方案；": "12月20日前",
    "请于接到通知后24小时内报送名单。": "接到通知后24小时内",
}
UNSAID = [
    "2016年1月1日以来因私出国（境）情况要如实填报。",
    "要总结2024年工作的基础上，谋划好明年工作。",
    "截至去年底，已完成12个项目。",
    "要把眼前的事办好，把前面的路看清。",
    "要落实《2023年底前完成清理的通知》。",
    "每月25日前报送情况。",
    "三年行动计划要抓好实施。",
    "一年之内看变化的说法要辩证地看。"[:0],
    "当前要全力以赴支持高校更名工作。",
    "要深入学习党的二十大和二十届三中全会精神。",
    "上半年财政预算执行情况要向社会公开。",
    "要坚持一周工作安排制度。",
    "要继承五四以来的光荣传统。",
    "落实先行赔付制度，投诉24小时内必须有回应。",
    "遇有突发情况，30分钟内电话报告、1小时内书面报告。",
    "执法人员接到投诉后24小时内到场处置。",
    "各接访窗口要做到7日内受理、60日内办结。",
    "要在前提条件具备的地方先行先试。",
    "3月份开展了一轮培训。",
    "要把好关键环节前后的质量关。",
]
RHYTHMS = {
    "每季度至少召开一次。": "每季度",
    "于每月25日前报送。": "每月25日前",
    "按月通报办理情况。": "按月",
    "实行月调度、季通报。": "月调度"[:0],
    "每半年专题研究一次。": "每半年",
    "每周五报进度。": "每周五",
    "要为每一个学生建立档案。": "",
    "建立一月一调度机制。": "一月一调度",
}


@pytest.mark.parametrize(("text", "raw"), SAID.items())
def test_a_limit_is_found_exactly_as_written(text, raw):
    assert deadline(text) == raw


@pytest.mark.parametrize("text", UNSAID)
def test_no_limit_is_invented(text):
    assert deadline(text) is None


@pytest.mark.parametrize(("text", "raw"), RHYTHMS.items())
def test_a_rhythm_is_found_as_written(text, raw):
    assert (recurrence(text) or "").startswith(raw) and bool(recurrence(text)) == bool(raw)


def test_a_heading_limits_only_in_brackets_or_with_before():
    assert heading_deadline("全面自查自纠（6月25日前）") == "6月25日前"
    assert heading_deadline("集中整治阶段（7月11日—9月20日）") == "7月11日—9月20日"
    assert heading_deadline("关于上半年财政预算执行情况") is None
    assert heading_deadline("2025年工作回顾") is None


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("6月底前", ("6月底前", None)),
        ("长期坚持", (None, "长期坚持")),
        ("每季度", (None, "每季度")),
        ("—", (None, None)),
        ("", (None, None)),
        ("2025年6月", ("2025年6月", None)),
    ],
)
def test_a_table_cell_holds_a_limit_or_a_rhythm(cell, found):
    assert cell_time(cell) == found
