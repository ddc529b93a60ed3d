"""What a sheet says, what is known already, and what would change. Pure data."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Sheet(StrEnum):
    """The two sheets."""

    UNITS = "单位"
    PEOPLE = "人员"


UNIT_COLUMNS = ("名称", "类别", "上级单位", "简称")
PEOPLE_COLUMNS = ("姓名", "账号", "单位", "角色", "职务", "任职日期", "分管领域", "分管单位", "电子邮箱", "办公电话")
REQUIRED = {Sheet.UNITS: ("名称", "类别"), Sheet.PEOPLE: ("姓名", "账号", "单位", "角色")}
COLUMNS = {Sheet.UNITS: UNIT_COLUMNS, Sheet.PEOPLE: PEOPLE_COLUMNS}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, in words: 人员 第7行 “单位”：找不到……"""

    sheet: str
    row: int
    column: str
    text: str
    value: str = ""

    def __str__(self) -> str:
        place = f"{self.sheet} 第{self.row}行"
        return f"{place} “{self.column}”：{self.text}" if self.column else f"{place}：{self.text}"


@dataclass(frozen=True)
class UnitRow:
    """One line of 单位; an empty value leaves things as they are."""

    row: int
    name: str
    kind: str
    parent: str = ""
    short_name: str = ""


@dataclass(frozen=True)
class PersonRow:
    """One line of 人员: a person in a post; a person with two posts stands on two lines."""

    row: int
    name: str
    username: str
    unit: str
    role: str
    title: str = ""
    since: date | None = None
    fields: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class KnownUnit:
    """A unit as it is now."""

    kind: str
    parent: str = ""
    short_name: str = ""
    dissolved: bool = False


@dataclass(frozen=True)
class KnownPerson:
    """An account as it is now."""

    name: str
    email: str = ""
    phone: str = ""
    is_active: bool = True


@dataclass(frozen=True)
class KnownPost:
    """A post without an end as it is now, with its portfolio."""

    since: date
    title: str = ""
    fields: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Known:
    """Everything that an import is compared with: units by name, people by account, posts by (account, unit, role)."""

    units: Mapping[str, KnownUnit] = field(default_factory=dict)
    people: Mapping[str, KnownPerson] = field(default_factory=dict)
    posts: Mapping[tuple[str, str, str], KnownPost] = field(default_factory=dict)


class Verdict(StrEnum):
    """What a line would do."""

    NEW = "新增"
    CHANGED = "修改"
    UNCHANGED = "不变"


@dataclass(frozen=True)
class Change:
    """One line of the preview: what it is about, and each value that would change as (label, before, after)."""

    sheet: str
    line: UnitRow | PersonRow
    label: str
    verdict: Verdict
    values: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Plan:
    """All lines, or the faults that forbid them."""

    changes: tuple[Change, ...]
    faults: tuple[Fault, ...] = ()

    def count(self, verdict: Verdict) -> int:
        """How many lines have this verdict."""
        return sum(change.verdict == verdict for change in self.changes)

    @property
    def digest(self) -> str:
        """Differs when anything that the preview showed would now be done in another way."""
        return hashlib.sha256(repr((self.changes, self.faults)).encode()).hexdigest()
