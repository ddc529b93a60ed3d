"""A leader's paper as an official Word document."""

from io import BytesIO

from tasks.reports import letterhead
from tasks.reports.leader_paper import FACTS, LeaderPaper
from tasks.reports.official import add_blank, add_centered, add_heading, add_note, add_text, add_title, as_bytes, new_document
from tasks.reports.official_tables import add_table

WHOSE = ("项目", "内容")


def render(paper: LeaderPaper) -> BytesIO:
    """The file."""
    document = new_document(f"{paper.title} {paper.under}")
    add_title(document, paper.title)
    add_centered(document, paper.under)
    add_blank(document)
    add_table(document, WHOSE, paper.facts, FACTS)
    for part in paper.parts:
        add_heading(document, part.heading, 1)
        if part.rows:
            add_table(document, part.head, part.rows, part.widths)
        else:
            add_text(document, part.nothing)
    add_note(document, paper.note).paragraph_format.keep_with_next = True  # signatures do not stand alone on a page
    for line in paper.signed:
        add_text(document, f"{line}　　　　　　　　　　　年　　月　　日")
    if paper.organ:
        letterhead.add_signature(document, paper.organ, paper.date)
    return as_bytes(document)
