"""The assessment report as PDF: the same blocks as Word's, set by typst, with the bars drawn by it."""

from collections.abc import Callable
from dataclasses import asdict
from io import BytesIO

from tasks.reports.assessment_paper import Block, Grid, Heading, Text, blocks, subtitle
from tasks.reports.bars import SEGMENTS, WIDTH
from tasks.reports.document import ReportDoc
from tasks.reports.text import clean
from tasks.reports.typesetting import typeset


def render(report: ReportDoc, told: Callable[[float], None] = lambda share: None) -> BytesIO:
    """The file. Raises Refused with a sentence when it cannot be set. `told` hears when the text is ready and the setting begins."""
    said = {
        "title": report.title,
        "subtitle": subtitle(report),
        "legend": [list(pair) for pair in SEGMENTS],
        "blocks": [_said(block) for block in blocks(report)],
    }
    told(0.3)
    return BytesIO(typeset("assessment.typ", _clean(said)))


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
