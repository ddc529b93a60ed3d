"""The ledger narrows by its address, a unit sees its own, and Excel and Word hold the same lines."""

from datetime import date, timedelta
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from openpyxl import load_workbook

from tasks.items.models import Assignment, Item
from tasks.rectification.models import FollowUp, Recurrence
from tests.accounts.signed_in import client_of, text
from tests.tasks.chain import at
from tests.tasks.items.matters import give, item
from tests.tasks.rectification.test_life import closed as closed  # the fixture

ON = date(2026, 7, 2)


@pytest.fixture
def day(closed):
    with time_machine.travel(at(ON), tick=False):
        yield closed


def more(small, listed, rows: int) -> None:
    """Problems of B in hand, found on site."""
    said = {"source": "problem", "words": "会议记录不全。", "found_in": "site", "remedy": "long_term", "due_on": ON}
    for _ in range(rows):
        give(item(listed, **said), small.b.unit, on=ON - timedelta(20))


def test_the_address_narrows_the_ledger(day):
    small, one = day
    more(small, one.item.responsibility_list, 1)
    told = {}
    for query in (
        "",
        "stage=closed",
        "stage=all",
        "stage=back",
        "stage=all&found_in=site",
        "stage=all&q=党课",
        "stage=all&unit=县财政局党组",
    ):
        page = text(client_of(small.supervisor).get(f"/rectification/?{query}"))
        told[query] = ("党课记录不全" in page, "会议记录不全" in page)
    assert told == {
        "": (False, True), "stage=closed": (True, False), "stage=all": (True, True), "stage=back": (False, False),
        "stage=all&found_in=site": (False, True), "stage=all&q=党课": (True, False), "stage=all&unit=县财政局党组": (True, False),
    }  # fmt: skip


def test_a_unit_sees_its_own_and_a_mistyped_filter_is_told(day):
    small, one = day
    more(small, one.item.responsibility_list, 1)
    page = text(client_of(small.b.clerk).get("/rectification/?stage=all"))
    assert ("党课记录不全" in page, "会议记录不全" in page, "登记问题" in page) == (False, True, False)
    answer = client_of(small.supervisor).get("/rectification/?year=二〇二六")
    assert answer.status_code == 422 and "年度请填四位数字，如 2026。" in text(answer)
    assert client_of(small.supervisor).get("/reports/rectification/excel/?year=x").status_code == 302


def test_excel_and_word_hold_the_lines_of_the_page(day):
    small, one = day
    more(small, one.item.responsibility_list, 2)
    browser = client_of(small.supervisor)
    sheet = load_workbook(BytesIO(b"".join(browser.get("/reports/rectification/excel/?stage=all").streaming_content))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows[0] == ["序号", "问题", "来源", "整改类型", "整改措施", "责任领导", "责任单位", "责任人", "时限", "进展", "是否销号"]
    assert rows[1][:5] == [1, "党课记录不全。", "巡视巡察（县委第二巡察组反馈意见）", "限期整改", "补齐记录，逐月检查。"]
    assert [rows[1][6], rows[1][7], rows[1][10]] == [small.a.unit.name, str(small.a.secretary), "已销号（2026年3月30日）"]
    assert [row[0] for row in rows[1:]] == [1, 2, 3]
    word = Document(BytesIO(b"".join(browser.get("/reports/rectification/word/?stage=all").streaming_content)))
    table = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    assert [row[1] for row in table] == [row[1] for row in rows]


def test_the_ledger_costs_the_same_with_one_line_and_with_ten(day):
    small, one = day
    browser, costs = client_of(small.supervisor), []
    for rows in (1, 9):
        more(small, one.item.responsibility_list, rows)
        browser.get("/rectification/")
        with CaptureQueriesContext(connection) as captured:
            browser.get("/rectification/")
        costs.append(len(captured))
    assert costs[0] == costs[1] < 20


def test_a_supervisor_finds_it_back_and_the_office_takes_it_up(day):
    small, one = day
    supervisor, office = client_of(small.supervisor), client_of(small.admin)
    assert "1 个整改问题应当回头看" in text(supervisor.get("/overview/"))
    said = {"checked_on": "2026-07-02", "held": "back", "seen": "又缺两次。", "months": 3}
    assert supervisor.post(f"/assignments/{one.pk}/follow-up/", said).status_code == 302
    waiting = text(office.get("/rectification/checks/"))
    assert ["回头看发现反弹，等待认定" in waiting, "认定反弹，重新整改" in waiting] == [True, True]
    back = {"seen": "又缺两次。", "due_on": "2026-08-31", "version": one.version}
    assert office.post(f"/assignments/{one.pk}/recur/", back).status_code == 302
    assert Recurrence.objects.get().follow_up == FollowUp.objects.get()
    page = text(client_of(small.a.clerk).get(f"/assignments/{one.pk}/"))
    assert [page.count("问题反弹：又缺两次。"), "认定问题反弹" in page] == [
        2,
        False,
    ]  # the 回头看 and the move; no button for a clerk
    assert "办理中，反弹1次" in text(supervisor.get("/rectification/?stage=back"))


def test_what_was_typed_stays_when_something_is_missing(day):
    small, one = day
    typed = {
        "words": "党课记录又不全。",
        "found_in": "self",
        "found_on": "2026-07-01",
        "remedy": "immediate",
        "due_on": "2026-06-01",
    }
    answer = client_of(small.admin).post("/rectification/new/", typed | {"measures": "补。", "acceptance_criteria": "全"})
    page = text(answer)
    assert (answer.status_code, Item.objects.count(), Assignment.objects.count()) == (422, 1, 1)
    wanted = ("党课记录又不全。", "新时限 2026年6月1日 已过", "请至少选择一个责任单位。")
    assert [words for words in wanted if words not in page] == []
