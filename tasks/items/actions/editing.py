"""Change the items of a draft: fields, units, milestones; fill gaps; take items off."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.conflict import Refused, Stale
from accounts.models import Unit
from accounts.trail.actions import record
from tasks.items.actions.fields import COPIED, EDITABLE, add_units, put_milestones, put_units, shown
from tasks.items.actions.locking import must_be_as_read, must_be_draft
from tasks.items.models import Item, ResponsibilityList
from tasks.items.states import Part

# Fields that a constraint of the table looks at together.
TIED = frozenset({"said_by", "said_on", "words", "found_in", "found_on", "basis", "remedy", "target_value", "target_measure"})


@transaction.atomic
def amend(
    *,
    item: Item,
    version: int,
    values: Mapping[str, Any],
    parts: Mapping[Unit, Part] | None = None,
    milestones: Sequence[tuple[date, str]] | None = None,
    by,
) -> Item:
    """Change fields of a draft item, and its units or milestones when given; the loser of two editors gets Stale."""
    must_be_draft(item.responsibility_list)
    return amend_held(item=item, version=version, values=values, parts=parts, milestones=milestones, by=by)


def amend_held(
    *,
    item: Item,
    version: int,
    values: Mapping[str, Any],
    parts: Mapping[Unit, Part] | None = None,
    milestones: Sequence[tuple[date, str]] | None = None,
    by,
) -> Item:
    """As amend, within a transaction that has asked must_be_draft once for many items and still holds the list."""
    before = shown(item)
    for name in EDITABLE:
        setattr(item, name, values.get(name, getattr(item, name)))
    _look_at(item, set(values))
    changed = {name: getattr(item, name) for name in EDITABLE}
    if Item.objects.filter(pk=item.pk, version=version).update(version=F("version") + 1, **changed) != 1:
        fresh = Item.objects.get(pk=item.pk)
        raise Stale("该事项刚被他人修改。", mine=item.requirement, theirs=fresh.requirement)
    item.version = version + 1
    after = shown(item)
    if parts is not None or before["checker"] != after["checker"]:
        before["units"], after["units"] = put_units(item, parts)
    if milestones is not None:
        before["milestones"], after["milestones"] = put_milestones(item, milestones)
    differing = [name for name in after if after[name] != before[name]]
    record(act="修改事项", target=item, before=_only(before, differing), after=_only(after, differing), by=by)
    return item


def _look_at(item: Item, names: set[str]) -> None:
    """Only what changes is looked at, unless a constraint ties it to other fields: each constraint costs a query."""
    if names & TIED:
        item.full_clean(exclude=COPIED)
    else:
        item.clean_fields(exclude={field.name for field in item._meta.fields} - names)


def _only(values: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: values[name] for name in names}


@transaction.atomic
def remove(*, item: Item, by) -> None:
    """Take an item off a draft; the trail keeps what it said. The items behind it move up.

    The last part of a divided item gives its units back to the whole.
    """
    must_be_draft(item.responsibility_list)
    must_be_as_read([item])
    if item.children.exists():
        raise Refused("该事项已分解。请先移出它的分解事项，再移出本事项。")
    record(act="移出清单", target=item, before=shown(item), by=by)
    listed, number, whole = item.responsibility_list, item.number, item.parent
    parts = {iu.unit: Part(iu.part) for iu in item.item_units.select_related("unit")}
    item.delete()
    if whole and not whole.children.exists() and not whole.item_units.exists():
        add_units(whole, parts)
    for later in listed.items.filter(number__gt=number).order_by("number"):
        Item.objects.filter(pk=later.pk).update(number=later.number - 1)


@transaction.atomic
def settle(
    *,
    responsibility_list: ResponsibilityList,
    units: Sequence[Unit] = (),
    due_on: date | None = None,
    acceptance_criteria: str = "",
    by,
) -> int:
    """Fill units (each for itself), a due date and a criterion into each item that has none; returns how many items changed."""
    must_be_draft(responsibility_list)
    filled = 0
    for item in responsibility_list.items.prefetch_related("item_units", "children"):
        values: dict[str, Any] = {}
        if due_on and item.due_on is None:
            values["due_on"] = due_on
        if acceptance_criteria and not item.acceptance_criteria:
            values["acceptance_criteria"] = acceptance_criteria
        alone = not item.item_units.all() and not item.children.all()
        parts = dict.fromkeys(units, Part.EACH) if units and alone else None
        if values or parts:
            amend(item=item, version=item.version, values=values, parts=parts, by=by)
            filled += 1
    return filled
