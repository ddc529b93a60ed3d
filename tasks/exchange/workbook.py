"""Write a sheet as .xlsx in fixed memory: locked cells, hidden ids with their marks, choices, hints, and a page that explains it."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import IO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from accounts.sheets.text import clean
from tasks.exchange.columns import Column, Type, known
from tasks.exchange.guide import lines
from tasks.exchange.reading import AHEAD, FORMAT, GUIDE, HEAD_ROW, HINT_ROW, KEY_ROW, PAGE, TITLE_ROW, mark

A3 = 8
LINE, HIGHEST, WIDE = 16, 405, 100  # points; Excel's own limit is 409
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
LOCKED = {"border": 1, "valign": "top", "text_wrap": True, "font_color": "#1f2328"}
OPEN = LOCKED | {"locked": False, "bg_color": "#fff8c5"}
# Text cells are marked as text, so that what begins with = stays words also when somebody edits the cell.
SHAPES = {
    Type.DATE: {"num_format": "yyyy-mm-dd", "align": "center"},
    Type.NUMBER: {"num_format": "General"},
    Type.FIGURE: {"num_format": "General"},
    Type.PERCENT: {"num_format": "0", "align": "center"},
}
WHOLE = re.compile(r"\d{1,10}(\.\d+)?")


def write(out: IO[bytes], *, sheet, title: str, fills: bool, rows: Iterable[tuple[int, dict[str, str], bool]]) -> int:
    """Write the file; `rows` gives (target, values, whether it may be filled in). Returns how many rows there are."""
    columns = [(known(sheet.kind)[key], heading) for key, heading in sheet.columns]
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        book.set_properties({"title": clean(title)})
        page = book.add_worksheet(PAGE)
        # With constant memory the pages are written one after the other: this one first.
        count = _fill(book, page, sheet, title, columns, fills, rows)
        _guide(book, title, columns, fills)
        page.activate()
    return count


def _fill(book: Workbook, page: Worksheet, sheet, title: str, columns: list, fills: bool, rows: Iterable) -> int:
    head = book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#eef1f4", "valign": "vcenter"})
    to_fill = book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#ffe58f", "valign": "vcenter"})
    formats = {
        (t, o): book.add_format((OPEN if o else LOCKED) | SHAPES.get(t, {"num_format": "@"})) for t in Type for o in (True, False)
    }
    _set_up(book, page, columns)
    page.write_string(TITLE_ROW - 1, AHEAD, clean(title), book.add_format({"bold": True, "font_size": 16}))
    hint = (
        "只填浅黄色的单元格，其余已锁定。不要增删行列、合并单元格。填好后原样保存为 .xlsx，在“表格往来”页交回。"
        if fills
        else "本表只供查看。"
    )
    page.write_string(HINT_ROW - 1, AHEAD, hint)
    page.set_row(KEY_ROW - 1, None, None, {"hidden": True})
    for place, text in enumerate((FORMAT, sheet.token, *(column.key for column, _ in columns))):
        page.write_string(KEY_ROW - 1, place, text)
    page.set_row(HEAD_ROW - 1, 2 * LINE)
    page.write_string(HEAD_ROW - 1, 0, "标识", head)
    page.write_string(HEAD_ROW - 1, 1, "校验", head)
    for place, (column, heading) in enumerate(columns, AHEAD):
        page.write_string(HEAD_ROW - 1, place, clean(heading), to_fill if fills and column.fill else head)
    last = HEAD_ROW - 1
    for last, (target, values, may) in enumerate(rows, HEAD_ROW):
        page.set_row(last, _height(values, columns))
        page.write_string(last, 0, str(target))
        page.write_string(last, 1, mark(sheet.secret, target))
        for place, (column, _) in enumerate(columns, AHEAD):
            _cell(page, last, place, column, values.get(column.key, ""), formats[column.type, fills and may and column.fill])
    if last < HEAD_ROW:
        page.write_string(HEAD_ROW, AHEAD, "没有内容。")
    elif fills:
        _choices(page, columns, last)
    page.autofilter(HEAD_ROW - 1, AHEAD, max(last, HEAD_ROW - 1), AHEAD + len(columns) - 1)
    return max(last - HEAD_ROW + 1, 0)


def _set_up(book: Workbook, page: Worksheet, columns: list) -> None:
    """Paper, what stays in sight, what is hidden, and the lock. The lock needs no password: it prevents slips, the marks prevent more."""
    page.set_landscape()
    page.set_paper(A3)
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEAD_ROW - 1)
    page.set_footer("&C第 &P 页 共 &N 页")
    page.freeze_panes(HEAD_ROW, AHEAD + min(3, len(columns)))
    page.set_column(0, AHEAD - 1, 14, None, {"hidden": True})
    for place, (column, _) in enumerate(columns, AHEAD):
        page.set_column(place, place, column.width)
    page.protect("", {"format_columns": True, "format_rows": True, "sort": False, "autofilter": True, "select_locked_cells": True})


def _cell(page: Worksheet, row: int, place: int, column: Column, value: str, shape: Format) -> None:
    """By type: a number as number, a date as date, everything else as text."""
    if value == "":
        page.write_blank(row, place, None, shape)
    elif column.type == Type.DATE:
        page.write_datetime(row, place, date.fromisoformat(value), shape)
    elif column.type in (Type.NUMBER, Type.PERCENT, Type.FIGURE) and WHOLE.fullmatch(value):
        page.write_number(row, place, Decimal(value), shape)
    else:
        page.write_string(row, place, clean(value), shape)


def _choices(page: Worksheet, columns: list, last: int) -> None:
    """The drop-down lists and the limits that Excel itself watches."""
    for place, (column, heading) in enumerate(columns, AHEAD):
        if column.fill:
            page.data_validation(HEAD_ROW, place, last, place, _rule(column) | _hint(column, heading))


def _rule(column: Column) -> dict:
    if column.type == Type.CHOICE:
        return {"validate": "list", "source": list(column.choices)}
    if column.type == Type.PERCENT:
        return {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 100}
    if column.type == Type.DATE:
        return {"validate": "date", "criteria": "between", "minimum": date(2000, 1, 1), "maximum": date(2100, 12, 31)}
    if column.type == Type.NUMBER:
        return {"validate": "decimal", "criteria": "between", "minimum": 0.1, "maximum": 999.9}
    if column.type == Type.FIGURE:
        return {"validate": "decimal", "criteria": "between", "minimum": 0.01, "maximum": 9999999999.99}
    if column.type == Type.TEXT:
        return {"validate": "length", "criteria": "<=", "value": column.limit}
    return {"validate": "any"}


def _hint(column: Column, heading: str) -> dict:
    said = {"input_title": clean(heading)[:32], "input_message": column.hint} if column.hint else {}
    return said | {
        "error_title": clean(heading)[:32],
        "error_message": "填写的内容不合要求，请看“填报说明”。",
        "ignore_blank": True,
    }


def _guide(book: Workbook, title: str, columns: list, fills: bool) -> None:
    """The page that explains how it is filled in."""
    page = book.add_worksheet(GUIDE)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 0, WIDE)
    page.fit_to_pages(1, 0)
    page.write_string(0, 0, f"{clean(title)}　填报说明", book.add_format({"bold": True, "font_size": 14}))
    for row, line in enumerate(lines(columns, fills=fills), 1):
        page.set_row(row, LINE * (1 + _widths(line) // WIDE))
        page.write_string(row, 0, line, wrapped)
    page.protect()


def _widths(text: str) -> int:
    """A Chinese character is as wide as two digits."""
    return sum(2 if ord(character) > 255 else 1 for character in text)


def _height(values: dict[str, str], columns: list) -> int:
    """Points for the longest cell when wrapped. WPS does not fit rows by itself."""
    most = 1
    for column, _ in columns:
        parts = values.get(column.key, "").split("\n")
        most = max(most, sum(1 + _widths(part) // (column.width - 1) for part in parts))
    return min(HIGHEST, LINE * most)
