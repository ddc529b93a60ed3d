"""The assessment report as PDF: the same blocks as Word's, set by typst, with the bars drawn by it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from io import BytesIO

from pypdf import PdfWriter

from tasks.reports.assessment_paper import Block, Grid, Heading, Text, blocks, subtitle
from tasks.reports.bars import SEGMENTS, WIDTH
from tasks.reports.document import ReportDoc
from tasks.reports.text import clean
from tasks.reports.typesetting import typeset

ROWS = 1500


def render(report: ReportDoc, told: Callable[[float], None] = lambda share: None) -> BytesIO:
    """The file. Raises Refused with a sentence when it cannot be set. A very long one is set part by part; `told` hears of each."""
    said = {"title": report.title, "subtitle": subtitle(report), "legend": [list(pair) for pair in SEGMENTS]}
    made, parts = PdfWriter(), list(in_parts(blocks(report)))
    for number, part in enumerate(parts):
        told(number / len(parts))
        said |= {"first": len(made.pages) + 1, "blocks": [_said(block) for block in part]}
        paper = BytesIO(typeset("assessment.typ", _clean(said)))
        if len(parts) == 1:
            return paper  # as it was set, with what it tells a screen reader
        made.append(paper)
    made.metadata = {"/Title": clean(report.title)}
    out = BytesIO()
    made.write(out)
    out.seek(0)
    return out


def in_parts(found: Iterable[Block]) -> Iterator[list[Block]]:
    """Runs of blocks with at most ROWS rows of tables: each row costs the typesetter some 90 KB while it sets."""
    part, rows = [], 0
    for block in found:
        if not isinstance(block, Grid):
            part.append(block)
            continue
        left = block.rows
        while rows + len(left) > ROWS:
            room = ROWS - rows
            yield [*part, replace(block, rows=left[:room])] if room else part
            part, rows, left = [], 0, left[room:]
        part.append(replace(block, rows=left))
        rows += len(left)
    if part:
        yield part


def _said(block: Block) -> dict:
    """A block as the paper reads it."""
    if isinstance(block, Heading | Text | Grid):
        numeric = {"numeric": block.numeric} if isinstance(block, Grid) else {}
        return {"kind": type(block).__name__.lower()} | asdict(block) | numeric
    bars = [
        {"label": bar.label, "said": bar.said, "parts": [[one.key, one.width / WIDTH * 100] for one in bar.segments]}
        for bar in block.bars
    ]
    return {"kind": "chart", "title": block.title, "first": block.first, "bars": bars}


def _clean(value):
    """Every text without what no paper can show."""
    if isinstance(value, dict):
        return {key: _clean(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(each) for each in value]
    return clean(value) if isinstance(value, str) else value
