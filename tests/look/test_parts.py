"""The parts of pages keep their contract (docs/decisions/0003-parts.md)."""

import re
from datetime import UTC, date, datetime
from types import SimpleNamespace as Thing

import pytest
from django import forms
from django.template.loader import render_to_string

from tasks.supervision.lights import Color, Light

pytestmark = pytest.mark.once
ON = date(2026, 11, 28)


def part(name: str, **context) -> str:
    """The part as HTML with single blanks."""
    return " ".join(render_to_string(f"parts/{name}.html", context).split())


def words(html: str) -> str:
    """What is read aloud: the text without what is hidden from it."""
    return " ".join(re.sub(r"<[^>]+>", "", re.sub(r'<(\w+)[^>]*aria-hidden="true".*?</\1>', "", html)).split())


@pytest.mark.parametrize(
    ("color", "word", "shape"),
    [
        ("green", "正常", "●"),
        ("yellow", "临近", "▲"),
        ("red", "逾期", "■"),
        ("grey", "已办结", "✓"),
        ("done_late", "补办完成", "✓–"),
    ],
)
def test_a_light_is_a_shape_a_word_and_a_sentence(color: str, word: str, shape: str) -> None:
    html = part("light", light=Light(Color(color), "时限 2026年12月1日，还有3天。"))
    shown = re.search(r'aria-hidden="true">(.*?)</span>', html)[1]
    assert (shown, words(html)) == (shape, f"{word} 时限 2026年12月1日，还有3天。")


@pytest.mark.parametrize(
    ("day", "on", "said"),
    [
        (date(2026, 12, 1), ON, "12-01 周二 · 还有3天"),
        (date(2026, 11, 26), ON, "11-26 周四 · 逾期2天"),
        (ON, ON, "11-28 周六 · 今天"),
        (date(2027, 1, 4), ON, "2027-01-04 周一 · 还有37天"),
        (date(2026, 12, 1), None, "12-01 周二"),
        (None, ON, "未定"),
    ],
)
def test_a_due_date_is_a_day_and_what_is_left(day: date | None, on: date | None, said: str) -> None:
    assert words(part("due", date=day, on=on)) == said


def test_a_person_is_named_after_the_post() -> None:
    post = Thing(title="", get_role_display="书记（第一责任人）", user="高建国")
    titled = Thing(title="党组书记、局长", get_role_display="书记（第一责任人）", user="高建国")
    assert [words(part("person", post=p)) for p in (post, titled)] == ["书记（第一责任人） 高建国", "党组书记、局长 高建国"]


def test_a_unit_is_short_and_tells_its_full_name() -> None:
    html = part("unit", unit=Thing(short="县财政局", name="中共清河县财政局党组"))
    assert html == '<span class="unit" title="中共清河县财政局党组">县财政局</span>'


@pytest.mark.parametrize(
    ("section", "ordinal", "said"),
    [(Thing(no="五"), "三要", "第五部分 三要"), (Thing(no="五"), "", "第五部分"), (None, "三要", "三要"), (None, "", "讲话原文")],
)
def test_a_source_leads_to_the_words(section: Thing | None, ordinal: str, said: str) -> None:
    html = part("source", directive=Thing(speech_id=7, start=10, end=30, section=section, ordinal=ordinal))
    assert (words(html), re.search('href="(.*?)"', html)[1]) == (said, "/speeches/7/text/?at=10-30#at")


def test_a_source_without_a_speech_says_where_it_is_from() -> None:
    assert [part("source", label="经常性工作"), part("source")] == ["经常性工作", "—"]


def test_a_timeline_tells_what_who_when_and_the_words() -> None:
    event = Thing(when=datetime(2026, 11, 28, 1, 5, tzinfo=UTC), who="党组书记 高建国", what="签收", detail="<已阅>", proof=None)
    assert words(part("timeline", events=[event])) == "签收 党组书记 高建国 2026-11-28 09:05 &lt;已阅&gt;"
    assert words(part("timeline", events=[])) == "还没有记录。"


def test_filters_show_what_is_active_and_how_to_clear() -> None:
    chips = [{"label": "逾期", "href": "?light=red", "active": True}, {"label": "全部", "href": "?", "active": False}]
    html = part("filters", chips=chips, clear="/lights/")
    assert re.findall(r'href="(.*?)"( aria-current="true")?>(.*?)<', html) == [
        ("?light=red", ' aria-current="true"', "逾期"),
        ("?", "", "全部"),
        ("/lights/", "", "清除筛选"),
    ]


def test_a_pager_leads_on_and_back_and_vanishes_on_a_single_page() -> None:
    html = part("pager", first="?", previous="?before=9", next="?after=9")
    assert (re.findall(r'href="(.*?)">(.*?)<', html), part("pager")) == (
        [("?", "回到第一页"), ("?before=9", "上一页"), ("?after=9", "下一页")],
        "",
    )


def test_an_empty_page_says_what_it_means_and_what_to_do() -> None:
    said = [
        words(part("empty", what="没有讲话。", todo="请导入。", **more))
        for more in ({}, {"href": "/speeches/new/", "link": "导入讲话"})
    ]
    assert said == ["没有讲话。请导入。", "没有讲话。请导入。 导入讲话"]


def test_progress_needs_no_style() -> None:
    html = part("progress", label="已判定", value=31, max=54)
    assert (words(html), "style=" in html, '<progress value="31" max="54">' in html) == ("已判定 31/5431/54", False, True)


def test_a_figure_may_lead_on_and_may_alarm() -> None:
    plain, link = part("stat", figure=4, label="逾期"), part("stat", figure=4, label="逾期", href="/x/", alarm=True)
    assert (plain[:18], link[:33]) == ('<div class="stat">', '<a class="stat stat-red" href="/x')


class Form(forms.Form):
    """Two fields that must be filled in."""

    title = forms.CharField(label="名称", error_messages={"required": "请填写名称。"})
    due_on = forms.DateField(label="完成时限", error_messages={"invalid": "请写成 2026-12-01。"})

    def clean(self) -> None:
        """Never content."""
        raise forms.ValidationError("清单已印发，不能修改。")


def test_errors_name_the_fields_and_lead_to_them() -> None:
    html = part("errors", form=Form({"title": "", "due_on": "明天"}))
    assert re.findall(r"<li>(?:<a href=\"(.*?)\">)?(.*?)</li>", html) == [
        ("", "清单已印发，不能修改。"),
        ("#id_title", "名称</a>：请填写名称。"),
        ("#id_due_on", "完成时限</a>：请写成 2026-12-01。"),
    ]
    assert part("errors", form=Form()) == ""


def test_a_confirmation_is_a_form_that_asks() -> None:
    html = part("confirm", action="/x/", label="停用账号", ask="确定停用？", version=3, csrf_token="t")
    sent = re.findall(r'name="(.*?)" value="(.*?)"', html)
    assert (sent, 'data-ask="确定停用？"' in html) == ([("csrfmiddlewaretoken", "t"), ("version", "3")], True)


def test_help_opens_without_script() -> None:
    assert words(part("help", text="依据《党章》第十条。")) == "?依据《党章》第十条。"
