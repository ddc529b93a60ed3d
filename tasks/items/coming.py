"""What of this year's list should stand in next year's: proposals with a reason each; a person decides."""

from dataclasses import dataclass

from django.db.models import Count, Q, TextChoices

from tasks.items.models import Item, ResponsibilityList
from tasks.items.states import DONE, OPEN, Source


class Fate(TextChoices):
    """What is proposed for an item."""

    CARRY = "carry", "结转"
    REPEAT = "repeat", "续列"
    DROP = "drop", "建议删除"
    DONE = "done", "已了结"


KEPT = frozenset({Fate.CARRY, Fate.REPEAT})


@dataclass(frozen=True)
class Proposal:
    """One item, what is proposed, and why."""

    item: Item
    fate: Fate
    why: str

    @property
    def kept(self) -> bool:
        """True when it is proposed for the coming list."""
        return self.fate in KEPT


def recurs(item: Item) -> bool:
    """True for what comes back each year, done or not."""
    return bool(item.rhythm) or item.source == Source.DUTY


def proposals(responsibility_list: ResponsibilityList) -> list[Proposal]:
    """One for each item that still stands, in the order of the list; two queries."""
    items = responsibility_list.items.filter(withdrawn_on=None).annotate(
        given=Count("assignments", distinct=True),
        going_on=Count("assignments", filter=Q(assignments__state__in=OPEN), distinct=True),
        done=Count("assignments", filter=Q(assignments__state__in=DONE), distinct=True),
        reports_made=Count("assignments__reports", distinct=True),
    )
    found = [_propose(item) for item in items.order_by("number").prefetch_related("item_units__unit")]
    going_on = {one.item.parent_id for one in found if one.kept}
    return [one if one.item.given else _whole(one.item, one.item.pk in going_on) for one in found]


def _whole(item: Item, going_on: bool) -> Proposal:
    """An item that its parts carry out comes along with them."""
    return Proposal(item, Fate.REPEAT, "由分解事项承担") if going_on else Proposal(item, Fate.DONE, "分解事项没有列入下一年度的")


def _propose(item: Item) -> Proposal:
    """What is open goes on, however little was said of it; a recurring duty on which nobody reported all year is not carried for its own sake."""
    unused, recurring = not item.reports_made and not item.done, recurs(item)
    if unused and (recurring or not item.going_on):
        return Proposal(item, Fate.DROP, f"下达 {item.given} 个单位，没有一次进展报送")
    if item.going_on:
        silent = "，没有一次进展报送" if unused else ""
        return Proposal(item, Fate.CARRY, f"还有 {item.going_on} 个单位没有了结{silent}")
    if recurring:
        return Proposal(item, Fate.REPEAT, f"经常性工作（{item.rhythm or '每年'}）")
    return Proposal(item, Fate.DONE, f"办结 {item.done}／{item.given}")
