"""A 督办单 as PDF: the same paper as Word's, set by typst."""

from dataclasses import asdict
from io import BytesIO

from tasks.reports.order_docx import ANSWERED, HEAD, WIDTHS
from tasks.reports.order_paper import OrderPaper
from tasks.reports.text import clean
from tasks.reports.typesetting import typeset


def render(paper: OrderPaper) -> BytesIO:
    """The file. Raises Refused with a sentence when it cannot be set."""
    words = asdict(paper) | {"masthead": paper.masthead}
    plain = {name: clean(value) for name, value in words.items() if isinstance(value, str)}
    rows, steps = ([[clean(cell) for cell in row] for row in table] for table in (paper.facts, paper.steps))
    texts = [clean(text) for text in paper.paragraphs]
    said = {"facts": rows, "steps": steps, "paragraphs": texts, "head": HEAD, "answered": ANSWERED, "widths": WIDTHS}
    return BytesIO(typeset("order.typ", plain | said))
