"""Versions of an issued list as plain data, and what changed between two of them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# What a version keeps of each item, in the words of the page.
LABELS = {
    "title": "事项",
    "requirement": "责任内容",
    "theme": "类别",
    "remedy": "整改类型",
    "level": "责任层级",
    "mode": "负责方式",
    "target": "目标",
    "figure": "目标值",
    "acceptance_criteria": "验收标准",
    "proof_needed": "所需佐证",
    "due_on": "完成时限",
    "rhythm": "频次",
    "weight": "权重",
    "leader": "责任领导",
    "checker": "核验单位",
    "units": "责任单位",
    "milestones": "节点",
    "withdrawn_on": "撤销日期",
}
Content = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Difference:
    """What happened to one item between two versions: 新增, 修改 or 撤销, and each field with both texts."""

    kind: str
    number: int
    title: str
    fields: tuple[tuple[str, str, str], ...] = ()


def differences(old: Content, new: Content) -> list[Difference]:
    """Item by item in the order of their numbers."""
    before = {one["id"]: one for one in old}
    found = []
    for one in new:
        was = before.get(one["id"])
        if was is None:
            found.append(Difference("新增", one["number"], one["title"]))
        elif one.get("withdrawn_on") and not was.get("withdrawn_on"):
            found.append(Difference("撤销", one["number"], one["title"]))
        elif changed := _changed(was, one):
            found.append(Difference("修改", one["number"], one["title"], changed))
    return found


def _changed(was: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    pairs = ((label, _said(was.get(name)), _said(now.get(name))) for name, label in LABELS.items())
    return tuple(each for each in pairs if each[1] != each[2])


def _said(value: Any) -> str:
    """A value as a reader sees it."""
    if isinstance(value, list):
        return "、".join(map(str, value))
    return "" if value is None else str(value)
