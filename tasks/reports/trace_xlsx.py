"""落实去向 of a speech as an Excel file: the same rows as its page."""

from collections.abc import Iterator
from io import BytesIO

from speeches.models import Speech
from tasks.desk.trace import Root, trace
from tasks.reports.directives import place
from tasks.reports.excel import add_sheet, book

HEAD = (
    ("位置", 24), ("原文", 60), ("清单", 30), ("清单事项", 32), ("对应原文", 48), ("同时落实的其他指示（条）", 12), ("单位数", 8), ("进展", 36),
)  # fmt: skip
NOT_LISTED = "尚未列入清单"


def render(speech: Speech, user) -> BytesIO:
    """The file, within the reach of `user`."""
    out, title = BytesIO(), f"《{speech.title}》落实去向"
    with book(out, title) as made:
        add_sheet(made, "落实去向", title, HEAD, (line for root in trace(speech, user) for line in _lines(root)))
    return out


def _lines(root: Root) -> Iterator[list[object]]:
    """The cells of HEAD, one line an item."""
    said = [place(root.directive), root.directive.text.strip()]
    for branch in root.branches:
        item = branch.item
        words = branch.words or said[1]
        yield [*said, item.responsibility_list.title, str(item), words, branch.others, branch.units, branch.states]
    if not root.branches:
        yield [*said, None, NOT_LISTED, None, None, None, None]
