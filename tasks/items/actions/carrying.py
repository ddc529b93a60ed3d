"""From one year to the next: the coming list drafted from this year's, matters carried over, and the old list archived."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from accounts.conflict import Refused, Stale
from accounts.models import Unit
from accounts.roles import Permission
from accounts.trail.actions import record
from tasks.items.actions.drafting import draft, draw_up, keep_sources
from tasks.items.coming import recurs
from tasks.items.life.moving import move
from tasks.items.models import Assignment, Item, ResponsibilityList
from tasks.items.rights import must_hold
from tasks.items.states import DONE, ENDED, OPEN, ListState, Mode, Part

COPIED = (
    "title", "requirement", "source", "directive", "spans", "said_by", "said_on", "words", "piece", "found_in", "found_on",
    "basis", "remedy", "theme", "duty", "four_manage", "four_key", "level", "mode", "target", "target_value", "target_measure",
    "acceptance_criteria", "proof_needed", "rhythm", "weight", "leader", "checker",
)  # fmt: skip


@transaction.atomic
def draft_next(*, responsibility_list: ResponsibilityList, items: Iterable[Item], title: str, by) -> ResponsibilityList:
    """Draft the coming year's list from the chosen items of an issued one, dates a year later; each knows what it continues.

    Parts stay below their whole where both are chosen. A unit that has done a single matter does not get it again.
    """
    if responsibility_list.state == ListState.DRAFT:
        raise Refused("清单尚未印发，不能据以起草下一年度清单。")
    made = draft(year=responsibility_list.year + 1, title=title, by=by)
    ResponsibilityList.objects.filter(pk=made.pk).update(follows=responsibility_list)
    new: dict[int | None, Item] = {}
    for item in sorted(items, key=lambda one: one.number):
        parts = _who_goes_on(item)
        values = {name: getattr(item, name) for name in COPIED} | {"carried_from": item, "due_on": next_year(item.due_on)}
        values["parent"] = new.get(item.parent_id)
        steps = [(next_year(m.on), m.title) for m in item.milestones.all()]
        next_one = draw_up(responsibility_list=made, units=parts, values=values, milestones=steps, by=by)
        new[item.pk] = next_one
        keep_sources(item, next_one)
    made.refresh_from_db()
    return made


def _who_goes_on(item: Item) -> dict[Unit, Part]:
    """The item's units that still exist; of a single matter that each does for itself only those that have not done it, if any."""
    parts = {iu.unit: Part(iu.part) for iu in item.item_units.select_related("unit") if iu.unit.dissolved_on is None}
    if item.mode == Mode.JOINT or recurs(item):
        return parts
    done = set(item.assignments.filter(state__in=DONE).values_list("unit", flat=True))
    return {unit: part for unit, part in parts.items() if unit.pk not in done} or parts


def next_year(day: date | None) -> date | None:
    """The same day a year later; the 29th of February becomes the 28th."""
    if day is None:
        return None
    return day.replace(year=day.year + 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)


def end_what_is_carried_over(*, responsibility_list: ResponsibilityList, on: date, now: datetime, by) -> None:
    """When the new list is issued, what its items continue ends in the old one: no unit has the same matter twice.

    What was overdue ends as not done (终止); what was not due yet is withdrawn (撤销) and counts nowhere.
    """
    items = responsibility_list.items.exclude(carried_from=None).prefetch_related("item_units")
    for item in items:
        units = {iu.unit_id for iu in item.item_units.all()}
        going_on = Assignment.objects.filter(item=item.carried_from_id, unit__in=units, state__in=OPEN)
        for assignment in going_on.select_related("item", "unit"):
            act = "terminate" if assignment.due_on < on else "cancel"
            reason = f"结转至《{responsibility_list.title}》第{item.number}项。"
            move(assignment=assignment, act=act, version=assignment.version, reason=reason, by_decision=True, on=on, now=now, by=by)


@transaction.atomic
def archive(*, responsibility_list: ResponsibilityList, on: date, by) -> ResponsibilityList:
    """归档: off the working lists. Refused while a matter of the list is not finished."""
    must_hold(Permission.ISSUE, by, on, "归档清单")
    going_on = Assignment.objects.filter(item__responsibility_list=responsibility_list).exclude(state__in=ENDED)
    count = going_on.count()
    if count:
        first = going_on.select_related("item", "unit").order_by("item__number", "unit__path").first()
        raise Refused(
            f"还有 {count} 项任务没有了结（如“{first}”，{first.get_state_display()}），不能归档。"
            "请先办结销号、撤销或终止，或列入下一年度清单并印发。"
        )
    if responsibility_list.amendments.filter(edition=None).exists():
        raise Refused("还有未生效的变更决定，不能归档。请先使其生效或放弃。")
    swapped = ResponsibilityList.objects.filter(
        pk=responsibility_list.pk, state=ListState.ISSUED, version=responsibility_list.version
    ).update(state=ListState.ARCHIVED, archived_on=on, archived_by=by, version=responsibility_list.version + 1)
    if swapped != 1:
        raise Stale("清单刚被他人归档或变更。")
    responsibility_list.refresh_from_db()
    record(act="归档清单", target=responsibility_list, after={"on": on}, by=by)
    return responsibility_list
