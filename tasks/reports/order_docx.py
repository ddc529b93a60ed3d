"""A 督办单 as an official Word document."""

from io import BytesIO

from tasks.reports import letterhead
from tasks.reports.official import add_text, add_title, as_bytes, new_document
from tasks.reports.official_tables import add_table
from tasks.reports.order_paper import OrderPaper

HEAD, ANSWERED, WIDTHS = ("事项情况", "内容"), ("答复和核查", "内容"), (32, 120)


def render(paper: OrderPaper) -> BytesIO:
    """The file."""
    document = new_document(f"{paper.number} {paper.heading}")
    letterhead.add_masthead(document, paper.masthead)
    letterhead.add_number(document, paper.number)
    add_title(document, paper.heading)
    letterhead.add_addressee(document, paper.to)
    for text in paper.paragraphs:
        add_text(document, text)
    add_table(document, HEAD, paper.facts, WIDTHS)
    letterhead.add_signature(document, paper.organ, paper.date)
    add_text(document, "")
    add_table(document, ANSWERED, paper.steps, WIDTHS)
    return as_bytes(document)
