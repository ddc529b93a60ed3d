"""From the reader's answer to the rows of a filled-in sheet: which row is which, and what is wrong with it. Pure."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tasks.exchange.values import plain

PAGE, GUIDE = "填报", "填报说明"
FORMAT = "党建清单填报表/1"
FAMILY = "党建清单填报表/"
# Hidden columns in front of the office's own: which row it is, and the mark that shows that nobody changed that.
TARGET, MARK, AHEAD = 0, 1, 2
TITLE_ROW, HINT_ROW, KEY_ROW, HEAD_ROW = 1, 2, 3, 4
AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
DOWNLOAD = "请在清单的“表格往来”页下载后填写，不要另建表格。"


class NotOurs(ValueError):
    """The file is not one of our sheets; the message says why and what to do."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row, or with one column of it."""

    row: int
    text: str
    column: str = ""
    value: str = ""


@dataclass
class Said:
    """A filled-in sheet: its token, the cells by target and column key, the row of each target, and what is wrong."""

    token: str
    keys: dict[str, int] = field(default_factory=dict)
    cells: dict[int, dict[str, Any]] = field(default_factory=dict)
    rows: dict[int, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def mark(secret: str, target: int) -> str:
    """The mark of a row; only who knows the sheet's secret can make it."""
    return hmac.new(secret.encode(), str(target).encode(), hashlib.sha256).hexdigest()[:12]


def token_of(answer: Mapping[str, Any]) -> str:
    """Which sheet this is. Raises NotOurs."""
    keys = _lines(answer).get(KEY_ROW, [])
    told = plain(keys[TARGET]) if keys else ""
    if not told.startswith(FAMILY):
        raise NotOurs(f"这不是本系统导出的填报表，或表头上方的隐藏行已被删除。{DOWNLOAD}")
    if told != FORMAT:
        raise NotOurs("这份填报表由另一版本的系统导出，不能读取。请重新下载后填写。")
    return plain(keys[MARK]) if len(keys) > MARK else ""


def read(answer: Mapping[str, Any], secret: str) -> Said:
    """The rows of our sheet; rows that nobody can tell apart are named and left out."""
    token, lines = token_of(answer), _lines(answer)
    said = Said(token, _places(lines[KEY_ROW]))
    merged = _merged_rows(answer, said)
    empty = {(row, column - 1) for _, row, column in answer.get("formulas", [])}
    found: dict[int, list[int]] = {}
    for number, cells in lines.items():
        if number > HEAD_ROW and number not in merged:
            target = _target(number, cells, secret, said)
            if target:
                found.setdefault(target, []).append(number)
    for target, numbers in found.items():
        if len(numbers) > 1:
            others = "、".join(map(str, numbers))
            said.faults += [Fault(n, f"第{others}行是同一事项，都没有采纳。请只保留一行") for n in numbers]
            continue
        said.rows[target] = numbers[0]
        said.cells[target] = _cells(numbers[0], lines[numbers[0]], empty, said)
    return said


def _places(keys: list) -> dict[str, int]:
    """Column key → its place; of a column that somebody copied the first one counts."""
    places: dict[str, int] = {}
    for place, key in enumerate(keys[AHEAD:], AHEAD):
        places.setdefault(plain(key), place)
    return places


def _lines(answer: Mapping[str, Any]) -> dict[int, list]:
    return {number: cells for number, cells in answer["sheets"][PAGE]}


def _target(number: int, cells: list, secret: str, said: Said) -> int | None:
    """The row's target, when its mark fits."""
    target, shown = (plain(cells[place]) if len(cells) > place else "" for place in (TARGET, MARK))
    if not target and not shown:
        if any(cell not in (None, "") for cell in cells):
            said.faults.append(Fault(number, "是新增的行，没有采纳。填报表只能填写已有的行，新增事项请在系统中办理"))
        return None
    if not (
        target.isascii()
        and target.isdigit()
        and len(target) < 19
        and hmac.compare_digest(mark(secret, int(target)).encode(), shown.encode())
    ):
        said.faults.append(Fault(number, "行首的隐藏标识被改动，认不出是哪一项，没有采纳。请重新下载后填写这一行"))
        return None
    return int(target)


def _fits(target: str, shown: str, secret: str) -> bool:
    """True when the mark is the one that this target has in this sheet."""
    if not (target.isascii() and target.isdigit() and len(target) < 19):
        return False
    return hmac.compare_digest(mark(secret, int(target)).encode(), shown.encode())


def _cells(number: int, line: list, empty: set, said: Said) -> dict[str, Any]:
    """The row's cells by key; a formula without a result is named and left out."""
    found = {}
    for key, place in said.keys.items():
        if (number, place) in empty:
            said.faults.append(Fault(number, "是公式且没有结果，请改为文字（复制后选择性粘贴为数值）", key))
        else:
            found[key] = line[place] if place < len(line) else None
    return found


def _merged_rows(answer: Mapping[str, Any], said: Said) -> set[int]:
    """Rows under a merged area; each area is told once."""
    rows: set[int] = set()
    for area in answer.get("merged", {}).get(PAGE, []):
        found = AREA.fullmatch(area)
        first, last = (int(found[2]), int(found[4] or found[2])) if found else (0, 0)
        if last > HEAD_ROW:
            said.faults.append(Fault(max(first, HEAD_ROW + 1), f"有合并的单元格（{area}），所在各行没有采纳。请取消合并，逐行填写"))
            rows |= set(range(first, min(last, first + 10_000) + 1))
    return rows
