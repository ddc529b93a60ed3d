"""Random reports as trees, and what page, Word, Excel and PDF say of their figures."""

import re
from datetime import UTC, date, datetime
from html import unescape
from io import BytesIO

import openpyxl
from django.template.loader import render_to_string
from docx import Document
from hypothesis import strategies as st
from pypdf import PdfReader

from tasks.items.states import Part, State
from tasks.reports import assessment_docx, assessment_pdf, assessment_xlsx
from tasks.reports.answers import OUTSIDE, Requirement, chapters_of
from tasks.reports.assessment_xlsx import FIGURES
from tasks.reports.bars import SEGMENTS
from tasks.reports.breakdown import breakdown
from tasks.reports.document import ReportDoc
from tasks.reports.figures import Figures
from tasks.reports.item_answers import item_answers
from tasks.reports.material import Asked, Given
from tasks.reports.systems import Link, Measure, Missing, System

DAY = date(2026, 7, 1)
SENTENCE = re.compile(r"下达\d+项次，经审核办结[^。]*。|没有下达的任务[^。]*。")
KINDS = {1: "党组", 2: "党委", 3: "党支部"}
counts = st.integers(0, 99_999)
words = st.text("甲乙丙丁县局党组（）<&#*$", min_size=1, max_size=12).map(str.strip).filter(bool)


@st.composite
def given_(draw, pk: int) -> Given:
    unit = draw(st.sampled_from(sorted(KINDS)))
    done = draw(st.dates(date(2026, 1, 1), date(2026, 12, 31)))
    return Given(
        pk, unit, f"县第{unit}局", f"{unit}局", draw(st.sampled_from([Part.EACH, Part.LEAD])), draw(st.sampled_from(list(State))),
        draw(st.dates(date(2026, 1, 1), date(2026, 12, 31))), done, draw(st.integers(0, 2)), False, "完成", "属实", "张三", done,
    )  # fmt: skip


@st.composite
def systems(draw) -> tuple[System, ...]:
    names = draw(st.lists(st.sampled_from(["痕迹管理", "全程督导", "目标导向"]), unique=True, max_size=2))
    made = []
    for name in names:
        measures = tuple(Measure(f"指标{n}", draw(counts), "件") for n in range(draw(st.integers(1, 3))))
        table = tuple((tag, tuple(draw(counts) for _ in range(2))) for tag in ("管思想", "管纪律"))
        gaps = (Missing("逾期", tuple(Link(draw(words)) for _ in range(draw(st.integers(1, 3))))),)
        made.append(System(name, name, measures, gaps, (), "未见记录。", "", ("下达", "办结"), table, f"实行{name}", (0, 4)))
    return tuple(made)


@st.composite
def reports(draw) -> ReportDoc:
    """A report whose parts are drawn by lot."""
    asked, parts = [], []
    for pk in range(1, draw(st.integers(1, 4)) + 1):
        given = tuple(draw(given_(pk * 100 + n)) for n in range(draw(st.integers(0, 4))))
        said = draw(st.sampled_from([((pk, "必须做好"),), ()]))
        asked.append(Asked(pk, pk, f"事项{pk}", "责任内容", "", DAY, said, given))
    answers = item_answers(asked, DAY)
    for item in asked:
        chapter = draw(st.sampled_from(["第一部分内容", "监督考核"]))
        own = tuple(answers.get(item.pk, ()))
        parts.append(
            (chapter, Requirement(item.pk, f"要求{item.pk}", draw(words), (0, 9), "第五部分", ("时限：无",), own, draw(systems())))
        )
    parts += [(OUTSIDE, Requirement(None, one.title, one.words, None, "", (), (one,))) for one in answers.get(None, ())]
    return ReportDoc(
        title="2026年度考核报告", scope="全县", basis="依据。", made_at=datetime(2026, 7, 1, 9, tzinfo=UTC),
        chapters=chapters_of(parts, ["第一部分内容"]), grades=(("好", ("县第1局",)),), grades_note="审定。", notes=("口径。",), day=DAY,
        parts=breakdown((one for item in asked for one in item.given), KINDS, DAY), given=tuple(asked),
    )  # fmt: skip


def squeezed(text: str) -> str:
    """Without blanks, which a line break may put anywhere."""
    return re.sub(r"\s+", "", text)


class Said:
    """What one form of the report says: its sentences of figures in order, the figures of the table of chapters, all its text."""

    def __init__(self, text: str, table: list[list[str]]) -> None:
        self.text, self.table = squeezed(text), table
        self.sentences = SENTENCE.findall(self.text)


def page(report: ReportDoc) -> Said:
    shown = {"report": report, "cycle": One(1), "list": One(1), "segments": SEGMENTS}
    html = render_to_string("reports/_report.html", shown)
    body = html[html.index("<tbody>") : html.index("</tbody>")]
    rows = [re.findall(r"<t[hd][^>]*>\s*(?:<a[^>]*>)?([^<]*)", row) for row in body.split("</tr>")[:-1]]
    return Said(unescape(re.sub(r"<[^>]+>", "", html)), rows)


def word(report: ReportDoc) -> Said:
    made = Document(assessment_docx.render(report))
    text = "\n".join(
        "".join(run.text or "" for run in each.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"))
        for each in made.element.body
    )
    return Said(text, [[cell.text for cell in row.cells] for row in made.tables[0].rows[1:]])


def pdf(report: ReportDoc) -> Said:
    """A page's number stands between the lines that a page break parts."""
    pages = [page.extract_text() for page in PdfReader(assessment_pdf.render(report)).pages]
    text = "".join(re.sub(rf"—{n}—$", "", squeezed(page)) for n, page in enumerate(pages, 1))
    return Said(text, [])


def book(report: ReportDoc) -> dict[str, list[list[object]]]:
    """The rows of every sheet below its head."""
    made = openpyxl.load_workbook(BytesIO(assessment_xlsx.render(report).getvalue()))
    return {sheet.title: [list(row) for row in sheet.iter_rows(min_row=3, values_only=True)] for sheet in made}


def figures(cells: list[object]) -> Figures:
    """Figures from the last numbers of a row; everything must be a number."""
    numbers = cells[-len(FIGURES) :]
    assert all(type(number) is int for number in numbers), numbers
    return Figures(**{name: number for (_, name), number in zip(FIGURES, numbers, strict=True)})


class One:
    """A row of the database as far as the page needs it."""

    def __init__(self, pk: int) -> None:
        self.pk = self.speech_id = pk
