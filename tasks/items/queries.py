"""What list pages show, in a fixed number of queries."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects

from accounts.access import may, posts_of
from accounts.models import Unit
from accounts.roles import Permission
from tasks.items.models import (
    Amendment,
    Answer,
    Approval,
    Assignment,
    Change,
    Item,
    ItemSource,
    ItemUnit,
    Milestone,
    ResponsibilityList,
    Tick,
    sees_all,
)
from tasks.items.rights import holds
from tasks.items.states import DONE, OPEN, ListState, Part

# So many units of an item are named; of more only the first, and how many they are.
NAMED = 3


def lists(user) -> QuerySet[ResponsibilityList]:
    """Lists within reach, with their number of items."""
    found = ResponsibilityList.objects.visible_to(user).annotate(item_count=Count("items", distinct=True))
    return found.select_related("speech", "campaign", "follows")


def rows(user, responsibility_list: ResponsibilityList) -> QuerySet[Item]:
    """The items of a list within reach, with their first units, `unit_count`, and counts (issued: within the reach of `user`)."""
    reach = Unit.objects.all() if sees_all(user) else Unit.objects.reached_by(posts_of(user))
    own = Q(assignments__unit__in=reach)
    named = ItemUnit.objects.select_related("unit").order_by("part", "unit__path")
    counted = ItemUnit.objects.filter(item=OuterRef("pk")).order_by().values("item").annotate(count=Count("pk"))
    return (
        Item.objects.visible_to(user)
        .filter(responsibility_list=responsibility_list)
        .select_related("directive__section", "directive__speech", "parent", "carried_from__responsibility_list")
        .prefetch_related(Prefetch("item_units", named[: NAMED + 1], "first_units"), more_sources())
        .annotate(
            unit_count=Subquery(counted.values("count")),
            divided=Exists(Item.objects.filter(parent=OuterRef("pk"))),
            given=Count("assignments", filter=own, distinct=True),
            open_count=Count("assignments", filter=own & Q(assignments__state__in=OPEN), distinct=True),
            done_count=Count("assignments", filter=own & Q(assignments__state__in=DONE), distinct=True),
        )
        .order_by("number")
    )


def more_sources() -> Prefetch:
    """The directives merged into an item, with what their place and words need."""
    return Prefetch("more_sources", ItemSource.objects.select_related("directive__section", "directive__speech"))


@dataclass(frozen=True)
class Missing:
    """What a draft still lacks before it can be issued (item counts), and what it should have."""

    units: int
    due_on: int
    criteria: int

    @property
    def blocks(self) -> bool:
        """True while it cannot be issued."""
        return bool(self.units or self.due_on)


def missing(responsibility_list: ResponsibilityList) -> Missing:
    """Count the gaps of a draft; an item that its sub-items carry out needs nothing of its own."""
    items = responsibility_list.items.annotate(
        unit_count=Count("item_units", distinct=True), parts=Count("children", distinct=True)
    )
    gaps = items.exclude(unit_count=0, parts__gt=0).aggregate(
        units=Count("pk", filter=Q(unit_count=0)),
        due_on=Count("pk", filter=Q(due_on=None)),
        criteria=Count("pk", filter=Q(acceptance_criteria="")),
    )
    return Missing(**gaps)


def parts_of(item: Item) -> dict[str, Any]:
    """An item's units by part, as the form's first values."""
    found: dict[str, list[Unit]] = {part.value: [] for part in Part}
    for iu in item.item_units.select_related("unit"):
        found[iu.part].append(iu.unit)
    return found | {"lead": next(iter(found[Part.LEAD]), None)}


def approvals(responsibility_list: ResponsibilityList) -> list[Approval]:
    """Everything about the approval of a list, oldest first."""
    return list(responsibility_list.approvals.select_related("asked_by", "approver", "decided_by"))


def live(found: list[Approval]) -> Approval | None:
    """The approval that locks the draft, if there is one."""
    return next((one for one in found if one.answer in (Answer.WAITING, Answer.APPROVED)), None)


def to_approve(user) -> QuerySet[Approval]:
    """Drafts that wait for this person's word."""
    return Approval.objects.decidable_by(user).select_related("responsibility_list", "asked_by").order_by("asked_at")


@dataclass(frozen=True)
class Narrowed:
    """The filters of the page of lists, from its address."""

    year: str
    campaign: str

    def of(self, found: QuerySet[ResponsibilityList]) -> QuerySet[ResponsibilityList]:
        """Unknown values filter nothing."""
        if self.year.isascii() and self.year.isdigit() and len(self.year) == 4:
            found = found.filter(year=int(self.year))
        if self.campaign.isascii() and self.campaign.isdigit() and len(self.campaign) < 10:
            found = found.filter(campaign=int(self.campaign))
        return found


def reached(user, assignment: Assignment) -> dict[str, Any]:
    """What a matter's page shows of milestones and figures; the milestones carry this unit's tick as `ticked`."""
    item = assignment.item
    ticked = Prefetch("ticks", Tick.objects.filter(assignment=assignment), to_attr="ticked")
    prefetch_related_objects([item], Prefetch("milestones", Milestone.objects.prefetch_related(ticked)))
    own = holds(user, Permission.REPORT_PROGRESS, assignment)
    measured = assignment.measurements.order_by("-id").first() if item.target_value is not None else None
    return {"measured": measured, "may_reach": assignment.state in OPEN and assignment.part != Part.SUPPORT and own}


def may_change(user, responsibility_list: ResponsibilityList) -> bool:
    """True when this person may prepare a decision on an issued list."""
    return responsibility_list.state == ListState.ISSUED and may(user, Permission.ISSUE)


def prepared(responsibility_list: ResponsibilityList) -> Amendment | None:
    """The decision that is being prepared, with its lines."""
    found = responsibility_list.amendments.filter(edition=None)
    return found.prefetch_related(Prefetch("changes", Change.objects.select_related("item"))).first()
