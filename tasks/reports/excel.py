"""Excel sheets with a title, a head that stays in sight, and cells written by type: text as text, a cell that begins with = stays words."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import chain, zip_longest

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from tasks.reports.text import clean

Head = Sequence[tuple[str, int]]
CELL_LIMIT = 32_767
A3 = 8
LINE, HIGHEST = 15, 405  # points; Excel's own limit is 409
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


@contextmanager
def book(out: BytesIO, title: str) -> Iterator[Workbook]:
    """A workbook that is written into `out` and closed at the end."""
    with xlsxwriter.Workbook(out, OPTIONS) as made:
        made.set_properties({"title": clean(title)})
        yield made
    out.seek(0)


def add_sheet(made: Workbook, name: str, title: str, head: Head, rows: Iterable[Sequence[object]], *, still: int = 3) -> Worksheet:
    """One sheet; `head` gives each column's label and width in characters, `still` how many columns stay in sight."""
    sheet = made.add_worksheet(name)
    _fill(sheet, title, head, rows, _formats(made), still)
    return sheet


HEAD = {"bold": True, "text_wrap": True, "border": 1, "bg_color": "#eef1f4", "valign": "vcenter"}
NUMBER = (int, Decimal)


def _formats(made: Workbook) -> dict[str, Format]:
    return {
        "title": made.add_format({"bold": True, "font_size": 16}),
        "head": made.add_format(HEAD),
        "head over numbers": made.add_format(HEAD | {"align": "right"}),
        "text": made.add_format({"text_wrap": True, "border": 1, "valign": "top"}),
        "date": made.add_format({"num_format": "yyyy-mm-dd", "border": 1, "valign": "top", "align": "center"}),
        "number": made.add_format({"border": 1, "valign": "top"}),
    }


def _fill(
    sheet: Worksheet,
    title: str,
    head: Head,
    rows: Iterable[Sequence[object]],
    formats: dict[str, Format],
    still: int,
) -> None:
    """Title, head and rows; the head stays in sight and repeats in print."""
    sheet.set_landscape()
    sheet.set_paper(A3)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, 1)
    sheet.freeze_panes(2, still)
    sheet.set_footer("&C第 &P 页 共 &N 页")
    for column, (_, width) in enumerate(head):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, clean(title)[:CELL_LIMIT], formats["title"])
    rows = iter(rows)
    first = next(rows, ())
    for column, ((label, _), value) in enumerate(zip_longest(head, first)):
        sheet.write_string(1, column, label, formats["head over numbers" if isinstance(value, NUMBER) else "head"])
    last = 1
    for last, row in enumerate(chain([first] if first else [], rows), 2):
        sheet.set_row(last, _height(row, head))
        for column, value in enumerate(row):
            _cell(sheet, last, column, value, formats)
    if last == 1:
        sheet.write_string(2, 0, "没有内容。")
    sheet.autofilter(1, 0, max(last, 1), len(head) - 1)


def _height(row: Sequence[object], head: Head) -> int:
    """Points for the longest cell when wrapped; a Chinese character is as wide as two digits. WPS does not fit rows by itself."""
    lines = 1
    for value, (_, width) in zip(row, head, strict=True):
        if isinstance(value, str):
            parts = value.split("\n")
            lines = max(lines, sum(1 + sum(2 if ord(c) > 255 else 1 for c in part) // (width - 1) for part in parts))
    return min(HIGHEST, LINE * lines)


def _cell(sheet: Worksheet, row: int, column: int, value: object, formats: dict[str, Format]) -> None:
    """By type: a number as number, a date as date, everything else as text."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, formats["text"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats["date"])
    elif isinstance(value, NUMBER):
        sheet.write_number(row, column, value, formats["number"])
    else:
        sheet.write_string(row, column, clean(value)[:CELL_LIMIT], formats["text"])
