"""A report too large for a request or a paper: gathered by the worker, told in rows, the same figures in all forms."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from html import unescape
from io import BytesIO

import pytest
from django.db import connection
from django.http import FileResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from docx import Document
from docx.oxml.ns import qn

from accounts.models import Entry
from accounts.roles import Role
from tasks.assessment.models import Cycle
from tasks.items.models import Assignment, Item
from tasks.items.states import Part, State
from tasks.reports import assessment_pdf, document, exporting, making
from tasks.reports.answers import OUTSIDE, Requirement, chapters_of
from tasks.reports.assessment_paper import ITEM_WIDTHS
from tasks.reports.bars import SEGMENTS
from tasks.reports.breakdown import breakdown
from tasks.reports.document import ReportDoc
from tasks.reports.item_answers import item_answers
from tasks.reports.jobs import make
from tasks.reports.long_tables import LongTables
from tasks.reports.material import Asked, Given
from tasks.reports.models import Export
from tasks.reports.official import new_document
from tests import factories
from tests.client import TrailClient
from tests.tasks.reports import reporting
from tests.tasks.reports.office import FROM, close, year

DAY = date(2026, 7, 1)
STATES = [State.ACTIVE, State.CLOSED_OFF, State.SUBMITTED, State.TERMINATED, State.CANCELLED, State.COMPLETED, State.PENDING]


def long_report(own: int, elsewhere: int) -> ReportDoc:
    """One demand with `own` items, and `elsewhere` items that no speech asked for; each with some assignments in different states."""
    asked = []
    for pk in range(1, own + elsewhere + 1):
        given = tuple(
            Given(
                pk * 10 + n,
                n,
                f"县第{n}局",
                f"{n}局",
                Part.EACH,
                STATES[(pk + n) % 7],
                date(2026, 6 + pk % 2, 1),
                DAY,
                pk % 3,
                False,
            )
            for n in range(pk % 4)
        )
        asked.append(Asked(pk, pk, f"事项<{pk}>", "责任内容", "", DAY, ((7, "必须做好"),) if pk <= own else (), given))
    answers = item_answers(asked, DAY)
    parts = [("第一部分", Requirement(7, "要求", "必须做好", (0, 4), "第一部分", ("时限：无",), tuple(answers[7])))]
    parts += [(OUTSIDE, Requirement(None, one.title, one.words, None, "", (), (one,))) for one in answers[None]]
    return ReportDoc(
        title="报告", scope="全县", basis="依据。", made_at=datetime(2026, 7, 1, 9, tzinfo=UTC), chapters=chapters_of(parts, ["第一部分"]),
        grades=(), grades_note="", notes=(), day=DAY, parts=breakdown((g for a in asked for g in a.given), {}, DAY), given=tuple(asked),
    )  # fmt: skip


def test_a_list_with_very_many_items_is_told_in_rows_with_the_same_figures_in_all_four_forms(monkeypatch):
    monkeypatch.setattr(document, "ITEMS_IN_FULL", 12)
    monkeypatch.setattr(assessment_pdf, "ROWS", 5)  # so that the paper is set in several parts
    report = long_report(own=9, elsewhere=4)
    assert report.brief and "清单事项共13项，多于12项" in report.brief_note
    whole = [[str(one.number), one.title, *(str(number) for _, number in one.figures.cells)] for one in report.answers]
    word = Document(reporting.assessment_docx.render(report))
    rows = [[cell.text for cell in row.cells] for table in word.tables[1:] for row in table.rows]
    assert [row for row in rows if len(row) == 10 and row[0] != "序号"] == whole
    assert report.brief_note in [one.text for one in word.paragraphs]
    shown = {"report": report, "cycle": reporting.One(1), "list": reporting.One(1), "segments": SEGMENTS}
    html = render_to_string("reports/_report.html", shown)
    lines = re.findall(r'<tr><td class="num" data-label="序号">.*?</tr>', html)
    cells = [[unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.split(r"</t[dh]>", line)[:-1]] for line in lines]
    assert cells == whole
    pdf = reporting.pdf(report).text
    assert all("".join(row) in pdf for row in whole) and reporting.squeezed(report.brief_note) in pdf
    book = [row for row in reporting.book(report)["清单事项"] if row[2]]
    assert [[str(cell) for cell in [*row[2:4], *row[6:14]]] for row in book] == whole
    assert "已核验" not in html and "已核验" not in pdf


def test_a_number_of_six_digits_keeps_to_one_line_and_a_row_of_numbers_to_one_page():
    paper = new_document("表")
    rows = [["1", "事项", *["100000"] * 8]] * 3
    tables = LongTables()
    tables.add(paper, ["序号", "事项", *["未完成结案"] * 8], rows, ITEM_WIDTHS)
    [table] = Document(tables.as_bytes(paper)).tables
    beside = sum(int(one.get(qn("w:w"))) for one in table._tbl.tblPr.find(qn("w:tblCellMar")))
    for row in table.rows[1:]:
        assert row._tr.trPr.find(qn("w:cantSplit")) is not None
        for cell in row.cells[2:]:
            [run] = cell.paragraphs[0].runs
            assert len(run.text) * run.font.size.pt / 2 <= cell.width.pt - beside / 20  # a digit is half as wide as it is high


def test_as_many_items_as_a_paper_takes_are_told_in_full(monkeypatch):
    monkeypatch.setattr(document, "ITEMS_IN_FULL", 13)
    report = long_report(own=9, elsewhere=4)
    assert (report.brief, report.brief_note) == (False, "")
    assert "（四）事项<13>" in [one.text for one in Document(reporting.assessment_docx.render(report)).paragraphs]


def test_rows_that_are_written_as_text_say_what_rows_of_a_tree_would_say():
    paper, tables = new_document("表"), LongTables()
    rows = [["", "甲<&>", 1], ["2", "乙\n丙 ", 22], ["3", " 丁\x0b\ud800", 3]]
    tables.add(paper, ["序号", "事项", "数"], rows, [10, 100, 20])
    tables.add(paper, ["只有表头"], [], [20])
    read = [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(tables.as_bytes(paper)).tables]
    assert read == [[["序号", "事项", "数"], ["", "甲<&>", "1"], ["2", "乙\n丙 ", "22"], ["3", " 丁", "3"]], [["只有表头"]]]


def test_due_dates_over_many_years_are_drawn_by_year():
    def given(*years):
        return [Given(n, 1, "局", "局", Part.EACH, State.ACTIVE, date(y, 5, 1), None, 0, False) for n, y in enumerate(years)]

    assert [label for label, _ in breakdown(given(2024, 2025, 2026), {}, DAY).months] == ["2024年5月", "2025年5月", "2026年5月"]
    long = breakdown(given(2006, 2016, 2026), {}, DAY)
    assert ([label for label, _ in long.months], long.time) == (["2006年", "2016年", "2026年"], "年份")


@pytest.fixture
def large(settings, tmp_path, redis_url):
    """A year whose report is too large for a request, and the office's browser."""
    settings.MEDIA_ROOT = tmp_path
    settings.ROWS_IN_A_REQUEST = dict.fromkeys(settings.ROWS_IN_A_REQUEST, 3)
    one, client = year(waiting=False), TrailClient()
    client.force_login(one.chain.admin)
    return one, client, reverse("reports:assessment", args=[one.cycle.pk])


