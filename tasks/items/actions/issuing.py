"""印发: the approved draft gets its number and date, every unit its assignments, and each responsible person one letter."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import transaction

from accounts.conflict import Refused, Stale
from accounts.letters.actions import post
from accounts.roles import Permission
from accounts.trail.actions import record
from accounts.units.queries import LeaderBook, who_hears
from tasks.items.actions.carrying import end_what_is_carried_over
from tasks.items.actions.completeness import items_with_units, must_all_be_complete
from tasks.items.actions.weighing import keep_weight
from tasks.items.ics import with_letter
from tasks.items.links import matter_path
from tasks.items.models import Answer, Approval, Assignment, Edition, Item, Move, ResponsibilityList
from tasks.items.rights import must_hold
from tasks.items.snapshots import snapshot
from tasks.items.states import ListState, State

SHOWN = 50


@transaction.atomic
def issue(
    *, responsibility_list: ResponsibilityList, number: str, over_reason: str = "", on: date, now: datetime, by
) -> list[Assignment]:
    """Issue an approved draft under the document number `number`. Raises Refused with the first thing that is missing.

    `over_reason` is needed, and kept, when the list asks a unit for more reports in a month than the office's limit allows.
    """
    must_hold(Permission.ISSUE, by, on, "印发清单")
    _must_wait(responsibility_list, number)
    items = items_with_units(responsibility_list)
    must_all_be_complete(items, on)
    number = _free_number(number)
    approval = _approval(responsibility_list)
    claimed = ResponsibilityList.objects.filter(
        pk=responsibility_list.pk, state=ListState.DRAFT, version=responsibility_list.version
    ).update(state=ListState.ISSUED, number=number, issued_on=on, issued_by=by, version=responsibility_list.version + 1)
    if claimed != 1:
        _must_wait(responsibility_list, number)
        raise Stale("清单刚被他人修改。请刷新后再印发。", mine=number)
    keep_weight(responsibility_list=responsibility_list, reason=over_reason, on=on, by=by)
    responsibility_list.refresh_from_db()
    said = {"number": number, "on": on, "items": len(items), "approval": str(approval.decided_by)}
    entry = record(act="印发清单", target=responsibility_list, after=said, note=over_reason.strip(), by=by)
    assignments = give(items, on=on, now=now, post_label=entry.post, by=by)
    end_what_is_carried_over(responsibility_list=responsibility_list, on=on, now=now, by=by)
    Edition.objects.create(
        responsibility_list=responsibility_list, number=1, document=number, on=on, by=by, content=snapshot(responsibility_list)
    )
    _write_to_the_responsible(responsibility_list, assignments, on, now)
    return assignments


def _must_wait(responsibility_list: ResponsibilityList, number: str) -> None:
    """A list is issued once: whoever comes second is shown under which number, by whom and when."""
    fresh = ResponsibilityList.objects.select_related("issued_by").get(pk=responsibility_list.pk)
    if fresh.state != ListState.DRAFT:
        theirs = f"{fresh.number}，{fresh.issued_by}于{fresh.issued_on:%Y年%-m月%-d日}印发"
        raise Stale("清单已经印发，没有重复印发。", mine=number, theirs=theirs)


def _free_number(number: str) -> str:
    """The document number, when it is one that no list has."""
    number = number.strip()
    if not number:
        raise Refused("请填写文号，如“清直党〔2026〕8号”。")
    if ResponsibilityList.objects.filter(number=number).exists():
        raise Refused(f"文号“{number}”已经用过。请改用别的文号。")
    return number


def _approval(responsibility_list: ResponsibilityList) -> Approval:
    """The leader's word on this draft as it is; held, so that it is not taken back meanwhile."""
    live = responsibility_list.approvals.select_for_update().live().first()
    if live is None:
        raise Refused("清单尚未审定，不能印发。请先报审，由县委领导或指定的审定人审定。")
    if live.answer != Answer.APPROVED:
        raise Refused("清单已报审，尚未审定，不能印发。请等待审定。")
    return live


def give(
    items: Iterable[Item], *, on: date, now: datetime, post_label: str, by, only: Collection[int] | None = None
) -> list[Assignment]:
    """下达: one assignment for each unit of each item, with the item's own leader in its unit, else by the portfolio.

    `only`: nobody but these units (primary keys).
    """
    pairs = [(item, iu) for item in items for iu in item.item_units.all() if only is None or iu.unit_id in only]
    book = LeaderBook.of([iu.unit for _, iu in pairs], on)
    assignments = Assignment.objects.bulk_create(
        Assignment(
            item=item,
            unit=iu.unit,
            part=iu.part,
            leader=_leader(item, iu.unit, book),
            assigned_on=on,
            first_due_on=item.due_on,
            due_on=item.due_on,
        )
        for item, iu in pairs
    )
    Move.objects.bulk_create(
        Move(assignment=a, act="assign", origin="", target=State.PENDING, on=on, at=now, by=by, post=post_label)
        for a in assignments
    )
    by_item = defaultdict(list)
    for assignment in assignments:
        by_item[assignment.item].append(f"{assignment.unit.name}（{assignment.get_part_display()}）")
    for item, units in by_item.items():
        record(act="下达", target=item, after={"units": units, "due_on": item.due_on}, by=by)
    return assignments


def _leader(item: Item, unit, book: LeaderBook):
    """Whom the item names, in that leader's own unit; elsewhere whoever has the theme in the portfolio."""
    if item.leader and item.leader.unit_id == unit.pk:
        return item.leader
    return book.leader(unit, item.theme)


def _write_to_the_responsible(
    responsibility_list: ResponsibilityList, assignments: list[Assignment], on: date, now: datetime
) -> None:
    """One letter for each responsible person, whatever the number of items."""
    per_person = defaultdict(list)
    people = who_hears({a.unit_id for a in assignments}, on)
    for assignment in assignments:
        for person in people.get(assignment.unit_id, []):
            per_person[person].append(assignment)
    for person, own in per_person.items():
        own.sort(key=lambda a: (a.due_on, a.item.number))
        post(
            to=person,
            template="issued",
            context={
                "list": responsibility_list,
                "lines": [(one, matter_path(one.pk, person.pk)) for one in own[:SHOWN]],
                "count": len(own),
                "more": max(0, len(own) - SHOWN),
            },
            key=f"issued:{responsibility_list.pk}:{responsibility_list.version}:{person.pk}",
            now=now,
            data={"list": responsibility_list.pk},
            calendar=with_letter(own, now),
        )
