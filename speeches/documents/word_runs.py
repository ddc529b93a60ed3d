"""The visible words inside a paragraph of a Word document."""

from collections.abc import Iterator

from docx.oxml.ns import qn

from speeches.documents.word_styles import Styles, value

COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
BOX = qn("w:txbxContent")
# Deleted and moved-away words, the second copy of a drawing for old programs, the sound above a word, properties.
SKIPPED = {qn(f"w:{name}") for name in ("del", "moveFrom", "rt", "pPr", "rPr", "sdtPr", "instrText", "delText")}
SKIPPED.add(f"{COMPATIBLE}Fallback")
SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
NOTES = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}


class Words:
    """Reads runs; knows the styles that hide words and the notes that are called from them."""

    def __init__(self, styles: Styles, notes: dict[tuple[str, str], str]) -> None:
        self.styles, self.notes = styles, notes

    def of(self, paragraph) -> str:
        """The words of a paragraph as a reader of the final document sees them, text boxes left out."""
        style = value(paragraph.find(qn("w:pPr")), "w:pStyle")
        return "".join(self._in(paragraph, self.styles.hidden(style)))

    def _in(self, parent, hidden: bool) -> Iterator[str]:
        for child in parent.iterchildren(tag="*"):
            if child.tag in SKIPPED or child.tag == BOX or is_placeholder(child):
                continue
            if child.tag in (qn("w:t"), MATH_TEXT):
                yield child.text or ""
            elif child.tag in SIGNS:
                yield SIGNS[child.tag]
            elif child.tag in NOTES:
                note = self.notes.get((NOTES[child.tag], child.get(qn("w:id"))), "")
                yield f"（注：{note}）" if note else ""
            elif child.tag != qn("w:r") or not self.hides(child, hidden):
                yield from self._in(child, hidden)

    def hides(self, run, hidden: bool = False) -> bool:
        """Is the run hidden, by itself, by its style, or by the style of its paragraph (`hidden`)?"""
        properties = run.find(qn("w:rPr"))
        says = properties is not None and (properties.find(qn("w:vanish")) is not None or value(properties, "w:rStyle"))
        return self.styles.hides(properties) if says else hidden

    def boxes(self, parent) -> Iterator:
        """The text boxes anchored in a paragraph; boxes inside of these belong to their own paragraphs."""
        for child in parent.iterchildren(tag="*"):
            if child.tag == BOX:
                yield child
            elif child.tag not in SKIPPED and not (child.tag == qn("w:r") and self.hides(child)):
                yield from self.boxes(child)


def is_placeholder(part) -> bool:
    """A form field that still shows its hint (单击此处输入文字)."""
    if part.tag != qn("w:sdt"):
        return False
    return part.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None
