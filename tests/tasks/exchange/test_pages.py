"""The pages of sheets, as an office and a unit walk through them; without script, and by a worker that may be lost."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from tasks.exchange import actions, jobs
from tasks.exchange.actions.clearing import KEPT_FOR
from tasks.exchange.models import Difference, Layout, Reply, Sheet
from tasks.exchange.reading import HEAD_ROW, PAGE
from tasks.exchange.views import replies, sheets
from tasks.items.models import Item
from tasks.progress.models import Report
from tests.tasks.chain import Chain
from tests.tasks.exchange.sheets import ITEMS, LEDGER, NOW, active, back, draft, edited, out

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def content_of(answer) -> bytes:
    return b"".join(answer.streaming_content)


def hand_in(client, listed, content: bytes):
    return client.post(reverse("exchange:in", args=[listed.pk]), {"file": SimpleUploadedFile("填报.xlsx", content)})


def test_a_unit_takes_its_sheet_out_fills_it_in_and_takes_the_rows_that_it_ticks(client):
    chain = Chain()
    listed, secretary = active(chain, "改进文风", "抓好党课")
    client.force_login(secretary)
    page = client.get(reverse("exchange:desk", args=[listed.pk])).content.decode()
    assert ("一、下载填报表" in page, "二、交回填报表" in page) == (True, True)
    ordered = client.post(reverse("exchange:out", args=[listed.pk]), {"kind": "ledger"})
    sheet = Sheet.objects.get()
    assert (ordered["Location"], sheet.state) == (reverse("exchange:sheet", args=[sheet.pk]), "made")
    assert "下载 .xlsx" in client.get(ordered["Location"]).content.decode()
    content = content_of(client.get(reverse("exchange:file", args=[sheet.pk])))
    filled = edited(content, {(1, "本次进展"): "已开会部署。", (1, "自报进度（%）"): 25, (2, "本次进展"): "已讲一次。"})
    compared = hand_in(client, listed, filled)["Location"]
    shown = client.get(compared).content.decode()
    assert re.findall(r'name="ticked" value="\d+"( checked)?', shown) == [" checked"] * 3
    cells = {d.pk: d for d in Difference.objects.all()}
    chosen = [pk for pk, d in cells.items() if d.row == 5]
    taken = client.post(compared, {"shown": list(cells), "ticked": chosen, "take": "1"}, follow=True).content.decode()
    assert [(r.text, r.percent, r.by) for r in Report.objects.all()] == [("已开会部署。", 25, secretary)]
    assert (taken.count("已写入"), taken.count("未采纳")) == (3, 1)
    again = client.post(compared, {"take": "1"})
    assert (again.status_code, Report.objects.count()) == (409, 1)


def test_ticks_are_kept_page_by_page_and_conflicts_stay_unticked(client, monkeypatch):
    monkeypatch.setattr("tasks.exchange.queries.ROWS", 2)
    chain = Chain()
    listed = draft(chain, *(f"事项{n}" for n in range(5)))
    client.force_login(chain.admin)
    reply = back(listed, edited(out(listed, chain.admin, ITEMS)[1], {(n, "目标"): f"目标{n}" for n in range(1, 6)}), chain.admin)
    address = reverse("exchange:reply", args=[reply.pk])
    first = client.get(address).content.decode()
    assert 'name="next" value="6"' in first
    shown = re.findall(r'name="shown" value="(\d+)"', first)
    moved = client.post(address, {"shown": shown, "ticked": shown[:1], "next": "6", "save": "1"})
    assert (moved["Location"], reply.differences.chosen().count()) == (f"{address}?after=6", 4)
    assert "各页共勾选 4 处" in client.get(moved["Location"]).content.decode()
    client.post(address, {"take": "1"})
    assert list(Item.objects.order_by("number").values_list("target", flat=True)) == ["目标1", "", "目标3", "目标4", "目标5"]
    assert client.get(f"{address}?after=x").status_code == 404


def test_what_is_large_goes_to_the_worker_and_the_page_shows_how_far_it_has_come(client, monkeypatch):
    asked = []
    monkeypatch.setattr(sheets, "SMALL", 0)
    monkeypatch.setattr(replies, "SMALL", 0)
    monkeypatch.setattr(replies, "FEW", 0)
    for job in (jobs.make, jobs.read, jobs.take):
        monkeypatch.setattr(job, "delay", lambda pk, job=job: asked.append((job.name.rpartition(".")[2], pk)))
    chain = Chain()
    listed, secretary = active(chain, "改进文风")
    client.force_login(secretary)
    waiting = client.post(reverse("exchange:out", args=[listed.pk]), {"kind": "ledger"})["Location"]
    page = client.get(waiting).content.decode()
    assert ("正在生成表格" in page, 'hx-trigger="load delay:2s"' in page, f'<a href="{waiting}">刷新</a>' in page) == (
        True,
        True,
        True,
    )
    assert client.get(reverse("exchange:file", args=[Sheet.objects.get().pk])).status_code == 404
    jobs.sweep()
    assert asked == [("make", Sheet.objects.get().pk)]
    jobs.make(Sheet.objects.get().pk)
    assert "下载 .xlsx" in client.get(waiting).content.decode()
    with Sheet.objects.get().file.open("rb") as file:
        filled = edited(file.read(), {(1, "本次进展"): "已开会部署。"})
    address = hand_in(client, listed, filled)["Location"]
    assert "正在读取和对比" in client.get(address).content.decode()
    jobs.sweep()
    jobs.read(Reply.objects.get().pk)
    client.post(address, {"take": "1"})
    assert ("正在写入" in client.get(address).content.decode(), Report.objects.count()) == (True, 0)
    jobs.sweep()
    jobs.take(Reply.objects.get().pk)
    assert (Report.objects.count(), [name for name, _ in asked]) == (1, ["make", "read", "take"])


def test_a_worker_that_died_is_followed_by_another_three_times_and_then_it_is_told():
    chain = Chain()
    listed = draft(chain, "改进文风")
    sheet = actions.ask(listed=listed, kind=ITEMS, layout=None, now=NOW, by=chain.admin)
    Sheet.objects.filter(pk=sheet.pk).update(lease_until=NOW + timedelta(seconds=1), attempts=1)
    assert actions.make(pk=sheet.pk, now=NOW) is None
    Sheet.objects.filter(pk=sheet.pk).update(attempts=3)
    assert actions.make(pk=sheet.pk, now=NOW + timedelta(seconds=2)) is None
    sheet.refresh_from_db()
    assert (sheet.state, sheet.reason) == ("failed", "三次生成都被中断。请稍后重新导出。")


def test_a_sheet_is_seen_by_the_one_who_ordered_it_and_only_while_the_list_is_in_reach(client):
    chain = Chain()
    listed, secretary = active(chain, "改进文风")
    sheet, content = out(listed, secretary, LEDGER)
    reply = back(listed, content, secretary)
    for someone, status in ((secretary, 200), (chain.admin, 404), (chain.secretaries[chain.unit().pk], 404)):
        client.force_login(someone)
        pages = ("exchange:sheet", sheet.pk), ("exchange:file", sheet.pk), ("exchange:reply", reply.pk)
        assert {client.get(reverse(name, args=[pk])).status_code for name, pk in pages} == {status}


def test_the_office_makes_its_own_layout_and_the_export_follows_it(client):
    chain = Chain()
    listed = draft(chain, "改进文风")
    client.force_login(chain.admin)
    said = {
        "name": "县委办清单",
        "is_default": "on",
        "version": 0,
        "use-title": "on",
        "order-title": "2",
        "heading-title": "工作任务",
    }
    said |= {"use-number": "on", "order-number": "1", "heading-number": "编号"}
    assert client.post(reverse("exchange:layout_new", args=["items"]), said).status_code == 302
    assert Layout.objects.get().columns == [["number", "编号"], ["title", "工作任务"]]
    client.post(reverse("exchange:out", args=[listed.pk]), {"layout": ""})
    with Sheet.objects.get().file.open("rb") as file:
        assert [cell.value for cell in load_workbook(file)[PAGE][HEAD_ROW]][2:] == ["编号", "工作任务"]
    twice = client.post(reverse("exchange:layout_new", args=["items"]), said)
    assert (twice.status_code, "已有名为“县委办清单”的版式" in twice.content.decode()) == (422, True)
    same = client.post(reverse("exchange:layout_new", args=["items"]), said | {"name": "另一个", "heading-number": "工作任务"})
    assert (same.status_code, "表头“工作任务”用了两次" in same.content.decode()) == (422, True)
    none = client.post(reverse("exchange:layout_new", args=["items"]), {"name": "空的", "version": 0})
    assert "请至少采用一列。" in none.content.decode()
    one = Layout.objects.get()
    stale = client.post(reverse("exchange:layout", args=[one.pk]), said | {"name": "改名", "version": 9})
    assert (stale.status_code, Layout.objects.get().name) == (409, "县委办清单")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "文件是空的。请选择填写好的填报表。"),
        (b"x" * (5 * 1024 * 1024 + 1), "文件超过 5 MB。请使用下载的填报表，不要插入图片。"),
    ],
)
def test_an_upload_that_cannot_be_right_is_refused_in_the_form(client, content, told):
    chain = Chain()
    listed = draft(chain, "改进文风")
    client.force_login(chain.admin)
    answer = hand_in(client, listed, content)
    assert (answer.status_code, told in answer.content.decode(), Reply.objects.count()) == (422, True, 0)


def test_old_sheets_are_cleared_and_one_that_comes_back_then_is_told_why():
    chain = Chain()
    listed = draft(chain, "改进文风")
    sheet, content = out(listed, chain.admin, ITEMS)
    assert actions.clear(now=NOW + KEPT_FOR) == 0
    assert (actions.clear(now=NOW + KEPT_FOR + timedelta(seconds=1)), sheet.rows.count()) == (1, 0)
    assert back(listed, content, chain.admin).reason == "这份表导出已超过半年，导出记录已清除，不能再对比。请重新下载填报表。"


@pytest.mark.parametrize("kind", [ITEMS, LEDGER])
def test_any_number_of_rows_takes_the_same_queries(kind):
    chain = Chain()
    counts = []
    for size in (1, 6):
        listed = (
            draft(chain, *(f"事项{n}" for n in range(size)))
            if kind == ITEMS
            else active(chain, *(f"事项{n}" for n in range(size)))[0]
        )
        who = chain.admin if kind == ITEMS else chain.secretaries[listed.items.first().assignments.get().unit_id]
        sheet = actions.ask(listed=listed, kind=kind, layout=None, now=NOW, by=who)
        with CaptureQueriesContext(connection) as queries:
            actions.make(pk=sheet.pk, now=NOW)
        counts.append(len(queries))
    assert counts[0] == counts[1]
