"""The rows of a responsibility list as they go to Word and Excel, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from tasks.items.models import Assignment, Item, ItemUnit, ResponsibilityList
from tasks.items.queries import more_sources
from tasks.items.sources import all_places, all_words
from tasks.items.states import ListState, Part
from tasks.review.models import Decision, Submission


@dataclass(frozen=True)
class Row:
    """One item with the names of its units by part and the words it comes from."""

    item: Item
    units: Mapping[str, list[str]]
    divided: bool = False

    @property
    def lead(self) -> str:
        """牵头单位, or each responsible unit; a divided item leaves it to its parts."""
        return "、".join(self.units[Part.LEAD] or self.units[Part.EACH]) or ("由分解事项承担" if self.divided else "")

    @property
    def support(self) -> str:
        """协办单位."""
        return "、".join(self.units[Part.SUPPORT])

    @property
    def duty_units(self) -> str:
        """All units in one cell, with their parts."""
        if not self.units[Part.LEAD] and not self.support:
            return self.lead
        return f"牵头：{self.lead}" + (f"\n协办：{self.support}" if self.support else "")

    @property
    def figure(self) -> str:
        """The target figure with its measure."""
        value = self.item.target_value
        return f"{value.normalize():f}{self.item.target_measure}" if value is not None else ""

    @property
    def steps(self) -> str:
        """The milestones, one a line."""
        return "\n".join(str(step) for step in self.item.milestones.all())

    @property
    def words(self) -> str:
        """The item's own words in the speech, of every directive that it answers."""
        return all_words(self.item)

    @property
    def place(self) -> str:
        """Where the words stand."""
        return all_places(self.item)


def rows(user, listed: ResponsibilityList) -> list[Row]:
    """The list's items within the reach of `user`, with all units that answer for them."""
    found = Item.objects.visible_to(user).filter(responsibility_list=listed).order_by("number")
    linked = ("directive__speech", "directive__section", "checker", "leader__unit", "leader__user")
    items = list(found.select_related(*linked).prefetch_related(more_sources(), "milestones"))
    draft = listed.state == ListState.DRAFT
    model = ItemUnit if draft else Assignment
    units: dict[int, dict[str, list[str]]] = defaultdict(lambda: {part.value: [] for part in Part})
    for one in model.objects.filter(item__in=items).select_related("unit").order_by("unit__path"):
        units[one.item_id][one.part].append(one.unit.short)
    wholes = {item.parent_id for item in items}
    return [Row(item, units[item.pk], item.pk in wholes) for item in items]


def ledger(user, listed: ResponsibilityList) -> QuerySet[Assignment]:
    """台账: every assignment of the list within reach, with what the reviewer found (`accepted`)."""
    accepted = Submission.objects.filter(decision=Decision.APPROVED).select_related("decided_by").order_by("-id")
    return (
        Assignment.objects.visible_to(user)
        .filter(item__responsibility_list=listed)
        .select_related("item", "unit", "leader__user", "leader__unit", "completed_by", "closed_off_by")
        .prefetch_related(Prefetch("submissions", accepted, to_attr="accepted"))
        .order_by("item__number", "unit__path")
    )
