"""The tree of units: `parent` is the truth, `path` is derived here and nowhere else."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.module_loading import import_string

from accounts.conflict import Refused, Stale
from accounts.trail.actions import record
from accounts.units.actions.posts import end_post
from accounts.units.models import Unit

NAMED = ("name", "short_name", "kind", "order")


@transaction.atomic
def create_unit(*, name: str, kind: str, parent: Unit | None = None, short_name: str = "", order: int = 0, by) -> Unit:
    """A new unit below `parent`; its path is derived from its number under the parent."""
    if parent and parent.dissolved_on:
        raise Refused(f"“{parent}”已撤销，不能在其下增设单位。请另选上级单位。")
    unit = Unit(name=name, kind=kind, parent=parent, short_name=short_name, order=order)
    unit.path = _next_path(parent)
    unit.full_clean()
    unit.save(force_insert=True)
    record(act="设立单位", target=unit, after={"name": name, "kind": kind, "parent": parent and parent.name}, by=by)
    return unit


@transaction.atomic
def amend_unit(*, unit: Unit, version: int, values: dict, by) -> Unit:
    """Change name, short name, kind or order; the loser of two editors gets Stale. Nothing is written when nothing changes."""
    fresh = Unit.objects.get(pk=unit.pk)
    before = {name: getattr(fresh, name) for name in NAMED}
    changed = {name: values[name] for name in NAMED if name in values and values[name] != before[name]}
    if not changed:
        return fresh
    for name, value in changed.items():
        setattr(fresh, name, value)
    fresh.full_clean()
    if Unit.objects.filter(pk=unit.pk, version=version).update(version=F("version") + 1, **changed) != 1:
        raise Stale("该单位刚被他人修改。", mine=str(values.get("name", "")), theirs=before["name"])
    record(act="修改单位", target=fresh, before={name: before[name] for name in changed}, after=changed, by=by)
    fresh.version = version + 1
    return fresh


@transaction.atomic
def move_unit(*, unit: Unit, parent: Unit | None, by) -> Unit:
    """Put `unit`, with everything below it, under another unit; all paths of the subtree follow. Loops are refused."""
    if unit.parent_id == (parent and parent.pk):
        return unit
    if parent:
        parent = Unit.objects.select_for_update().get(pk=parent.pk)
        _must_not_loop(unit, parent)
    before, old = unit.parent, Unit.objects.get(pk=unit.pk).path
    new = _next_path(parent)
    below = Unit.objects.filter(path__startswith=old)
    below.update(path=Concat(Value(new), Substr("path", len(old) + 1)))
    Unit.objects.filter(pk=unit.pk).update(parent=parent, version=F("version") + 1)
    unit.refresh_from_db()
    record(
        act="调整上级单位",
        target=unit,
        before={"parent": before and before.name},
        after={"parent": parent and parent.name},
        by=by,
    )
    return unit


@transaction.atomic
def dissolve(*, unit: Unit, on: date, by) -> Unit:
    """撤销: the unit takes no new duty from now on, and the posts in it end on the day `on`. Its history stays.

    Refused while the rooms above have something open there (settings.STILL_IN_HAND): nobody would be left to do it.
    """
    if unit.dissolved_on:
        raise Refused(f"“{unit}”已于{unit.dissolved_on:%Y年%-m月%-d日}撤销。")
    open_below = unit.children.filter(dissolved_on=None).first()
    if open_below:
        raise Refused(f"“{unit}”下还有“{open_below}”。请先撤销下级单位，或把它们调整到别的上级单位。")
    for path in settings.STILL_IN_HAND:
        if held := import_string(path)(unit):
            raise Refused(f"“{unit}”{held}")
    for post in unit.posts.filter(Q(valid_to=None) | Q(valid_to__gt=on)):
        end_post(post=post, on=max(on, post.valid_from), by=by)
    if Unit.objects.filter(pk=unit.pk, dissolved_on=None).update(dissolved_on=on, version=F("version") + 1) != 1:
        raise Stale("该单位刚被他人撤销。")
    record(act="撤销单位", target=unit, before={"dissolved_on": None}, after={"dissolved_on": on}, by=by)
    unit.refresh_from_db()
    return unit


def _next_path(parent: Unit | None) -> str:
    """Four digits a level; siblings keep the order in which they were made. The parent is locked against a second maker."""
    if parent:
        parent = Unit.objects.select_for_update().get(pk=parent.pk)
    last = Unit.objects.filter(parent=parent).order_by("-path").first()
    number = int(last.path[-5:-1]) + 1 if last else 1
    if number > 9999:
        raise Refused(f"“{parent}”下的单位已达 9999 个，不能再增加。")
    path = f"{parent.path if parent else ''}{number:04d}/"
    if len(path) > Unit._meta.get_field("path").max_length:
        raise Refused(f"“{parent}”已在第 {len(path) // 5 - 1} 级，不能再向下增设。")
    return path


def _must_not_loop(unit: Unit, parent: Unit) -> None:
    """Refuse to put a unit below itself, and show the loop."""
    chain, above = [parent.name], parent
    while above.parent_id and above.pk != unit.pk:
        above = above.parent
        chain.append(above.name)
    if above.pk == unit.pk:
        raise Refused(f"“{unit}”不能放在自己之下：{' → '.join(reversed(chain))} → {unit.name}。请另选上级单位。")
