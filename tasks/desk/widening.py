"""More units for items that are issued already: by a recorded decision for each list, as everything that changes a list."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from accounts.access import may
from accounts.conflict import NotYours, Refused
from accounts.models import Unit
from accounts.roles import Permission
from tasks.items.actions.amending import prepare, put_change
from tasks.items.actions.deciding import decide
from tasks.items.models import Assignment, Item, ResponsibilityList
from tasks.items.states import Mode, Part


def widen(
    *, assignments: Sequence[Assignment], units: Sequence[Unit], document: str, reason: str, over_reason: str = "",
    on: date, now: datetime, by,
) -> dict[int, str]:  # fmt: skip
    """Give the items of `assignments` to `units` too; returns by assignment why its item was left as it is.

    A list is changed wholly or not at all: its items go into one decision, which makes one new version.
    """
    refused: dict[int, str] = {}
    for listed, items in _by_list(assignments).items():
        wider = {item: parts for item in items if (parts := _parts(item, units))}
        said = {"document": document, "reason": reason, "over_reason": over_reason, "on": on, "now": now, "by": by}
        why = _decide(listed, wider, said) if wider else ""
        for one in assignments:
            if one.item.responsibility_list_id == listed.pk and (why or one.item not in wider):
                refused[one.pk] = why or "所选单位都已承担该事项。"
    return refused


def _by_list(assignments: Sequence[Assignment]) -> dict[ResponsibilityList, list[Item]]:
    found: dict[ResponsibilityList, dict[int, Item]] = defaultdict(dict)
    for one in assignments:
        found[one.item.responsibility_list][one.item_id] = one.item
    return {listed: list(items.values()) for listed, items in found.items()}


def _parts(item: Item, units: Sequence[Unit]) -> dict[Unit, Part]:
    """The item's units with the new ones; empty when none of them is new."""
    parts = {iu.unit: Part(iu.part) for iu in item.item_units.select_related("unit")}
    fresh = [unit for unit in units if unit not in parts]
    part = Part.SUPPORT if item.mode == Mode.JOINT else Part.EACH
    return parts | dict.fromkeys(fresh, part) if fresh else {}


def _decide(listed: ResponsibilityList, wider: dict[Item, dict[Unit, Part]], said: dict) -> str:
    """One decision for one list; why not, when the rules forbid it."""
    try:
        with transaction.atomic():
            if not may(said["by"], Permission.ISSUE):
                raise NotYours("您的岗位不能变更清单。")
            amendment = prepare(responsibility_list=listed, now=said["now"], by=said["by"])
            if amendment.changes.exists():
                raise Refused("该清单有正在准备的变更决定。请先办完，再增加单位。")
            for item, parts in wider.items():
                steps = [(step.on, step.title) for step in item.milestones.all()]
                put_change(item=item, values={}, parts=parts, milestones=steps, now=said["now"], by=said["by"])
            decide(amendment=amendment, decided_on=said["on"], **said)
    except Refused as error:
        return str(error)
    return ""
