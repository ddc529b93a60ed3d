"""The 四管 of an item and the words of the 四个一起; pure."""

from datetime import date

from tasks.dual_responsibility.rules import gap, managed, overdue


def test_the_speech_says_which_of_the_four_else_the_theme_does():
    assert managed(["管纪律", "管思想"], "作风建设") == ("管思想", "管纪律")
    themes = ("思想建设", "减负", "监督考核", "业务工作", "")
    assert [managed([], theme) for theme in themes] == [("管思想",), ("管作风",), ("管纪律",), ("管工作",), ("管工作",)]


def test_what_is_missing_is_said_in_words():
    assert gap({"plan", "deploy"}) == "已谋划、已部署，未落实、未检查"
    assert (gap(set()), gap({"check"})) == ("四个一起均无记录", "已检查，未谋划、未部署、未落实")
    assert gap({"plan", "deploy", "carry_out", "check"}) == ""


def test_a_step_is_late_from_the_day_after_its_date():
    asked = {"check": date(2026, 11, 20), "plan": date(2026, 11, 1)}
    assert overdue(asked, {"plan"}, date(2026, 11, 21)) == ["应于11月20日前检查"]
    assert overdue(asked, {"plan"}, date(2026, 11, 20)) == []