def gathered(client, cycle) -> str:
    """The address to which the export's page leads once the worker has gathered."""
    page = client.post(reverse("reports:order_export"), {"kind": making.PAGE, "about": cycle.pk}).url
    assert "正在汇集报告" in client.get(page).content.decode()
    make(Export.objects.latest("pk").pk)
    return re.search(r'href="([^"]+)">查看报告', client.get(page).content.decode()).group(1)


@pytest.mark.django_db
def test_a_large_report_is_gathered_by_the_worker_and_read_as_of_that_moment(large, django_assert_max_num_queries):
    one, client, address = large
    before = client.get(address).content.decode()
    assert "须由后台汇集" in before and Export.objects.count() == 0
    link = gathered(client, one.cycle)
    assert link.startswith(address)
    with django_assert_max_num_queries(14):
        answer = client.get(link)
        page = b"".join(answer.streaming_content).decode()
    made = making.report(one.chain.admin, one.cycle.pk, {}, timezone.localtime())[3]
    assert reporting.SENTENCE.findall(page) and made.figures.sentence in page and "重新汇集" in page
    usual = client.get(
        address + "?again=1"
    )  # a page of ours, not a file of somebody's: with its styles, and its links and choices work
    assert answer["Content-Security-Policy"] == usual["Content-Security-Policy"] and not isinstance(answer, FileResponse)
    assert 'class="me"' not in page and "no-store" in answer["Cache-Control"]
    Item.objects.filter(responsibility_list=one.listed).update(title="此后改过的事项")
    assert b"".join(client.get(link).streaming_content).decode() == page
    assert "须由后台汇集" in client.get(link + "&again=1").content.decode()
    assert Entry.objects.filter(act="导出文件").count() == 1


