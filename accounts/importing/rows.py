"""From cells to lines: headings, required values, choices, dates, account names and addresses. Pure; every fault is a sentence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from accounts.importing.shapes import COLUMNS, REQUIRED, Fault, PersonRow, Sheet, UnitRow
from accounts.roles import GUARDIANS, ROLE_LABELS
from accounts.units.states import UnitKind
from accounts.units.wording import clean
from accounts.users.names import account_fault, address_fault

KINDS = {kind.label: kind.value for kind in UnitKind}
ROLES = {label: role.value for role, label in ROLE_LABELS.items() if role not in GUARDIANS}
GUARDIAN_LABELS = {ROLE_LABELS[role] for role in GUARDIANS}
LENGTHS = {"名称": 100, "简称": 40, "姓名": 50, "职务": 60, "办公电话": 30, "电子邮箱": 254, "分管领域": 400, "分管单位": 2000}
LENGTH_OF_FIELD = 40
WRITTEN_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
EPOCH = date(1899, 12, 30)


@dataclass
class Lines:
    """What the sheets say, and what is wrong with it so far; `named` has the units of lines that cannot be taken, too."""

    units: list[UnitRow] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    people: list[PersonRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def lines(answer: Mapping[str, Any]) -> Lines:
    """Read the child's answer (workbook.py)."""
    said = Lines()
    without_value = {(title, row, column) for title, row, column in answer.get("formulas", [])}
    for sheet in Sheet:
        table = answer["sheets"][sheet.value]
        if not table:
            said.faults.append(Fault(sheet, 1, "", f"表头缺失，第1行应为：{'、'.join(COLUMNS[sheet])}"))
            continue
        (heading_row, heading), *body = table
        places = _places(sheet, heading_row, heading, said)
        if places is None:
            continue
        for number, cells in body:
            line = _Line(sheet, number, places, cells, without_value, said.faults)
            _unit(line, said) if sheet == Sheet.UNITS else _person(line, said)
    return said


def _places(sheet: Sheet, row: int, heading: Sequence[Any], said: Lines) -> dict[str, int] | None:
    """Column name → its position in the heading; None when a needed column is missing or stands twice."""
    names = [clean(str(cell)).rstrip("*＊").strip() if cell is not None else "" for cell in heading]
    missing = [name for name in REQUIRED[sheet] if name not in names]
    twice = [name for name in COLUMNS[sheet] if names.count(name) > 1]
    if missing:
        said.faults.append(Fault(sheet, row, "", f"表头缺少“{'”“'.join(missing)}”列。请使用本页下载的模板"))
    if twice:
        said.faults.append(Fault(sheet, row, "", f"表头中“{'”“'.join(twice)}”列出现两次，请只留一列"))
    return None if missing or twice else {name: names.index(name) for name in COLUMNS[sheet] if name in names}


class _Line:
    """One row of a sheet: its cells by column name, and a place to complain."""

    def __init__(self, sheet, number, places, cells, without_value, faults) -> None:
        self.sheet, self.number, self.places, self.cells = sheet, number, places, cells
        self.without_value, self.faults = without_value, faults
        self.sound = True

    def fault(self, column: str, text: str, value: Any = "") -> None:
        """This row cannot be taken."""
        self.sound = False
        self.faults.append(Fault(self.sheet, self.number, column, text, str(value)[:60]))

    def raw(self, column: str) -> Any:
        """The cell, None when there is none."""
        place = self.places.get(column)
        if place is None or place >= len(self.cells):
            return None
        return self.cells[place]

    def text(self, column: str) -> str:
        """The cell as one clean line of text, never longer than its field."""
        place = self.places.get(column)
        if place is not None and (self.sheet.value, self.number, place + 1) in self.without_value:
            self.fault(column, "是公式且没有结果。请改为文字（复制后选择性粘贴为数值）")
            return ""
        value = self.raw(column)
        if isinstance(value, dict):
            value = value["date"]
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        found = "" if value is None else str(value)
        if column == "电子邮箱" and address_fault(found.strip()):
            self.fault(column, address_fault(found.strip()), found)
            return ""
        found = clean(found)
        if not found and column in REQUIRED[self.sheet]:
            self.fault(column, "不能为空，请填写")
        if len(found) > LENGTHS.get(column, 100):
            self.fault(column, f"过长，最多 {LENGTHS.get(column, 100)} 个字", found)
        return found

    def choice(self, column: str, choices: Mapping[str, str]) -> str:
        """The value of one of the words that a column allows."""
        found = self.text(column)
        if found and found not in choices:
            self.fault(column, f"没有“{found}”这一项，请从下拉选项中选择：{'、'.join(choices)}", found)
        return choices.get(found, "")

    def several(self, column: str) -> tuple[str, ...]:
        """Words with 、 or ， or ； between them."""
        return tuple(dict.fromkeys(word.strip() for word in re.split("[、，,；;\n]", self.text(column)) if word.strip()))

    def day(self, column: str) -> date | None:
        """A date, as a date cell, as Excel's number of days, or written as 2026-3-1, 2026.3.1, 2026年3月1日."""
        value = self.raw(column)
        if isinstance(value, int | float) and not isinstance(value, bool) and 20_000 <= value <= 80_000:
            return EPOCH + timedelta(days=int(value))
        found = self.text(column)
        if not found:
            return None
        written = WRITTEN_DATE.fullmatch(found)
        try:
            return self._sane(column, date(*map(int, written.groups()))) if written else self._no_day(column, found)
        except ValueError:
            return self._no_day(column, found)

    def _sane(self, column: str, found: date) -> date | None:
        if 1950 <= found.year <= 2100:
            return found
        self.fault(column, f"“{found}”的年份不对，应在 1950 年至 2100 年之间", found)
        return None

    def _no_day(self, column: str, found: str) -> None:
        self.fault(column, f"“{found}”不是日期，请写成 2026-03-01 的样子；没有可以不填", found)


def _unit(line: _Line, said: Lines) -> None:
    """One line of 单位."""
    made = UnitRow(line.number, line.text("名称"), line.choice("类别", KINDS), line.text("上级单位"), line.text("简称"))
    said.named.add(made.name)
    if line.sound:
        said.units.append(made)


def _person(line: _Line, said: Lines) -> None:
    """One line of 人员."""
    made = PersonRow(
        row=line.number,
        name=line.text("姓名"),
        username=_account(line),
        unit=line.text("单位"),
        role=_role(line),
        title=line.text("职务"),
        since=line.day("任职日期"),
        fields=line.several("分管领域"),
        units=line.several("分管单位"),
        email=line.text("电子邮箱"),
        phone=line.text("办公电话"),
    )
    for name in made.fields:
        if len(name) > LENGTH_OF_FIELD:
            line.fault("分管领域", f"“{name[:20]}……”过长，每项最多 {LENGTH_OF_FIELD} 个字；多项之间用顿号分开", name)
    if line.sound:
        said.people.append(made)


def _account(line: _Line) -> str:
    found = line.text("账号").lower()
    if found and account_fault(found):
        line.fault("账号", account_fault(found), found)
    return found


def _role(line: _Line) -> str:
    if line.text("角色") in GUARDIAN_LABELS:
        line.fault("角色", "系统、安全、审计管理员不能导入，请由安全管理员在“权限”页任命", line.text("角色"))
        return ""
    return line.choice("角色", ROLES)
