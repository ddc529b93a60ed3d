"""A duty report as an official Word document, with numbered notes at its end."""

from io import BytesIO

from tasks.reports.duty_paper import DutyPaper
from tasks.reports.letterhead import add_signature
from tasks.reports.official import (
    BODY,
    add_blank,
    add_centered,
    add_heading,
    add_note,
    add_text,
    add_title,
    as_bytes,
    new_document,
    write,
)

NOTES = "注"


def render(paper: DutyPaper) -> BytesIO:
    """The file."""
    document = new_document(f"{paper.lines[0]}{paper.title}")
    add_title(document, paper.title)
    for line in paper.lines:
        add_centered(document, line)
    add_blank(document)
    for block in paper.blocks:
        add_heading(document, block.heading, block.level)
        for each in block.paragraphs:
            paragraph = add_text(document, each.text)
            if each.note:
                write(paragraph, f"[{each.note}]", BODY).font.superscript = True
    if paper.signature[0]:
        add_signature(document, *paper.signature)
    if paper.notes:
        add_blank(document)
        add_heading(document, NOTES, 1)
        add_note(document, paper.explained)
        for note in paper.notes:
            add_note(document, note)
    return as_bytes(document)
