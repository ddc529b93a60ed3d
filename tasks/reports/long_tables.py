"""Tables of thousands of rows in a Word file: their rows never become nodes of a tree, which would take 60 KB each; they are written as text when the file is.

A table is made with its head and its first row in the usual way; a mark stands for the others until the file is saved.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from io import BytesIO
from itertools import islice
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from docx.document import Document as Doc
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.run import Run
from lxml import etree

from tasks.reports.official import as_bytes
from tasks.reports.official_tables import add_table
from tasks.reports.text import clean

BODY = "word/document.xml"
MARK = re.compile(rb"<!--rows:(\d+)-->")
NAMESPACE = re.compile(r' xmlns:\w+="[^"]*"')
SPOT = "\ue000"
TEXT = re.compile(f"<w:t>{SPOT}</w:t>")
BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
AT_ONCE = 200

Rows = Iterable[Sequence[object]]


class LongTables:
    """The rows of a document that wait for being written."""

    def __init__(self) -> None:
        self.held: list[tuple[list[str], Rows]] = []

    def add(self, document: Doc, head: Sequence[str], rows: Rows, widths: Sequence[int]) -> Table:
        """As official.add_table; all rows look like the first one."""
        rows = iter(rows)
        table = add_table(document, head, islice(rows, 1), widths)
        if len(table.rows) > 1:
            table._tbl.append(etree.Comment(f"rows:{len(self.held)}"))
            self.held.append((_form(table.rows[1]._tr, table), rows))
        return table

    def as_bytes(self, document: Doc) -> BytesIO:
        """The file with all rows."""
        if not self.held:
            return as_bytes(document)
        out = BytesIO()
        with ZipFile(as_bytes(document)) as short, ZipFile(out, "w", ZIP_DEFLATED) as full:
            for part in short.infolist():
                if part.filename != BODY:
                    full.writestr(part, short.read(part))
                    continue
                with full.open(BODY, "w") as written:
                    for piece in self._pieces(short.read(part)):
                        written.write(piece)
        out.seek(0)
        return out

    def _pieces(self, body: bytes) -> Iterator[bytes]:
        """The text of the document with the rows in the places of their marks."""
        for place, piece in enumerate(MARK.split(body)):
            if place % 2 == 0:
                yield piece
                continue
            form, rows = self.held[int(piece)]
            rows = iter(rows)
            while some := list(islice(rows, AT_ONCE)):
                yield "".join(_row(form, row) for row in some).encode()


def _form(row, table: Table) -> list[str]:
    """The row as text, cut where its values stand."""
    model = deepcopy(row)
    for run in model.iter(qn("w:r")):
        Run(run, table).text = SPOT
    return TEXT.split(NAMESPACE.sub("", etree.tostring(model, encoding="unicode", with_tail=False)))


def _row(form: list[str], values: Sequence[object]) -> str:
    """One more row of this form."""
    said = [f'<w:t xml:space="preserve">{escape(clean(value)).replace(chr(10), BREAK)}</w:t>' for value in values]
    return "".join(part for pair in zip(form, [*said, ""], strict=True) for part in pair)
