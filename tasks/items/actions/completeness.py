"""What an item must have before its list may be sent for approval or issued."""

from collections.abc import Iterable
from datetime import date

from accounts.conflict import Refused
from tasks.items.models import Item, ResponsibilityList
from tasks.items.states import Mode, Part


def items_with_units(responsibility_list: ResponsibilityList) -> list[Item]:
    """The items of a list with all that issuing them needs; a fixed number of queries."""
    found = responsibility_list.items.select_related("leader__unit", "checker", "responsibility_list")
    return list(found.prefetch_related("item_units__unit", "milestones", "children"))


def must_be_complete(responsibility_list: ResponsibilityList, on: date) -> None:
    """Refuse with the first thing that is missing."""
    must_all_be_complete(items_with_units(responsibility_list), on)


def must_all_be_complete(items: Iterable[Item], on: date) -> None:
    """Each item needs units that exist, a due date from `on` on, and one lead when it is a joint matter.

    An item that is carried out by its sub-items alone needs neither units nor date.
    """
    items = list(items)
    if not items:
        raise Refused("清单中没有事项，不能印发。请先列入事项。")
    for item in items:
        if item.item_units.all() or not item.children.all():
            _must_be_complete(item, on)


def _must_be_complete(item: Item, on: date) -> None:
    parts = item.item_units.all()
    if not parts:
        raise Refused(f"{item}：尚未确定责任单位。请先指定。")
    gone = next((iu.unit for iu in parts if iu.unit.dissolved_on and iu.unit.dissolved_on <= on), None)
    if gone:
        raise Refused(f"{item}：“{gone}”已撤销，不能再承担事项。请改为别的单位。")
    if item.due_on is None:
        raise Refused(f"{item}：尚未确定完成时限。请先填写。")
    if item.due_on < on:
        raise Refused(f"{item}：完成时限 {item.due_on:%Y年%-m月%-d日} 早于印发日期。请改为 {on:%Y年%-m月%-d日} 或以后。")
    if item.mode == Mode.JOINT and [iu.part for iu in parts].count(Part.LEAD) != 1:
        raise Refused(f"{item}：须有且只有一个牵头单位。请指定。")
    late = next((m for m in item.milestones.all() if m.on > item.due_on), None)
    if late:
        raise Refused(f"{item}：节点“{late.title}”（{late.on:%Y年%-m月%-d日}）晚于完成时限。请改早，或推迟完成时限。")
