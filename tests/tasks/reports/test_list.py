"""The list as an official paper: Word and PDF say the same, in the order and the measures of GB/T 9704, and print text as text."""

import re
import sys
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from pypdf import PdfReader

from accounts.conflict import Refused
from tasks.reports import listing, typesetting
from tasks.reports.list_docx import render as word
from tasks.reports.list_pdf import render as pdf
from tasks.reports.notice import Notice, notice
from tasks.reports.press import FONTS, choose
from tests.tasks.chain import Chain
from tests.tasks.reports.office import DUES, year

pytestmark = pytest.mark.django_db
MARKUP = '#panic("x") *b* $x$ #read("/etc/passwd") \\ @a <b> [c] = d'


def paper(**changed) -> Notice:
    """A small issued list."""
    said = {
        "title": "2026年度党建工作责任清单", "subtitle": "", "organ": "县直机关工委", "number": "清直党〔2026〕8号",
        "heading": "关于印发《2026年度党建工作责任清单》的通知", "to": "各责任单位：", "paragraphs": ("现将清单印发给你们。",),
        "date": "2026年1月5日", "rows": (("1", "作风建设", "改进文风。", "达到要求", "县财政局", "集体责任", "2026年6月30日", "自拟"),),
    }  # fmt: skip
    return Notice(**(said | changed))


def printed(content: BytesIO) -> str:
    """The words of a PDF without blanks, page by page."""
    return "\f".join(re.sub(r"\s+", "", page.extract_text()) for page in PdfReader(content).pages)


def test_the_letter_has_its_parts_in_the_official_order_and_the_list_as_its_attachment():
    document = Document(word(paper()))
    texts = [p.text for p in document.paragraphs if p.text]
    assert texts == [
        "县直机关工委文件", "清直党〔2026〕8号", "关于印发《2026年度党建工作责任清单》的通知", "各责任单位：", "现将清单印发给你们。",
        "附件：2026年度党建工作责任清单", "县直机关工委", "2026年1月5日", "附件", "2026年度党建工作责任清单",
    ]  # fmt: skip
    first, second = document.sections
    sides = [round(side.mm) for side in (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)]
    assert (sides, round(first.page_width.mm), round(second.page_width.mm)) == ([37, 35, 28, 26], 210, 297)
    fonts = {
        p.text: (p.runs[0]._element.rPr.rFonts.get(qn("w:eastAsia")), p.runs[0].font.size) for p in document.paragraphs if p.text
    }
    assert fonts["关于印发《2026年度党建工作责任清单》的通知"] == ("方正小标宋简体", Pt(22))
    assert (fonts["现将清单印发给你们。"], fonts["附件"]) == (("仿宋_GB2312", Pt(16)), ("黑体", Pt(16)))
    footer = first.footer.paragraphs[0]
    assert (footer.text, footer.runs[0].font.size, footer.paragraph_format.right_indent) == ("— 1 —", Pt(14), Pt(14))


def test_pdf_says_the_same_words_as_word():
    more = (
        ("2", "党员教育", "书记讲党课。", "", "各责任单位", "书记责任", "2026年9月1日", "五　三要"),
        ("3", "", MARKUP, "", "", "", "未定", ""),
    )
    made = paper(rows=(*paper().rows, *more), note="注：“各责任单位”指县财政局、县教育局。", paragraphs=(MARKUP,))
    said, document = printed(pdf(made)), Document(word(made))
    for text in [p.text for p in document.paragraphs] + [c.text for row in document.tables[0].rows for c in row.cells]:
        assert re.sub(r"\s+", "", text) in said
    assert [page[-3:] for page in said.split("\f")] == ["—1—", "—2—"]


def test_a_draft_is_no_letter_and_says_that_it_is_not_issued():
    draft = paper(organ="", number="", heading="", to="", date="", subtitle="（草案，尚未印发）", paragraphs=())
    assert [p.text for p in Document(word(draft)).paragraphs if p.text] == ["2026年度党建工作责任清单", "（草案，尚未印发）"]
    assert "文件" not in printed(pdf(draft))


def test_units_that_answer_for_everything_are_named_once_below_the_table():
    chain = Chain()
    units = [chain.unit() for _ in range(11)]
    listed = chain.issue(*({"units": units, "due_on": DUES[0]} for _ in range(2)))
    made = notice(listed, listing.rows(chain.admin, listed), organ="工委", excerpt=False)
    assert (made.to, {cells[4] for cells in made.rows}) == ("各责任单位：", {"各责任单位"})
    assert made.note == f"注：“各责任单位”指{'、'.join(unit.short for unit in units)}。"
    secretary = chain.secretaries[units[0].pk]
    own = notice(listed, listing.rows(secretary, listed), organ="工委", excerpt=True)
    assert own.subtitle == "（摘录：与本单位有关的事项）"


def test_official_fonts_are_taken_when_they_are_there_and_none_at_all_is_told(monkeypatch):
    assert choose(["SimHei", "FangSong", "Noto Serif CJK SC"]) == {
        "title": "Noto Serif CJK SC", "head": "SimHei", "kai": "Noto Serif CJK SC", "body": "FangSong", "page": "Noto Serif CJK SC",
    }  # fmt: skip
    assert (choose(["DejaVu Sans", "Libertinus Serif"]), set(FONTS)) == (None, {"title", "head", "kai", "body", "page"})


@pytest.mark.parametrize(
    ("program", "told"),
    [
        ("import sys; sys.exit(3)", typesetting.FONTS_MISSING),
        ("import sys; sys.exit(1)", typesetting.FAILED),
        ("import time; time.sleep(9)", typesetting.TOO_LONG),
    ],
)
def test_what_goes_wrong_in_the_press_is_a_sentence_and_never_a_broken_file(monkeypatch, program, told):
    monkeypatch.setattr(typesetting, "PROGRAM", [sys.executable, "-c", program])
    monkeypatch.setattr(typesetting, "PATIENCE", 1)
    with pytest.raises(Refused) as refused:
        typesetting.typeset("list.typ", {})
    assert str(refused.value) == told


def test_a_paper_that_cannot_be_printed_is_answered_with_the_409_page(client, monkeypatch):
    one = year(units=1)
    client.force_login(one.chain.admin)
    monkeypatch.setattr(typesetting, "PROGRAM", [sys.executable, "-c", "import sys; sys.exit(3)"])
    answer = client.get(reverse("reports:list_pdf", args=[one.listed.pk]))
    assert (answer.status_code, typesetting.FONTS_MISSING in answer.content.decode()) == (409, True)
