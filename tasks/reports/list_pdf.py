"""The responsibility list as PDF: the same paper as Word's, set by typst."""

from dataclasses import asdict
from io import BytesIO

from tasks.reports.notice import EMPTY, HEAD, WIDTHS, Notice
from tasks.reports.text import clean
from tasks.reports.typesetting import typeset


def render(notice: Notice) -> BytesIO:
    """The file. Raises Refused with a sentence when it cannot be set."""
    said = asdict(notice) | {"masthead": notice.masthead, "head": HEAD, "widths": WIDTHS, "empty": EMPTY}
    return BytesIO(typeset("list.typ", _clean(said)))


def _clean(value):
    """Every text without what no paper can show."""
    if isinstance(value, dict):
        return {key: _clean(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(each) for each in value]
    return clean(value) if isinstance(value, str) else value
