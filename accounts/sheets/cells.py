"""The cells of a workbook as plain values. Runs in the child process only; no Django."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook

from accounts.sheets.container import TOO_BIG, RefusedFile, check_container

# One shared text of 32,767 characters may stand in a hundred thousand cells: what is counted is what would be said.
MOST_CHARACTERS = 12_000_000
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*"([A-Z0-9:$]{1,30})"')
MOST_MERGED = 50
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")


@dataclass(frozen=True)
class Wanted:
    """The sheets that are looked at, how many rows below the head one may have, and how many columns."""

    titles: Sequence[str]
    rows: int
    columns: int


def read(content: bytes, wanted: Wanted) -> dict[str, Any]:
    """The answer of the child (opening.py); formulas give their last computed value, and those without one are named."""
    check_container(content)
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    values = {t: list(_rows(book[t], t, wanted)) for t in wanted.titles if t in book.sheetnames and hasattr(book[t], "iter_rows")}
    missing = [title for title in wanted.titles if title not in values]
    if missing:
        raise RefusedFile(f"没有找到工作表“{'”“'.join(missing)}”。请使用本页下载的模板填写，不要改工作表名称。")
    if sum(len(cell) for found in values.values() for _, line in found for cell in line if isinstance(cell, str)) > MOST_CHARACTERS:
        raise RefusedFile(TOO_BIG)
    parts = {title: _part(content, book[title]) for title in values}
    merged = {title: [area.decode() for area in MERGED.findall(part)[:MOST_MERGED]] for title, part in parts.items()}
    formulas = {title: found for title, found in values.items() if FORMULA.search(parts[title])}
    return {"sheets": values, "formulas": _formulas_without_value(content, formulas) if formulas else [], "merged": merged}


def _rows(sheet: Any, title: str, wanted: Wanted) -> Iterator[list]:
    """[row number, cells] of what is not blank; blank rows are passed over but keep their numbers."""
    sheet.reset_dimensions()
    count = 0
    for number, line in enumerate(sheet.iter_rows(values_only=True), start=1):
        line = list(line)
        while line and (line[-1] is None or line[-1] == ""):
            line.pop()
        if not line:
            continue
        count += 1
        if count > wanted.rows + 1:
            raise RefusedFile(f"“{title}”表超过 {wanted.rows} 行。请分几个文件导入。")
        if len(line) > wanted.columns:
            raise RefusedFile(f"“{title}”表超过 {wanted.columns} 列。请使用本页下载的模板填写，不要增加列。")
        yield [number, [_plain(value) for value in line]]


def _plain(value: Any) -> Any:
    """A cell as JSON can carry it."""
    if isinstance(value, datetime):
        return {"date": value.date().isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return str(value)


def _part(content: bytes, sheet: Any) -> bytes:
    """A sheet's own text: the row reader does not tell merged areas, and a sheet without formulas need not be read for them."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(sheet._worksheet_path)


def _formulas_without_value(content: bytes, values: dict[str, list]) -> list[list]:
    """Places of formulas whose result is not in the file (a program wrote it and nobody opened it since)."""
    seen = {title: {number: line for number, line in found} for title, found in values.items()}
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    missing = []
    for title in values:
        book[title].reset_dimensions()
        for line in book[title].iter_rows():
            for cell in line:
                if cell.value is not None and cell.data_type == "f":
                    row = seen[title].get(cell.row, [])
                    if cell.column > len(row) or row[cell.column - 1] is None:
                        missing.append([title, cell.row, cell.column])
    return missing