@pytest.mark.django_db
def test_what_was_gathered_is_shown_to_nobody_else_and_to_nobody_with_other_posts_or_after_a_decision(large):
    one, client, address = large
    gathered(client, one.cycle)
    assert client.get(address).streaming
    other = TrailClient()
    other.force_login(factories.post(Role.OFFICE_ADMIN).user)
    assert "须由后台汇集" in other.get(address).content.decode()
    close(one)
    assert "须由后台汇集" in client.get(address).content.decode()
    gathered(client, one.cycle)
    assert client.get(address).streaming
    factories.post(Role.SUPERVISOR, who=one.chain.admin)
    assert "须由后台汇集" in client.get(address).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [making.PAGE, "assessment_docx", "assessment_pdf", "assessment_xlsx"])
def test_whoever_waits_for_a_form_of_the_report_sees_how_far_it_is(large, kind):
    one, told = large[0], []
    making.KINDS[kind].make(one.chain.admin, one.cycle.pk, {}, timezone.localtime(), told=told.append)
    gathering = [share for share in told if share < making.GATHERED]
    assert 3 <= len(gathering) <= 6 and making.GATHERED in told and told == sorted(told) and told[-1] <= 1
    words = [making.doing(kind, share) for share in [0, *told]]
    assert [word.partition("：")[2] for word in dict.fromkeys(words)][:2] == ["统计清单事项", "汇集各项制度的记录"]
    assert len(set(words)) == 3


@pytest.mark.django_db(transaction=True)
def test_how_far_gathering_is_stands_in_the_row_while_it_gathers(large):
    one, seen = large[0], []
    ordered = exporting.order(kind=making.PAGE, about=one.cycle.pk, chosen={}, now=timezone.now(), by=one.chain.admin)
    Export.objects.update(total=1000)
    write = exporting.progress(Export.objects.get())

    def told(share: float) -> None:
        write(share)
        with ThreadPoolExecutor(1) as other:  # somebody else's page
            seen.append(other.submit(_read, ordered.pk).result())

    making.KINDS[making.PAGE].make(one.chain.admin, one.cycle.pk, {}, timezone.localtime(), told=told)
    assert seen[0] > 0 and len([done for done in seen if done < 400]) >= 3 and seen[-1] == 400 and seen == sorted(seen)


def _read(pk: int) -> int:
    try:
        return Export.objects.get(pk=pk).done
    finally:
        connection.close()


@pytest.mark.django_db
def test_a_period_of_twenty_years_is_made_by_the_worker_with_no_more_queries_and_few_bars(large, django_assert_max_num_queries):
    one = large[0]
    Cycle.objects.filter(pk=one.cycle.pk).update(from_on=FROM.replace(year=2006), late_reason="试用。")
    for n, row in enumerate(Assignment.objects.filter(item__responsibility_list=one.listed).order_by("pk")):
        Assignment.objects.filter(pk=row.pk).update(due_on=row.due_on.replace(year=2006 + n % 21))
    with django_assert_max_num_queries(90):
        made = making.report(one.chain.admin, one.cycle.pk, {}, timezone.localtime())[3]
    assert max(len(chart.bars) for chart in made.charts) <= 21
    assert "各年到期事项办理情况" in [chart.title for chart in made.charts]
    ordered = exporting.order(kind="assessment_docx", about=one.cycle.pk, chosen={}, now=timezone.now(), by=one.chain.admin)
    export = exporting.make(pk=ordered.pk, now=timezone.now())
    assert export.file and "2006年1月1日" in "".join(p.text for p in Document(BytesIO(export.file.read())).paragraphs)
