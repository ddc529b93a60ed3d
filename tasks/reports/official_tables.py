"""Tables in the look of official papers: their head repeats on each page, numbers stand in the middle and on one line."""

from collections.abc import Iterable, Sequence
from copy import deepcopy

from docx.document import Document as Doc
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from tasks.reports.official import BODY, HEAD, SIZES, space, write
from tasks.reports.text import clean

NARROW = 9  # columns
MARGIN, NARROW_MARGIN = Mm(1), Mm(0.4)


def add_table(document: Doc, head: Sequence[str], rows: Iterable[Sequence[object]], widths: Sequence[int]) -> Table:
    """A bordered table whose head repeats on each page; `widths` in millimetres. Columns whose first value is a number are centred.

    A row that is mostly numbers stays whole on its page, its numbers in the middle. More than NARROW columns are set smaller, so that
    a number of six digits keeps to one line in 13 mm.
    """
    table = document.add_table(rows=1, cols=len(head), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _margins(table, NARROW_MARGIN if len(head) > NARROW else MARGIN)
    size = SIZES["narrow" if len(head) > NARROW else "table"]
    _row(table.rows[0], [(text, True) for text in head], widths, HEAD, size)
    _repeat(table.rows[0])
    model = None
    for row in rows:
        if model is None:
            values = [(str(value), isinstance(value, int) or str(value).isdigit()) for value in row]
            added = table.add_row()
            _row(added, values, widths, BODY, size)
            if sum(center for _, center in values) * 2 > len(values):
                _whole(added)
            model = deepcopy(added._tr)
        else:
            _like(model, table, row)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)  # the grid, which LibreOffice and WPS follow; Word follows the cells
    return table


def _row(row, values: Sequence[tuple[str, bool]], widths: Sequence[int], font: str, size: Emu) -> None:
    """The cells of one row: text, whether it is centred, and width."""
    for cell, (text, center), width in zip(row.cells, values, widths, strict=True):
        _fill(cell.paragraphs[0], text, font, size, center=center)
        cell.width = Mm(width)


def _like(model, table: Table, values: Sequence[object]) -> None:
    """One more row in the form of the first one; building each anew would take a second for fifty rows."""
    made = deepcopy(model)
    table._tbl.append(made)
    for run, value in zip(made.iter(qn("w:r")), values, strict=True):
        Run(run, table).text = clean(value)


def _fill(paragraph: Paragraph, text: str, font: str, size: Emu, *, center: bool) -> None:
    """A cell's text in table size."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if center else WD_ALIGN_PARAGRAPH.LEFT
    space(paragraph, Pt(18))
    write(paragraph, text, font, size)


def _margins(table: Table, width: Emu) -> None:
    """What Word leaves beside a cell's text by itself, 1.9 mm, is a third of a narrow column."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(width.pt * 20)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    look.addprevious(margins) if look is not None else table._tbl.tblPr.append(margins)


def _whole(row) -> None:
    """The row is not parted by the end of a page, and its cells stand in the middle of its height."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell in row.cells:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _repeat(row) -> None:
    """The row repeats as head on each page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
