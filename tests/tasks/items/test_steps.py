"""Milestones and dates as an office types them."""

from datetime import date

import pytest

from tasks.items.steps import Odd, steps, written

DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    "line", ["2026-03-01 完成方案", "2026.3.1 完成方案", "2026/3/1：完成方案", "2026年3月1日完成方案", "２０２６－３－１　完成方案"]
)
def test_the_usual_ways_of_writing_a_date_are_read(line):
    assert steps(line) == [(DAY, "完成方案")]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("2026-02-30 完成方案", "第1行的日期“2026-2-30”不存在。请核对。"),
        ("3月底前 完成方案", "第1行“3月底前 完成方案”不能识别。请按“2026-03-31 完成方案”的样式填写。"),
        ("46000 完成方案", "第1行“46000 完成方案”不能识别。请按“2026-03-31 完成方案”的样式填写。"),
        ("9999-01-01 完成方案", "第1行的年份须在 2000 至 2100 之间。请核对。"),
        ("2026-03-01", "第1行“2026-03-01”不能识别。请按“2026-03-31 完成方案”的样式填写。"),
        ("2026-03-01 " + "长" * 61, "第1行的节点最多 60 个字，现有 61 个字。请删减。"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(line, sentence):
    with pytest.raises(Odd) as odd:
        steps(line)
    assert str(odd.value).replace("-02-", "-2-") == sentence


def test_the_line_is_counted_as_the_person_sees_it_and_doubles_fall_together():
    with pytest.raises(Odd, match="第3行"):
        steps("2026-03-01 甲\n\n明天 乙")
    assert steps("2026-04-01 乙\n2026-03-01 甲\n2026-03-01 甲") == [(DAY, "甲"), (date(2026, 4, 1), "乙")]
    assert steps(written([(DAY, "甲")])) == [(DAY, "甲")]
