"""Workbooks as tests need them."""

import io
import zipfile
from collections.abc import Sequence

from openpyxl import Workbook

from accounts.importing.shapes import PEOPLE_COLUMNS, UNIT_COLUMNS

COUNTY = ("中共清禾县委员会", "县委", "", "县委")
ORGAN = ("县财政局党组", "党组", "中共清禾县委员会", "县财政局")
SECRETARY = ("周文斌", "caizheng-shuji", "县财政局党组", "书记（第一责任人）", "党组书记、局长", "2025-03-01", "", "", "", "")


def book(units: Sequence[Sequence] = (), people: Sequence[Sequence] = (), *, sheets: Sequence[str] = ("单位", "人员")) -> bytes:
    """An .xlsx with the two sheets, their headings and these rows."""
    made = Workbook()
    made.remove(made.active)
    for name, columns, rows in zip(sheets, (UNIT_COLUMNS, PEOPLE_COLUMNS), (units, people), strict=False):
        page = made.create_sheet(name)
        page.append(list(columns))
        for row in rows:
            page.append(list(row))
    return saved(made)


def saved(made: Workbook) -> bytes:
    """The bytes of a workbook."""
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def with_entry(content: bytes, name: str, data: bytes = b"x") -> bytes:
    """The same container with one more entry."""
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return buffer.getvalue()


def person(**changed: str) -> tuple:
    """The secretary's row with some cells changed (by heading)."""
    return tuple(changed.get(column, value) for column, value in zip(PEOPLE_COLUMNS, SECRETARY, strict=True))
