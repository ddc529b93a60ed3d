"""The assessment report as a Word document, from the same blocks as the PDF."""

from collections.abc import Callable
from io import BytesIO

from docx.document import Document as Doc
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt

from tasks.reports.assessment_paper import Grid, Heading, Text, blocks, subtitle
from tasks.reports.bars import SEGMENTS, Chart
from tasks.reports.document import ReportDoc
from tasks.reports.long_tables import LongTables
from tasks.reports.official import (
    BODY,
    SIZES,
    add_blank,
    add_centered,
    add_heading,
    add_note,
    add_text,
    add_title,
    new_document,
    write,
)
from tasks.reports.official_tables import add_table
from tasks.reports.strips import picture, swatch

CHART_WIDTHS = (44, 62, 50)
EVERY = 50
BAR, KEY = Mm(57), Mm(7)


def render(report: ReportDoc, told: Callable[[float], None] = lambda share: None) -> BytesIO:
    """The file; `told` hears which share of its blocks is written."""
    document = new_document(report.title)
    tables = LongTables()
    add_title(document, report.title)
    add_centered(document, subtitle(report))
    parts = list(blocks(report))
    for number, block in enumerate(parts):
        if number % EVERY == 0:
            told(number / len(parts))
        if isinstance(block, Heading):
            add_heading(document, block.text, block.level)
        elif isinstance(block, Text):
            add_text(document, block.text, label=block.label)
        elif isinstance(block, Grid):
            tables.add(document, block.head, block.rows, block.widths)
            add_blank(document, Pt(8))
        else:
            _chart(document, block)
    return tables.as_bytes(document)


def _chart(document: Doc, chart: Chart) -> None:
    """Label, bar and numbers in a row each, and the meaning of the patterns below."""
    add_centered(document, chart.title).paragraph_format.keep_with_next = True
    rows = ([bar.label, "", bar.said] for bar in chart.bars)
    table = add_table(document, [chart.first, "办理情况", "项次"], rows, CHART_WIDTHS)
    for row, bar in zip(table.rows[1:], chart.bars, strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # a bar stays beside its numbers
        for cell in row.cells:
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        drawn = row.cells[1].paragraphs[0]
        drawn.paragraph_format.line_spacing = 1.0  # an exact height would cut the picture off
        write(drawn, "").add_picture(picture(bar.segments), width=BAR)
    note = add_note(document, "图例：")
    note.alignment, note.paragraph_format.line_spacing = WD_ALIGN_PARAGRAPH.LEFT, 1.0
    for key, label in SEGMENTS:
        write(note, "").add_picture(swatch(key), width=KEY)
        write(note, f" {label}　", BODY, SIZES["table"])
    add_blank(document, Pt(8))
