"""What a closed cycle's snapshot keeps for its report (settings.SNAPSHOT_OF_LISTS), and the report's reading of it."""

from collections.abc import Iterable
from typing import Any

from tasks.assessment.cases import plain
from tasks.assessment.models import Cycle, CycleState
from tasks.assessment.models.closing import PartKind, SnapshotPart
from tasks.assessment.snapshots import kept
from tasks.items.models import Assignment, ResponsibilityList
from tasks.items.states import ListState
from tasks.reports.gathering import gather
from tasks.reports.material import Material, as_material


def current_lists(cycle: Cycle):
    """Issued lists with something due in the period."""
    due = Assignment.objects.filter(due_on__range=(cycle.from_on, cycle.to_on)).values("item__responsibility_list")
    return ResponsibilityList.objects.exclude(state=ListState.DRAFT).filter(pk__in=due)


def lists_of(cycle: Cycle):
    """The lists that the report of the cycle can speak of: those that its snapshot knows, once it has one."""
    if cycle.state == CycleState.OPEN or not cycle.snapshots.exists():
        return current_lists(cycle)
    known = SnapshotPart.objects.filter(snapshot__cycle=cycle, kind=PartKind.LIST)
    return ResponsibilityList.objects.filter(pk__in=known.values("about"))


def lists(cycle: Cycle) -> Iterable[tuple[str, int, dict[str, Any]]]:
    """The parts of the snapshot: the whole material of each list."""
    for listed in current_lists(cycle).select_related("speech"):
        yield PartKind.LIST, listed.pk, plain(gather(listed, Assignment.objects.all()))


def again(cycle: Cycle, assignments: set[int]) -> Iterable[tuple[str, int, dict[str, Any]]]:
    """The parts in which one of `assignments` stands, with those read anew and everything else as it was kept."""
    named = Assignment.objects.filter(pk__in=assignments)
    for listed in lists_of(cycle).filter(items__assignments__in=named).distinct().select_related("speech"):
        content = kept(cycle, PartKind.LIST, listed.pk)
        fresh = {one["assignment"]: one for item in plain(gather(listed, named))["items"] for one in item["given"]}
        items = [item | {"given": [fresh.get(one["assignment"], one) for one in item["given"]]} for item in content["items"]]
        yield PartKind.LIST, listed.pk, content | {"items": items}


def material(cycle: Cycle, listed: ResponsibilityList, user, *, listing: bool) -> Material:
    """Within the reach of `user`: from the snapshot of a closed cycle, else from the records; from these without assignments unless `listing`."""
    reach = Assignment.objects.visible_to(user)
    content = None if cycle.state == CycleState.OPEN else kept(cycle, PartKind.LIST, listed.pk)
    if content is None:
        return gather(listed, reach if listing else None)
    own = set(reach.filter(item__responsibility_list=listed).values_list("pk", flat=True))
    return as_material(content).within(assignments=own, unit=None)
