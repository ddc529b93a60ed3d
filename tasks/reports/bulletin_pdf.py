"""A 通报 as PDF: the same paper as Word's, set by typst."""

from dataclasses import asdict
from io import BytesIO

from tasks.reports.bulletin_paper import NOTES, BulletinPaper
from tasks.reports.text import clean
from tasks.reports.typesetting import typeset


def render(paper: BulletinPaper) -> BytesIO:
    """The file. Raises Refused with a sentence when it cannot be set."""
    words = {name: clean(value) for name, value in asdict(paper).items() if isinstance(value, str)}
    texts = [[clean(heading), [clean(text) for text in own]] for heading, own in paper.chapters]
    said = {"chapters": texts, "notes": [clean(note) for note in paper.notes], "notes_heading": NOTES}
    return BytesIO(typeset("bulletin.typ", words | said))
