"""One item into several, several into one, and an item into its parts."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from accounts.conflict import Refused
from accounts.trail.actions import record
from tasks.items.actions.drafting import draw_up, keep_sources
from tasks.items.actions.editing import amend, remove
from tasks.items.actions.locking import must_be_as_read, must_be_draft
from tasks.items.drafts import title_of
from tasks.items.models import Item, ItemSource, ResponsibilityList
from tasks.items.states import Mode, Part

HANDED_ON = ("theme", "due_on", "level", "mode", "weight", "leader", "checker", "rhythm")
PROBLEM = ("found_in", "found_on", "basis", "remedy")
LONGEST = {"requirement": 2000, "acceptance_criteria": 500}


@transaction.atomic
def split(*, item: Item, groups: Sequence[Sequence[Sequence[int]]], by) -> list[Item]:
    """Replace a draft item by one item for each group of spans (parts of its directive's words); units go with each."""
    must_be_draft(item.responsibility_list)
    must_be_as_read([item])
    if item.directive is None or len(groups) < 2:
        raise Refused("请至少选择两组原文，才能拆分为多个事项。")
    if item.more_sources.exists() or item.children.exists():
        raise Refused("并入了其他指示、或已经分解的事项不能再拆分。请改为逐项列入。")
    parts = {iu.unit: Part(iu.part) for iu in item.item_units.select_related("unit")}
    kept = {name: getattr(item, name) for name in HANDED_ON}
    text = item.directive.speech.text
    made = []
    for spans in groups:
        words = "".join(text[start:end] for start, end in spans)
        values = kept | {"title": title_of(words, item.directive.ordinal)}
        one = {"responsibility_list": item.responsibility_list, "directive": item.directive, "spans": spans}
        made.append(draw_up(**one, units=parts, values=values, by=by))
    remove(item=item, by=by)
    renumber(item.responsibility_list)
    return [Item.objects.get(pk=one.pk) for one in made]


@transaction.atomic
def divide(*, item: Item, lines: Sequence[str], by) -> list[Item]:
    """分解: one sub-item for each line below a draft item; it takes over units, date and source and may be changed afterwards.

    The units go to the parts: the whole is carried out by them, so that no unit has the same matter twice.
    """
    must_be_draft(item.responsibility_list)
    must_be_as_read([item])
    if item.parent_id:
        raise Refused("分解事项不能再分解。请直接列为单独的事项。")
    wanted = [line.strip() for line in lines if line.strip()]
    if not wanted:
        raise Refused("请填写分解内容，一行一项。")
    whose = item if item.item_units.exists() else item.children.first() or item
    parts = {iu.unit: Part(iu.part) for iu in whose.item_units.select_related("unit")}
    kept = {name: getattr(item, name) for name in HANDED_ON}
    source = {
        name: getattr(item, name) for name in ("source", "said_by", "said_on", "words", "piece", "spans", "directive", *PROBLEM)
    }
    source |= {name: getattr(item, name) for name in ("duty", "four_manage", "four_key")}
    made = [
        draw_up(
            responsibility_list=item.responsibility_list,
            units=parts,
            values=kept | source | {"parent": item, "title": title_of(line), "requirement": line},
            by=by,
        )
        for line in wanted
    ]
    for one in made:
        keep_sources(item, one)
    item.item_units.all().delete()
    Item.objects.filter(pk=item.pk).update(version=F("version") + 1)
    item.version += 1
    renumber(item.responsibility_list)
    record(act="分解事项", target=item, after={"items": [one.title for one in made]}, by=by)
    return [Item.objects.get(pk=one.pk) for one in made]


@transaction.atomic
def merge(*, items: Sequence[Item], by) -> Item:
    """合并: several items of a draft become one that answers all their directives; the first from a speech stays."""
    ordered = sorted(items, key=lambda item: (item.directive_id is None, item.number))
    if len(ordered) < 2 or len({item.responsibility_list_id for item in ordered}) != 1:
        raise Refused("请至少勾选同一清单中的两个事项，才能合并。")
    keeper, others = ordered[0], ordered[1:]
    must_be_draft(keeper.responsibility_list)
    must_be_as_read(ordered)
    if any(item.parent_id or item.children.exists() for item in ordered):
        raise Refused("已分解的事项和分解事项不能合并。请先移出分解事项。")
    sources = [(item.directive, item.spans) for item in others if item.directive]
    sources += [(one.directive, one.spans) for item in others for one in item.more_sources.select_related("directive")]
    values = _together(ordered)
    parts, values["mode"] = _all_units(ordered)
    steps = sorted({(m.on, m.title) for item in ordered for m in item.milestones.all()})
    names = [str(item) for item in others]
    for item in sorted(others, key=lambda one: -one.number):
        remove(item=Item.objects.get(pk=item.pk), by=by)
    for directive, spans in sources:
        _take_in(keeper, directive, spans)
    keeper.refresh_from_db()
    amend(item=keeper, version=keeper.version, values=values, parts=parts, milestones=steps, by=by)
    record(act="合并事项", target=keeper, after={"merged": names}, by=by)
    return keeper


def _take_in(keeper: Item, directive, spans: list) -> None:
    """Another stretch of the item's own directive, or one more directive."""
    if directive == keeper.directive:
        keeper.spans = sorted([*keeper.spans, *spans])
        Item.objects.filter(pk=keeper.pk).update(spans=keeper.spans)
        return
    found, made = ItemSource.objects.get_or_create(item=keeper, directive=directive, defaults={"spans": spans})
    if not made:
        ItemSource.objects.filter(pk=found.pk).update(spans=sorted([*found.spans, *spans]))


def _together(items: Sequence[Item]) -> dict:
    """Texts joined, the earliest due date, the first word on everything else."""
    dues = [item.due_on for item in items if item.due_on]
    values: dict = {"due_on": min(dues, default=None)}
    for name, longest in LONGEST.items():
        values[name] = "\n".join(dict.fromkeys(getattr(item, name) for item in items if getattr(item, name)))
        if len(values[name]) > longest:
            raise Refused(f"合并后的{Item._meta.get_field(name).verbose_name}超过 {longest} 字。请先删减，再合并。")
    return values


def _all_units(items: Sequence[Item]) -> tuple[dict, Mode]:
    """Everybody's units. With a lead among them the matter is joint, and all others support."""
    parts = [(iu.unit, Part(iu.part)) for item in items for iu in item.item_units.select_related("unit")]
    lead = next((unit for unit, part in parts if part == Part.LEAD), None)
    if lead is None:
        return dict.fromkeys((unit for unit, _ in parts), Part.EACH), Mode.EACH
    return dict.fromkeys((unit for unit, _ in parts), Part.SUPPORT) | {lead: Part.LEAD}, Mode.JOINT


def renumber(responsibility_list: ResponsibilityList) -> None:
    """The order of the speech; items that do not come from it stay behind, and parts follow their whole."""
    items = list(responsibility_list.items.all())
    roots = sorted((i for i in items if not i.parent_id), key=lambda i: (not i.spans, i.spans[:1], i.number))
    parts = sorted((i for i in items if i.parent_id), key=lambda i: i.number)
    ordered = [one for root in roots for one in (root, *(part for part in parts if part.parent_id == root.pk))]
    for shift in (len(items), 0):  # numbers are unique in a list: first out of the way, then home
        for number, item in enumerate(ordered, 1):
            Item.objects.filter(pk=item.pk).update(number=number + shift)
