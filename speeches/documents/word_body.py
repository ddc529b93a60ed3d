"""The lines of a Word document's body: paragraphs with their numbers, tables a row a line, text boxes after their paragraph."""

from collections.abc import Iterator

from docx.oxml.ns import qn

from speeches.documents.numbering import Numbering
from speeches.documents.word_runs import COMPATIBLE, Words, is_placeholder
from speeches.documents.word_styles import value, whole

WRAPPERS = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
WRAPPERS |= {f"{COMPATIBLE}AlternateContent", f"{COMPATIBLE}Choice"}
MAX_COLUMNS = 100


class Body:
    """Writes out a body, a cell or a text box as lines."""

    def __init__(self, words: Words, numbering: Numbering) -> None:
        self._words, self._numbering = words, numbering

    def lines(self, parent) -> Iterator[str]:
        """The lines in order. A paragraph whose end is deleted or hidden runs on into the next one."""
        carried = ""
        for part in _unwrapped(parent, (qn("w:p"), qn("w:tbl"))):
            if part.tag == qn("w:tbl"):
                yield from self._table(part)
                continue
            carried += self._words.of(part)
            if self._is_contents(part) or _runs_on(part):
                carried = "" if self._is_contents(part) else carried
                continue
            yield self._numbering.label(part, carried.lstrip()) + carried
            carried = ""
            for box in self._words.boxes(part):
                yield from self.lines(box)
        if carried:
            yield carried

    def _is_contents(self, paragraph) -> bool:
        return self._words.styles.is_contents(value(paragraph.find(qn("w:pPr")), "w:pStyle"))

    def _table(self, table) -> Iterator[str]:
        """One row a line, cells by tabs; a cell over several columns leaves the others empty, so that columns stay in line."""
        for row in _unwrapped(table, (qn("w:tr"),)):
            properties = row.find(qn("w:trPr"))
            if _has(properties, "w:del") or _has(properties, "w:hidden"):
                continue
            cells = [""] * min(whole(value(properties, "w:gridBefore"), 0), MAX_COLUMNS)
            for cell in _unwrapped(row, (qn("w:tc"),)):
                cells += self._cell(cell)
            yield "\t".join(cells)

    def _cell(self, cell) -> list[str]:
        """The words of a cell on one line (its paragraphs by blanks), then "" for each further column that it covers."""
        properties = cell.find(qn("w:tcPr"))
        if _has(properties, "w:cellDel"):
            return []
        words = " ".join(" ".join(self.lines(cell)).split())
        return [words, *[""] * (min(whole(value(properties, "w:gridSpan"), 1), MAX_COLUMNS) - 1)]


def _unwrapped(parent, wanted: tuple[str, ...]) -> Iterator:
    """The wanted children, also those inside content controls, insertions and the like."""
    for child in parent.iterchildren(tag="*"):
        if child.tag in wanted:
            yield child
        elif child.tag in WRAPPERS and not is_placeholder(child) and not _is_contents_field(child):
            yield from _unwrapped(child, wanted)


def _is_contents_field(part) -> bool:
    """A table of contents that Word made: it repeats the headings."""
    gallery = part.find(f"{qn('w:sdtPr')}/{qn('w:docPartObj')}/{qn('w:docPartGallery')}")
    return gallery is not None and gallery.get(qn("w:val")) == "Table of Contents"


def _runs_on(paragraph) -> bool:
    """Is the end of the paragraph deleted, moved away or hidden?"""
    mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    return any(_has(mark, name) for name in ("w:del", "w:moveFrom", "w:vanish"))


def _has(parent, name: str) -> bool:
    return parent is not None and parent.find(qn(name)) is not None
