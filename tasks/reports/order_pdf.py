"""A 督办单 as PDF: the same paper as Word's, set by typst."""

from dataclasses import asdict
from io import BytesIO

from tasks.reports.order_docx import HEAD, WIDTHS
from tasks.reports.order_paper import OrderPaper
from tasks.reports.text import clean
from tasks.reports.typesetting import typeset


def render(paper: OrderPaper) -> BytesIO:
    """The file. Raises Refused with a sentence when it cannot be set."""
    said = asdict(paper) | {"masthead": paper.masthead}
    plain = {name: clean(value) for name, value in said.items() if isinstance(value, str)}
    rows = [[clean(cell) for cell in row] for row in paper.facts]
    texts = [clean(text) for text in paper.paragraphs]
    return BytesIO(typeset("order.typ", plain | {"facts": rows, "paragraphs": texts, "head": HEAD, "widths": WIDTHS}))
