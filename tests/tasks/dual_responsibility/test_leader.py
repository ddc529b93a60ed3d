"""A leader's own page and yearly sheet: drawn from dated rows; a talk is on it only for those who may read it."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from docx import Document

from accounts.models import Post
from tasks.dual_responsibility.queries.record import record
from tasks.items.models import Assignment
from tasks.progress.actions import report
from tasks.supervision.acts.actions import hold_talk, instruct
from tests import factories
from tests.accounts.signed_in import client_of, text
from tests.tasks.items.matters import clock, give, issued_list, item

ON = date(2026, 11, 24)
DAY = clock(ON)


@pytest.fixture
def small(db):
    with time_machine.travel(DAY["now"], tick=False):
        yield factories.office()


def matter(small, **values) -> Assignment:
    given = give(item(issued_list(small), theme="作风建设", **values), small.a.unit, leader=small.a.leader_post)
    Assignment.objects.filter(pk=given.pk).update(state="active")
    return Assignment.objects.select_related("item", "unit").get(pk=given.pk)


def test_the_own_page_says_what_is_mine_what_is_late_what_is_missing_and_what_i_did(small):
    late = matter(small, title="已逾期的", due_on=date(2026, 11, 20))
    browser = client_of(small.a.leader)
    page = text(browser.get("/leaders/mine/"))
    said = ("作风建设", "已逾期的", "“作风建设”1项事项在办，本季度没有您本人的履责记录。", "本季度的履责记录（0）")
    assert [words in page for words in said] == [True] * 4
    report(assignment=late, version=late.version, text="已研究。", percent=30, key="k1", now=DAY["now"], by=small.a.leader)
    page = text(browser.get("/leaders/mine/"))
    assert ("报进展1次" in page, "没有您本人的履责记录" in page) == (True, False)
    assert "您没有书记、班子成员或县委领导的岗位" in text(client_of(small.admin).get("/leaders/mine/"))


def test_the_yearly_sheet_is_drawn_from_what_was_done(small):
    one = matter(small, title="改进文风")
    report(assignment=one, version=one.version, text="已研究。", percent=30, key="k2", now=DAY["now"], by=small.a.leader)
    path = f"/reports/leaders/{small.a.leader_post.pk}/2026/word/"
    answer = client_of(small.a.secretary).get(path)
    word = Document(BytesIO(answer.getvalue()))
    facts = {row.cells[0].text: row.cells[1].text for row in word.tables[0].rows}
    assert facts["分管"] == "作风建设（2020年1月1日起）"
    four = [tuple(cell.text for cell in row.cells) for row in word.tables[1].rows]
    assert four[3] == ("管作风", "1项", "1次", "11月24日")
    acts = [tuple(cell.text for cell in row.cells) for row in word.tables[-1].rows]
    assert acts == [("日期", "履责方式", "事项"), ("11月24日", "报进展", "改进文风")]
    assert client_of(small.a.leader).get(path.replace("word", "pdf")).getvalue().startswith(b"%PDF")
    years = {year: client_of(small.a.leader).get(path.replace("2026", str(year))).status_code for year in (2019, 2027)}
    assert years == {2019: 404, 2027: 404}


def test_a_talk_stands_on_the_sheet_only_for_those_who_may_read_it(small):
    one, county = matter(small), Post.objects.get(user=small.county_leader)
    to = Post.objects.get(user=small.a.secretary, unit=small.a.unit)
    hold_talk(
        assignment=one, talker=county, talked_with=to, held_on=ON, about="逾期。", result="改。", by=small.county_leader, **DAY
    )
    said = {"said_by": county, "said_on": ON, "words": "请抓紧。", "answerer": to, "answer_by_on": date(2026, 12, 1)}
    instruct(assignment=one, by=small.county_leader, **said, **DAY)
    seen = {who: [deed.label for deed in record(county, 2026, who, ON).deeds] for who in (small.supervisor, small.admin)}
    assert seen == {small.supervisor: ["批示", "提醒谈话"], small.admin: ["批示"]}
