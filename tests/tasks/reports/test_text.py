"""Names and texts that every reader takes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.reports.text import chinese_number, clean, file_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("2026年度党建工作责任清单", "2026年度党建工作责任清单.docx"),
        ('关于/考核:的*"通知"?<一>|\\二', "关于_考核_的_通知_一_二.docx"),
        ("第一行\r\nSet-Cookie: x", "第一行_Set-Cookie_x.docx"),
        ("../../etc/passwd", "etc_passwd.docx"),
        ("con", "导出_con.docx"),
        ("   ", "导出.docx"),
        ("\u202exod.exe", "xod.exe.docx"),
        ("长" * 200, "长" * 80 + ".docx"),
    ],
)
def test_a_title_becomes_a_file_name(title, name):
    assert file_name(title, "docx") == name


def test_chapters_and_demands_are_numbered_as_far_as_a_list_may_go():
    said = {1: "一", 10: "十", 21: "二十一", 100: "一百", 101: "一百零一", 110: "一百一十", 1005: "一千零五", 5000: "五千"}
    assert {number: chinese_number(number) for number in said} == said


@given(st.text())
def test_no_title_makes_a_name_that_a_file_system_refuses(title):
    name = file_name(title, "xlsx")
    assert not re.search(r'[\\/:*?"<>|\x00-\x1f]', name)
    assert 5 < len(name.encode("utf-8")) <= 330
    assert not name.startswith(".")


def test_control_characters_and_lone_surrogates_go_and_rare_characters_stay():
    assert clean("一\x0b二\ud800三\x00四𠮷\n五") == "一二三四𠮷\n五"


@pytest.mark.parametrize(("number", "words"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (45, "四十五")])
def test_chapters_are_numbered_in_chinese(number, words):
    assert chinese_number(number) == words
