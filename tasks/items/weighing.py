"""减负 at issue time: what a draft is going to cost its units beside what already runs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from accounts.models import Unit
from tasks.items import burden
from tasks.items.likeness import Book
from tasks.items.models import Assignment, Budget, Item, Milestone, ResponsibilityList
from tasks.items.states import OPEN, ListState

DEFAULT = (10, 4)  # reports a unit and month, reports within seven days
ALIKE = 0.55


def budget_on(on: date) -> Budget:
    """The limit in force on the day; until the office sets one, the default as an unsaved version 0."""
    found = Budget.objects.filter(valid_from__lte=on).order_by("-valid_from", "-version").first()
    return found or Budget(version=0, per_month=DEFAULT[0], in_a_week=DEFAULT[1], valid_from=date(2000, 1, 1))


@dataclass(frozen=True)
class Twin:
    """An item of the list and the one that says nearly the same, with their likeness in percent."""

    item: Item
    other: Item
    percent: int


@dataclass(frozen=True)
class Weight:
    """The cost of a list: loads by unit, clashes, near-duplicates, and the limit that it is held against."""

    budget: Budget
    loads: Mapping[int, burden.Load]
    clashes: tuple[burden.Clash, ...]
    twins: tuple[Twin, ...]
    units: Mapping[int, Unit]

    @property
    def months(self) -> list[str]:
        """The months in which the list asks for something."""
        return burden.months_of(self.loads.values())

    @property
    def by_month(self) -> list[tuple[str, int]]:
        """New reports of all units, month by month."""
        return burden.by_month(self.loads.values())

    @property
    def reports(self) -> int:
        """New reports altogether."""
        return sum(count for _, count in self.by_month)

    @property
    def peak(self) -> int:
        """The most that any unit has to report in one month."""
        return max((load.worst()[1] for load in self.loads.values()), default=0)

    @property
    def over(self) -> dict[Unit, list[str]]:
        """Units that the list takes over the limit, with the months."""
        found = {unit: load.over(self.budget.per_month) for unit, load in self.loads.items() if load.new}
        return {self.units[unit]: months for unit, months in found.items() if months}


def weigh(responsibility_list: ResponsibilityList, on: date, *, only: Iterable[int] | None = None) -> Weight:
    """Weigh a draft (or, with `only`, some items of a list) as of the day `on`; a fixed number of queries."""
    items = responsibility_list.items.filter(withdrawn_on=None)
    if only is not None:
        items = items.filter(pk__in=only)
    items = list(items.select_related("responsibility_list").prefetch_related("item_units", "milestones"))
    asked = {iu.unit_id for item in items for iu in item.item_units.all()}
    running = Assignment.objects.filter(state__in=OPEN, unit__in=asked).exclude(item__in=[item.pk for item in items])
    running = running.exclude(item__carried_to__in=items)
    matters = [*_new(items), *_running(running)]
    budget = budget_on(on)
    return Weight(
        budget,
        burden.loads(matters, on),
        tuple(burden.clashes(matters, on, budget.in_a_week)),
        tuple(_twins(items)),
        Unit.objects.in_bulk(asked),
    )


def _new(items: Iterable[Item]) -> list[burden.Matter]:
    """What the items ask of each unit; an item without a date asks nothing yet."""
    return [
        burden.Matter(iu.unit_id, item.title, item.due_on, item.rhythm, tuple(m.on for m in item.milestones.all()))
        for item in items
        if item.due_on
        for iu in item.item_units.all()
    ]


def _running(assignments: QuerySet[Assignment]) -> list[burden.Matter]:
    """What the units have in hand already."""
    rows = list(assignments.values_list("unit", "item", "item__title", "due_on", "item__rhythm"))
    days: dict[int, list[date]] = {}
    for item, on in Milestone.objects.filter(item__in={row[1] for row in rows}).values_list("item", "on"):
        days.setdefault(item, []).append(on)
    return [
        burden.Matter(unit, title, due, rhythm, tuple(days.get(item, ())), new=False) for unit, item, title, due, rhythm in rows
    ]


def _twins(items: list[Item]) -> list[Twin]:
    """Items that say nearly the same as one that runs, or as an earlier one of the same list."""
    if not items:
        return []
    known = Item.objects.filter(assignments__state__in=OPEN).exclude(responsibility_list__state=ListState.DRAFT).distinct()
    known = known.exclude(pk__in=[item.pk for item in items]).exclude(carried_to__in=items)
    texts = dict(known.values_list("pk", "requirement"))
    own = {item.pk: item.requirement for item in items}
    book = Book(texts | own)
    later: set[int] = set(own)
    found = []
    for item in items:
        near = book.nearest(item.requirement, but=frozenset(later | {item.parent_id or 0}), floor=ALIKE)
        later.discard(item.pk)
        if near:
            found.append((item, *near))
    others = Item.objects.select_related("responsibility_list").in_bulk([key for _, key, _ in found])
    return [Twin(item, others[key], round(likeness * 100)) for item, key, likeness in found]
