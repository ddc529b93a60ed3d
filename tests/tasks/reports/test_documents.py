"""What leaves the house as Word and Excel: the same figures as the page, official fonts, and text that stays text."""

import re
import shutil
import subprocess
from datetime import date, datetime
from html import unescape
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from tasks.assessment.models import UnitScore
from tasks.items.models import Assignment, Item
from tasks.reports import listing
from tasks.reports.assessment_docx import render as report_word
from tasks.reports.assessment_xlsx import render as report_excel
from tasks.reports.list_docx import render as list_word
from tasks.reports.list_xlsx import render as list_excel
from tasks.reports.notice import notice
from tests.tasks.chain import Chain
from tests.tasks.reports.office import YEARS, year
from tests.tasks.reports.test_answers import report

pytestmark = pytest.mark.django_db
PAYLOADS = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "-2+3",
    "\t=1",
    '=HYPERLINK("http://x.example","x")',
    "{{7*7}}",
    "<b>粗</b>",
]
SENTENCE = re.compile(r"下达\d+项次，经审核办结[^。]*。|没有下达的任务[^。]*。|要求\d+条，列入清单\d+项，尚未列入清单\d+条。")


def paragraphs(content: BytesIO) -> list[str]:
    return [p.text for p in Document(content).paragraphs]


def plain(html: str) -> str:
    """The page's main text without tags."""
    main = html[html.index("<article") : html.index("</article>")]
    return unescape(re.sub(r"<[^>]+>", "", main))


@pytest.mark.parametrize(("lot", "units"), YEARS)
def test_page_and_word_say_the_same_figures(client, lot, units):
    one = year(lot, units=units)
    client.force_login(one.chain.admin)
    page = client.get(reverse("reports:assessment", args=[one.cycle.pk])).content.decode()
    word = Document(BytesIO(b"".join(client.get(reverse("reports:assessment_docx", args=[one.cycle.pk])).streaming_content)))
    on_page = SENTENCE.findall(plain(page))
    assert on_page == SENTENCE.findall("\n".join(p.text for p in word.paragraphs))
    assert len(on_page) >= 1 + 2 * 8 + 18
    cells = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    body = page[page.index("<tbody>") : page.index("</tbody>")]
    rows = [re.findall(r"<t[hd][^>]*>\s*(?:<a[^>]*>)?([^<]*)", row) for row in body.split("</tr>")[:-1]]
    assert rows == cells[1:]
    assert cells[-1][0] == "合计"


def test_the_report_is_a_paper_in_official_form():
    one = year(units=1)
    document = Document(report_word(report(one)))
    headings = [p for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert [p.text for p in headings if p.style.name == "Heading 1"][:2] == ["一、带头加强政治建设", "二、带头夯实基层基础"]
    fonts = {p.style.name: east_asia(p.runs[0]) for p in headings}
    assert fonts == {"Heading 1": "黑体", "Heading 2": "楷体_GB2312", "Heading 3": "仿宋_GB2312"}
    assert east_asia(document.paragraphs[0].runs[0]) == "方正小标宋简体"
    runs = [run for p in document.paragraphs for run in p.runs] + [
        r for t in document.tables for c in t._cells for p in c.paragraphs for r in p.runs
    ]
    assert all(east_asia(run) for run in runs)
    section = document.sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    body = next(p for p in document.paragraphs if p.text.startswith("考核期"))
    assert (body.paragraph_format.line_spacing, body.runs[0].font.size) == (Pt(28), Pt(16))
    assert "PAGE" in section.footer._element.xml


def east_asia(run) -> str:
    return run._element.rPr.rFonts.get(qn("w:eastAsia"))


def paper(listed, rows, *, excerpt=False):
    """The notice of a list, as Word and PDF print it."""
    return notice(listed, rows, organ="县直机关工委", excerpt=excerpt)


def listed_with(titles=()):
    one = year(units=1, titles=titles)
    user = one.chain.admin
    return one, listing.rows(user, one.listed), listing.ledger(user, one.listed)


def test_a_cell_that_looks_like_a_formula_stays_text():
    one, rows, ledger = listed_with(PAYLOADS)
    book = openpyxl.load_workbook(list_excel(one.listed, rows, ledger))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [c.coordinate for c in cells if c.data_type == "f"] == []
    assert {cell.hyperlink for cell in cells} == {None}
    sheet = book["责任清单"]
    assert [(sheet.cell(n, 3).value, sheet.cell(n, 4).value) for n in range(3, 3 + len(PAYLOADS))] == [(p, p) for p in PAYLOADS]
    table = Document(list_word(paper(one.listed, rows))).tables[0]
    assert [row.cells[2].text.strip() for row in table.rows[1 : 1 + len(PAYLOADS)]] == [p.strip() for p in PAYLOADS]


def test_numbers_are_numbers_and_dates_are_dates():
    one, rows, ledger = listed_with()
    book = openpyxl.load_workbook(list_excel(one.listed, rows, ledger))
    sheet, first = book["责任清单"], Item.objects.get(number=1)
    head = [cell.value for cell in sheet[2]]
    row = dict(zip(head, (cell.value for cell in sheet[3]), strict=True))
    assert (row["序号"], row["权重"], row["完成时限"]) == (1, 1, datetime.combine(first.due_on, datetime.min.time()))
    assert row["讲话原文"] == rows[0].words
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.page_setup.orientation) == ("D3", "$1:$2", "landscape")
    given = Assignment.objects.filter(item__responsibility_list=one.listed)
    assert book["任务台账"].max_row == 2 + given.count()
    due = [cell.value.date() for cell in book["任务台账"]["J"][2:]]
    assert due == [a.due_on for a in ledger]
    assert all(isinstance(day, date) for day in due)


