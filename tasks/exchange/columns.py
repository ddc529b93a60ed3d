"""The columns that a sheet may have: key, usual heading, width, and what may stand in a cell. Pure."""

from dataclasses import dataclass
from enum import Enum, auto

from tasks.exchange.states import Kind
from tasks.items.states import Level, Mode


class Type(Enum):
    """What a cell holds."""

    TEXT = auto()
    NUMBER = auto()
    DATE = auto()
    PERCENT = auto()
    CHOICE = auto()
    UNITS = auto()
    UNIT = auto()
    FIGURE = auto()
    STEPS = auto()


@dataclass(frozen=True)
class Column:
    """One column. `fill`: it may be filled in offline; `needed`: it must not be emptied; `limit`: characters of a text."""

    key: str
    heading: str
    width: int
    type: Type = Type.TEXT
    fill: bool = False
    needed: bool = False
    limit: int = 2000
    choices: tuple[str, ...] = ()
    hint: str = ""


T = Type
ITEMS = (
    Column("number", "序号", 6, T.NUMBER),
    Column("theme", "类别", 14, fill=True, limit=40),
    Column("title", "事项", 24, fill=True, needed=True, limit=60),
    Column("requirement", "责任内容", 48, fill=True, needed=True),
    Column("target", "目标", 20, fill=True, limit=200),
    Column("target_value", "目标值", 10, T.FIGURE, fill=True, hint="大于 0 的数，至多两位小数，与计量单位一并填写。"),
    Column("target_measure", "计量单位", 10, fill=True, limit=20, hint="如：次、个、%。"),
    Column("acceptance_criteria", "验收标准", 30, fill=True, limit=500),
    Column("proof_needed", "所需佐证", 14, fill=True, limit=120, hint="一般不需要，留空即可。"),
    Column("mode", "负责方式", 14, T.CHOICE, fill=True, needed=True, choices=tuple(Mode.labels)),
    Column(
        "lead", "牵头或责任单位", 36, T.UNITS, fill=True, hint="填单位名称，多个单位用顿号分开。牵头与协办的事项只填一个牵头单位。"
    ),
    Column("support", "协办单位", 30, T.UNITS, fill=True, hint="填单位名称，多个单位用顿号分开。"),
    Column("level", "责任层级", 10, T.CHOICE, fill=True, needed=True, choices=tuple(Level.labels)),
    Column("rhythm", "频次", 10, fill=True, limit=60),
    Column("due_on", "完成时限", 12, T.DATE, fill=True, hint="写成 2026-12-31 的样子。"),
    Column("milestones", "节点", 30, T.STEPS, fill=True, hint="一行一个，如：2026-03-31 完成方案。单元格内换行按 Alt+Enter。"),
    Column("checker", "核验单位", 20, T.UNIT, fill=True, hint="由责任单位以外的一个单位核验；由党建办核验的不填。"),
    Column("leader", "责任领导", 20),
    Column("weight", "权重", 8, T.NUMBER, fill=True, needed=True, hint="大于 0 的数，至多一位小数。"),
    Column("source", "来源", 10),
    Column("place", "讲话位置", 20),
    Column("words", "讲话原文", 48),
)
LEDGER = (
    Column("number", "序号", 6, T.NUMBER),
    Column("title", "事项", 28),
    Column("requirement", "责任内容", 48),
    Column("target", "目标", 20),
    Column("figure", "目标值", 10),
    Column("measured", "实测值（自报）", 10),
    Column("acceptance_criteria", "验收标准", 30),
    Column("proof_needed", "所需佐证", 14),
    Column("level", "责任层级", 10),
    Column("milestones", "节点", 30),
    Column("checker", "核验单位", 20),
    Column("unit", "单位", 24),
    Column("part", "分工", 8),
    Column("leader", "分管领导", 20),
    Column("state", "状态", 10),
    Column("assigned_on", "下达日期", 12, T.DATE),
    Column("acknowledged_on", "签收日期", 12, T.DATE),
    Column("first_due_on", "原定时限", 12, T.DATE),
    Column("due_on", "完成时限", 12, T.DATE),
    Column("last", "上次进展", 36),
    Column("text", "本次进展", 40, fill=True, limit=500, hint="一两句话说明做了什么、结果如何，500 字以内。没有新进展的不填。"),
    Column("percent", "自报进度（%）", 10, T.PERCENT, fill=True, hint="0 到 100 的整数。"),
    Column("submitted_on", "提请日期", 12, T.DATE),
    Column("completed_on", "办结日期", 12, T.DATE),
    Column("closed_off_on", "销号日期", 12, T.DATE),
)
OF_KIND = {Kind.ITEMS: ITEMS, Kind.LEDGER: LEDGER}
LEFT_OUT = {
    Kind.ITEMS: ("rhythm", "place", "target_value", "target_measure", "milestones", "checker", "leader"),
    Kind.LEDGER: (
        "requirement",
        "assigned_on",
        "first_due_on",
        "submitted_on",
        "closed_off_on",
        "target",
        "figure",
        "measured",
        "proof_needed",
        "level",
        "milestones",
        "checker",
    ),
}
HEADING_LIMIT = 30
Chosen = list[list[str]]


def known(kind: str) -> dict[str, Column]:
    """The columns of a kind by key."""
    return {column.key: column for column in OF_KIND[Kind(kind)]}


def usual(kind: str) -> Chosen:
    """[key, heading] of the layout that applies while the office has none of its own."""
    return [[c.key, c.heading] for c in OF_KIND[Kind(kind)] if c.key not in LEFT_OUT[Kind(kind)]]


def with_fill(kind: str, chosen: Chosen) -> Chosen:
    """The chosen columns; of a ledger that is to be filled in, what must be filled in stands at the end when it was left out."""
    there = {key for key, _ in chosen}
    missing = [[c.key, c.heading] for c in OF_KIND[Kind(kind)] if c.fill and c.key not in there] if kind == Kind.LEDGER else []
    return [*chosen, *missing]
