"""A duty report as PDF: the same paper as Word's, set by typst."""

from io import BytesIO

from tasks.reports.duty_docx import NOTES
from tasks.reports.duty_paper import DutyPaper
from tasks.reports.text import clean
from tasks.reports.typesetting import typeset


def render(paper: DutyPaper) -> BytesIO:
    """The file. Raises Refused with a sentence when it cannot be set."""
    blocks = [
        {
            "heading": clean(block.heading),
            "level": block.level,
            "paragraphs": [[clean(each.text), f"[{each.note}]" if each.note else ""] for each in block.paragraphs],
        }
        for block in paper.blocks
    ]
    said = {
        "title": paper.title,
        "lines": [clean(line) for line in paper.lines],
        "blocks": blocks,
        "signature": [clean(each) for each in paper.signature],
        "notes": [clean(note) for note in paper.notes],
        "notes_head": NOTES,
        "explained": paper.explained,
    }
    return BytesIO(typeset("duty.typ", said))
