"""A leader's paper as PDF: the same paper as Word's, set by typst."""

from dataclasses import asdict
from io import BytesIO
from typing import Any

from tasks.reports.leader_docx import WHOSE
from tasks.reports.leader_paper import FACTS, LeaderPaper
from tasks.reports.text import clean
from tasks.reports.typesetting import typeset


def render(paper: LeaderPaper) -> BytesIO:
    """The file. Raises Refused with a sentence when it cannot be set."""
    return BytesIO(typeset("leader.typ", _plain(asdict(paper)) | {"whose": WHOSE, "widths": FACTS}))


def _plain(value: Any) -> Any:
    """Every text cleaned, whatever it stands in."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value
