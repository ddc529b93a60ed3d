"""The fields of an item as actions set them, and as the trail shows them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from accounts.conflict import Refused
from accounts.models import Unit
from tasks.items.models import Item, ItemUnit, Milestone
from tasks.items.states import Mode, Part

EDITABLE = (
    "title", "requirement", "said_by", "said_on", "words", "found_in", "found_on", "basis", "remedy", "theme", "level", "mode",
    "target", "target_value", "target_measure", "acceptance_criteria", "proof_needed", "due_on", "rhythm", "weight", "leader", "checker",
)  # fmt: skip
# Taken from the confirmed directive, not typed; an empty list is a lawful value of each.
COPIED = ("directive", "spans", "duty", "four_manage", "four_key")
LINKS = frozenset({"leader", "checker"})


def shown(item: Item) -> dict[str, Any]:
    """The fields of an item as the trail keeps them."""
    return {name: _plain(name, getattr(item, name)) for name in EDITABLE}


def _plain(name: str, value: Any) -> Any:
    return str(value) if name in LINKS and value is not None else value


def put_units(item: Item, parts: Mapping[Unit, Part] | None) -> tuple[list[str], list[str]]:
    """Put `parts` (None: the same as before) in place of the item's units; returns the names before and after."""
    kept = list(item.item_units.select_related("unit"))
    if parts is None:
        parts = {iu.unit: Part(iu.part) for iu in kept}
    leads = sum(part == Part.LEAD for part in parts.values())
    if item.mode == Mode.JOINT and parts and leads != 1:
        raise Refused("牵头与协办的事项须有且只有一个牵头单位。请在责任单位中指定。")
    if item.checker in parts:
        raise Refused(f"“{item.checker}”是该事项的责任单位，不能核验自己。请另选核验单位。")
    item.item_units.all().delete()
    add_units(item, parts)
    return [_named(iu.unit, iu.part) for iu in kept], [_named(unit, part) for unit, part in parts.items()]


def add_units(item: Item, parts: Mapping[Unit, Part]) -> None:
    """Name units for an item that has none of them yet."""
    ItemUnit.objects.bulk_create(ItemUnit(item=item, unit=unit, part=part, checker=item.checker) for unit, part in parts.items())


def _named(unit: Unit, part: str) -> str:
    return f"{unit.name}（{Part(part).label}）"


def put_milestones(item: Item, steps: Sequence[tuple[date, str]]) -> tuple[list[str], list[str]]:
    """Put `steps` in place of the item's milestones; those that stay keep their ticks. Returns them before and after."""
    late = next((title for on, title in steps if item.due_on and on > item.due_on), None)
    if late:
        raise Refused(f"节点“{late}”晚于完成时限。请改早，或推迟完成时限。")
    kept = list(item.milestones.all())
    wanted = dict.fromkeys(steps)
    gone = [m for m in kept if (m.on, m.title) not in wanted]
    ticked = next((m for m in gone if m.ticks.exists()), None)
    if ticked:
        raise Refused(f"节点“{ticked}”已有单位完成，不能删去或改动。")
    Milestone.objects.filter(pk__in=[m.pk for m in gone]).delete()
    known = {(m.on, m.title) for m in kept}
    Milestone.objects.bulk_create(Milestone(item=item, on=on, title=title) for on, title in wanted if (on, title) not in known)
    return [str(m) for m in kept], [f"{on:%Y-%m-%d} {title}" for on, title in sorted(wanted)]
