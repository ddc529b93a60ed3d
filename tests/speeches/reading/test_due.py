"""The day a deadline falls on."""

from datetime import date

import pytest

from speeches.reading import due

ON = date(2025, 3, 18)  # a Tuesday
DAYS = {
    "年底前": date(2025, 12, 31),
    "今年年底前": date(2025, 12, 31),
    "明年底前": date(2026, 12, 31),
    "本月底前": date(2025, 3, 31),
    "下月底前": date(2025, 4, 30),
    "9月底前": date(2025, 9, 30),
    "2月底前": date(2025, 2, 28),
    "6月20日前": date(2025, 6, 20),
    "五月底以前": date(2025, 5, 31),
    "三季度末": date(2025, 9, 30),
    "二季度前": date(2025, 6, 30),
    "上半年": date(2025, 6, 30),
    "一周内": date(2025, 3, 25),
    "10个工作日内": date(2025, 4, 1),
    "三个月内": date(2025, 6, 18),
    "半年内": date(2025, 9, 18),
    "24小时内": date(2025, 3, 19),
    "“十五五”期间": date(2030, 12, 31),
    "即日起至12月底": date(2025, 12, 31),
    "3月1日至3月20日": date(2025, 3, 20),
    "7月11日—9月20日": date(2025, 9, 20),
    "2026年6月": date(2026, 6, 30),
    "本周五前": date(2025, 3, 21),
    "下周一前": date(2025, 3, 24),
    "“七一”前": date(2025, 6, 30),
    "明天下班前": date(2025, 3, 19),
    "5月上旬": date(2025, 5, 10),
    "25日前": date(2025, 3, 25),
    "一年内": date(2026, 3, 18),
    "年内": date(2025, 12, 31),
}


@pytest.mark.parametrize(("raw", "day"), DAYS.items())
def test_the_last_day_is_counted_from_the_day_of_the_speech(raw, day):
    assert due(raw, ON) == day


@pytest.mark.parametrize("raw", ["年底前", "6月20日前", "一周内", "10个工作日内", "本月底前", "三季度末"])
def test_a_relative_limit_has_no_day_while_the_day_of_the_speech_is_unknown(raw):
    assert due(raw, None) is None


@pytest.mark.parametrize(
    ("raw", "day"), [("2025年12月31日前", date(2025, 12, 31)), ("2026年底前", date(2026, 12, 31)), ("十四五末", date(2025, 12, 31))]
)
def test_an_absolute_limit_needs_no_day_of_speech(raw, day):
    assert due(raw, None) == day


@pytest.mark.parametrize(
    "raw", ["收到通知后10个工作日内", "发现问题后3日内", "立行立改", "汛期前", "党代会前", "次月5日前", "2月30日前"]
)
def test_a_limit_that_hangs_on_an_event_has_no_day(raw):
    assert due(raw, ON) is None


def test_a_month_behind_the_speech_is_next_years():
    assert due("1月15日前", date(2025, 12, 10)) == date(2026, 1, 15)


def test_working_days_follow_the_calendar_that_is_handed_in():
    holidays = {date(2025, 4, d) for d in (4, 5, 6)} | {date(2025, 3, 19)}
    assert due("3个工作日内", ON, lambda day: day.weekday() < 5 and day not in holidays) == date(2025, 3, 24)