def test_an_empty_list_is_a_paper_that_says_so():
    one = year(units=1)
    assert "清单中没有事项。" in paragraphs(list_word(paper(one.listed, [])))
    assert openpyxl.load_workbook(list_excel(one.listed, [], []))["责任清单"]["A3"].value == "没有内容。"


def test_a_unit_exports_its_own_ledger_only():
    one = year(units=2)
    secretary = one.chain.secretaries[one.units[0].pk]
    book = openpyxl.load_workbook(
        list_excel(one.listed, listing.rows(secretary, one.listed), listing.ledger(secretary, one.listed))
    )
    assert {cell.value for cell in book["任务台账"]["C"][2:]} == {one.units[0].name}


@pytest.mark.parametrize("name", ["assessment", "assessment_docx"])
def test_the_report_of_an_open_cycle_is_not_found_for_units(client, name):
    one = year(units=1)
    client.force_login(one.chain.secretaries[one.units[0].pk])
    assert client.get(reverse(f"reports:{name}", args=[one.cycle.pk])).status_code == 404
    assert UnitScore.objects.filter(cycle=one.cycle).exists()


@pytest.mark.parametrize("name", ["list_docx", "list_xlsx", "list_pdf"])
def test_a_list_is_exported_under_its_title_and_a_foreign_or_missing_one_not_found(client, name):
    one = year(units=1)
    stranger = one.chain.unit()
    client.force_login(one.chain.secretaries[one.units[0].pk])
    answer = client.get(reverse(f"reports:{name}", args=[one.listed.pk]))
    ending = name.partition("_")[2]
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''2026%E5%B9%B4%E5%BA%A6")
    assert answer["Content-Disposition"].endswith("." + ending)
    client.force_login(one.chain.secretaries[stranger.pk])
    assert client.get(reverse(f"reports:{name}", args=[one.listed.pk])).status_code == 404
    assert client.get(reverse(f"reports:{name}", args=[10**9])).status_code == 404


def test_a_choice_that_names_nothing_is_not_found(client):
    one = year(units=1)
    client.force_login(one.chain.admin)
    page = reverse("reports:assessment", args=[one.cycle.pk])
    choices = ["list=abc", "list=-1", "list=999999", "unit=abc", "unit=999999", "list=١", "unit=" + "9" * 30]
    assert [client.get(f"{page}?{choice}").status_code for choice in choices] == [404] * len(choices)


def test_the_report_of_one_unit_holds_only_that_unit(client):
    one = year(units=2)
    client.force_login(one.chain.admin)
    page = client.get(reverse("reports:assessment", args=[one.cycle.pk]) + f"?unit={one.units[0].pk}").content.decode()
    assert one.units[0].name in plain(page)
    assert one.units[1].name not in plain(page)


@pytest.mark.parametrize("who", ["office", "unit"])
def test_every_paper_of_a_list_has_the_items_that_its_page_shows_to_this_person(client, who):
    chain = Chain()
    own, other = chain.unit(), chain.unit()
    rows = [
        {"units": [unit], "due_on": date(2026, 6, 30), "title": title} for unit, title in ((own, "甲"), (other, "乙"), (own, "丙"))
    ]
    listed = chain.issue(*rows)
    client.force_login(chain.admin if who == "office" else chain.secretaries[own.pk])
    shown = [item.title for item in client.get(reverse("items:list", args=[listed.pk])).context["items"]]
    assert shown == (["甲", "乙", "丙"] if who == "office" else ["甲", "丙"])

    def content(name: str) -> BytesIO:
        return BytesIO(b"".join(client.get(reverse(f"reports:{name}", args=[listed.pk])).streaming_content))

    book = openpyxl.load_workbook(content("list_xlsx"))
    assert [cell.value for cell in book["责任清单"]["C"][2:]] == shown
    assert [cell.value for cell in book["任务台账"]["B"][2:]] == shown
    table = Document(content("list_docx")).tables[0]
    assert [row.cells[2].text.split("。")[0] for row in table.rows[1:]] == shown


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_what_was_made_of_hostile_texts_and_shows_it_as_text(tmp_path):
    """RELIABILITY R4: the reader that offices have says nothing of damage; a formula would show its result."""
    titles = [*PAYLOADS, "甲乙"]
    one = year(units=1, titles=titles)
    assert "\x0b" in Item.objects.filter(title__startswith="甲").get().requirement
    made = report(one)
    for name, render in (("report.docx", report_word), ("report.xlsx", report_excel)):
        (tmp_path / name).write_bytes(render(made).getvalue())
    program = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
    ]
    subprocess.run([*program, "--outdir", tmp_path, tmp_path / "report.docx"], check=True, capture_output=True, timeout=90)
    program[-1] = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    subprocess.run([*program, "--outdir", tmp_path, tmp_path / "report.xlsx"], check=True, capture_output=True, timeout=90)
    paper = (tmp_path / "report.txt").read_text(encoding="utf-8-sig")
    sheet = (tmp_path / "report-清单事项.csv").read_text(encoding="utf-8-sig")
    for title in ("=1+1", "@SUM(A1:A9)", "{{7*7}}", "<b>粗</b>", "甲乙"):
        assert title in paper and title in sheet
