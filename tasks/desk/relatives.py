"""Earlier items that ask the same as a directive, and what became of them."""

from dataclasses import dataclass

from django.db.models import Count, Q

from speeches.models import Directive
from tasks.items.likeness import nearest
from tasks.items.models import Item, ItemSource
from tasks.items.states import DONE, OPEN, ListState


@dataclass(frozen=True)
class Relative:
    """An earlier item, how near it is (0–100), and its state in words."""

    item: Item
    percent: int
    fate: str


def relatives(directive: Directive, *, most: int = 3) -> list[Relative]:
    """The nearest items of issued lists that do not come from the same speech; two queries."""
    own = Q(directive__speech=directive.speech_id) | Q(pk__in=_merged_from(directive))
    known = Item.objects.exclude(responsibility_list__state=ListState.DRAFT).exclude(own)
    found = nearest(directive.text, dict(known.values_list("pk", "requirement")), most=most)
    items = _with_counts(known).in_bulk([pk for pk, _ in found])
    return [Relative(items[pk], round(likeness * 100), _fate(items[pk])) for pk, likeness in found]


def _merged_from(directive: Directive):
    """Items into which a directive of the same speech was merged."""
    return ItemSource.objects.filter(directive__speech=directive.speech_id).values("item")


def _with_counts(items):
    return items.select_related("responsibility_list").annotate(
        given=Count("assignments"),
        still_open=Count("assignments", filter=Q(assignments__state__in=OPEN)),
        done=Count("assignments", filter=Q(assignments__state__in=DONE)),
    )


def _fate(item: Item) -> str:
    if not item.given:
        return "未下达"
    if not item.still_open:
        return "已全部办结" if item.done == item.given else f"已了结，办结{item.done}／{item.given}"
    return f"在办，办结{item.done}／{item.given}"
