"""整改台账 as Excel and as Word: the lines of its page, all of them, in the office's columns."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from itertools import islice

from django.http import QueryDict

from accounts.conflict import Refused
from tasks.rectification.ledger import Line, lines, shown
from tasks.reports.excel import add_sheet, book
from tasks.reports.official import add_centered, add_text, add_title, as_bytes, new_document
from tasks.reports.official_tables import add_table

NAME, CHUNK = "问题整改台账", 500
MOST, MOST_ON_PAPER = 100_000, 3000
# label, width in Excel's characters, width on paper in millimetres
COLUMNS = (
    ("序号", 6, 11), ("问题", 44, 33), ("来源", 22, 18), ("整改类型", 10, 13), ("整改措施", 44, 33), ("责任领导", 12, 18),
    ("责任单位", 24, 18), ("责任人", 12, 18), ("时限", 12, 25), ("进展", 36, 24), ("是否销号", 16, 22),
)  # fmt: skip


def excel(user, query: QueryDict, on: date) -> BytesIO:
    """The file. Raises Refused when the filter leaves more than one file holds."""
    found, out = _within(user, query, on, MOST), BytesIO()
    with book(out, NAME) as made:
        head = [(label, width) for label, width, _ in COLUMNS]
        add_sheet(made, NAME, f"{NAME}（截至{on:%Y年%-m月%-d日}）", head, (line.cells for line in _lines(found, on)))
    return out


def word(user, query: QueryDict, on: date) -> BytesIO:
    """The same lines on landscape A4."""
    found, document = _within(user, query, on, MOST_ON_PAPER), new_document(NAME, landscape=True)
    add_title(document, NAME)
    add_centered(document, f"（截至{on:%Y年%-m月%-d日}）")
    rows = [[_written(cell) for cell in line.cells] for line in _lines(found, on)]
    if rows:
        add_table(document, [label for label, _, _ in COLUMNS], rows, [width for _, _, width in COLUMNS])
    else:
        add_text(document, "没有符合条件的整改事项。")
    return as_bytes(document)


def _within(user, query: QueryDict, on: date, most: int):
    found = shown(user, query, on)
    if found.order_by()[: most + 1].count() > most:
        raise Refused(f"筛选结果超过 {most} 项，一次不能导出。请按单位、年度或来源缩小范围，分次导出。")
    return found


def _lines(found, on: date) -> Iterator[Line]:
    """Numbered through, some hundred at a time."""
    left, first = found.iterator(chunk_size=CHUNK), 1
    while chunk := list(islice(left, CHUNK)):
        yield from lines(chunk, on, first=first)
        first += len(chunk)


def _written(cell: object) -> object:
    return f"{cell:%Y-%m-%d}" if isinstance(cell, date) else cell
