"""Which planned milestone a matter is behind: asked of the database for a page of matters, and as a condition to filter by."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q

from tasks.items.models import Milestone, Tick
from tasks.items.states import Part
from tasks.supervision.lights import Step


def missed(matters: Iterable[tuple[int, int, str]], on: date) -> dict[int, Step]:
    """The earliest milestone before `on` that is not ticked off, by assignment; `matters` are (assignment, item, part).

    Two queries at most. A support unit has none: the lead unit reports for the matter.
    """
    own = [(pk, item) for pk, item, part in matters if part != Part.SUPPORT]
    steps: dict[int, list[Milestone]] = {}
    for step in Milestone.objects.filter(item__in={item for _, item in own}, on__lt=on).order_by("on", "id"):
        steps.setdefault(step.item_id, []).append(step)
    if not steps:
        return {}
    said = Tick.objects.filter(assignment__in=[pk for pk, item in own if item in steps], on__lte=on)
    ticked = set(said.values_list("assignment", "milestone"))
    found = {}
    for pk, item in own:
        first = next((step for step in steps.get(item, ()) if (pk, step.pk) not in ticked), None)
        if first:
            found[pk] = Step(first.on, first.title)
    return found


def behind(on: date) -> Q:
    """Assignments that `missed` would name."""
    ticked = Tick.objects.filter(milestone=OuterRef("pk"), assignment=OuterRef(OuterRef("pk")), on__lte=on)
    left = Milestone.objects.filter(~Exists(ticked), item=OuterRef("item"), on__lt=on)
    # Items with any such day are few: they are found once, before each of their matters is looked at.
    return ~Q(part=Part.SUPPORT) & Q(item__in=Milestone.objects.filter(on__lt=on).values("item")) & Q(Exists(left))
