"""What a version of a list keeps of its items."""

from collections.abc import Iterable
from typing import Any

from accounts.models import Unit
from tasks.items.models import Item, ResponsibilityList
from tasks.items.states import Part


def snapshot(responsibility_list: ResponsibilityList) -> list[dict[str, Any]]:
    """The items as plain data (editions.LABELS), with the names of the day; a fixed number of queries."""
    items = responsibility_list.items.select_related("leader__unit", "leader__user", "checker").order_by("number")
    return [kept(item) for item in items.prefetch_related("item_units__unit", "milestones")]


def kept(item: Item) -> dict[str, Any]:
    """One item."""
    figure = f"{item.target_value.normalize():f}{item.target_measure}" if item.target_value else ""
    return {
        "id": item.pk,
        "number": item.number,
        "title": item.title,
        "requirement": item.requirement,
        "theme": item.theme,
        "remedy": item.get_remedy_display(),
        "level": item.get_level_display(),
        "mode": item.get_mode_display(),
        "target": item.target,
        "figure": figure,
        "acceptance_criteria": item.acceptance_criteria,
        "proof_needed": item.proof_needed,
        "due_on": _day(item.due_on),
        "rhythm": item.rhythm,
        "weight": str(item.weight),
        "leader": str(item.leader) if item.leader else "",
        "checker": item.checker.name if item.checker else "",
        "units": said_units((iu.unit, iu.part) for iu in item.item_units.all()),
        "milestones": [str(m) for m in item.milestones.all()],
        "withdrawn_on": _day(item.withdrawn_on),
    }


def said_units(parts: Iterable[tuple[Unit, str]]) -> list[str]:
    """Units by part, then in the order of the tree, with their part where it is not the whole."""
    ordered = sorted(parts, key=lambda pair: (pair[1], pair[0].path))
    return [unit.name + (f"（{Part(part).label}）" if part != Part.EACH else "") for unit, part in ordered]


def _day(day) -> str:
    return f"{day:%Y-%m-%d}" if day else ""
