"""A 通报 as an official Word document."""

from io import BytesIO

from tasks.reports import letterhead
from tasks.reports.bulletin_paper import NOTES, BulletinPaper
from tasks.reports.official import add_centered, add_heading, add_note, add_text, add_title, as_bytes, new_document


def render(paper: BulletinPaper) -> BytesIO:
    """The file."""
    document = new_document(paper.title)
    if paper.masthead:
        letterhead.add_masthead(document, paper.masthead)
        letterhead.add_number(document, paper.number)
    elif paper.number:
        add_centered(document, paper.number)
    add_title(document, paper.heading)
    if paper.subtitle:
        add_centered(document, paper.subtitle)
    letterhead.add_addressee(document, paper.to)
    for heading, texts in paper.chapters:
        if heading:
            add_heading(document, heading, 1)
        for text in texts:
            add_text(document, text)
    letterhead.add_signature(document, paper.organ, paper.date)
    if paper.notes:
        add_heading(document, NOTES, 1)
        for text in paper.notes:
            add_note(document, text)
    elif paper.date:
        letterhead.add_imprint(document, paper.organ, paper.date)
    return as_bytes(document)
