"""变更生效: a recorded decision makes a new edition of an issued list, and what runs already follows it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from accounts.access import may
from accounts.conflict import NotYours, Refused, Stale
from accounts.letters.actions import post
from accounts.models import User
from accounts.roles import Permission
from accounts.trail.actions import record
from accounts.units.queries import who_hears
from tasks.items.actions.amending import units_of, unpacked
from tasks.items.actions.completeness import items_with_units, must_all_be_complete
from tasks.items.actions.drafting import add_item
from tasks.items.actions.fields import COPIED, put_milestones, put_units, shown
from tasks.items.actions.issuing import give
from tasks.items.actions.locking import hold
from tasks.items.actions.weighing import keep_weight
from tasks.items.life import move, reschedule
from tasks.items.models import Amendment, Assignment, Change, Edition, Item, Kind, ResponsibilityList
from tasks.items.snapshots import snapshot
from tasks.items.states import ENDED, OPEN, RUNNING, ListState


@transaction.atomic
def decide(
    *, amendment: Amendment, document: str, decided_on: date, reason: str, over_reason: str = "", on: date, now: datetime, by: User
) -> Edition:
    """Put a prepared decision in force under its number, date and reason; one letter to each person whose units it concerns.

    Due dates of running matters follow their item (the first date stays on record); new units get theirs, units that are taken off
    and withdrawn items end as 撤销. Raises Refused with the first thing that is missing.
    """
    if not may(by, Permission.ISSUE, on):
        raise NotYours("变更决定由党建办作出。")
    listed = hold(amendment.responsibility_list)
    changes = list(amendment.changes.select_related("item").order_by("id"))
    _must_be_sayable(changes, document, reason)
    edition = listed.edition + 1
    said = {"document": document.strip(), "decided_on": decided_on, "reason": reason.strip(), "decided_by": by, "edition": edition}
    if Amendment.objects.filter(pk=amendment.pk, edition=None).update(**said) != 1:
        raise Stale("该变更决定刚被他人办理。", mine=reason)
    _keep_first(listed)
    claimed = ResponsibilityList.objects.filter(pk=listed.pk, state=ListState.ISSUED, version=listed.version)
    if claimed.update(edition=edition, version=F("version") + 1) != 1:
        raise Stale("清单刚被他人变更或归档。", mine=reason)
    listed.refresh_from_db()
    after = {"edition": edition, "document": document.strip(), "changes": [str(change) for change in changes]}
    entry = record(act="变更清单", target=listed, after=after, note=reason.strip(), at=now, by=by)
    why = f"{document.strip()}：{reason.strip()}"[:500]
    touched = _Touched(why, entry.post, on, now, by)
    for change in changes:
        touched.carry_out(listed, change)
    keep_weight(responsibility_list=listed, only=touched.weighed, reason=over_reason, on=on, by=by)
    made = Edition.objects.create(
        responsibility_list=listed, number=edition, document=document.strip(), on=decided_on, reason=reason.strip(), by=by,
        content=snapshot(listed),
    )  # fmt: skip
    _tell(listed, made, touched.lines, on, now)
    amendment.refresh_from_db()
    return made


def _must_be_sayable(changes: Sequence[Change], document: str, reason: str) -> None:
    if not changes:
        raise Refused("变更决定中没有内容。请先列入要新增、修改或撤销的事项。")
    if not document.strip():
        raise Refused("请填写决定文号。")
    if not reason.strip():
        raise Refused("请填写变更理由。")


def _keep_first(listed: ResponsibilityList) -> None:
    """A list that was issued before versions were kept gets its first one now."""
    if listed.edition == 1 and not listed.editions.exists():
        said = {"document": listed.number, "on": listed.issued_on, "by": listed.issued_by}
        Edition.objects.create(responsibility_list=listed, number=1, content=snapshot(listed), **said)


class _Touched:
    """Carries changes out one by one, and remembers whom they concern (`lines` by unit) and which items weigh anew."""

    def __init__(self, why: str, post_label: str, on: date, now: datetime, by: User) -> None:
        self.why, self.post_label = why, post_label
        self.clock = {"on": on, "now": now, "by": by}
        self.lines: dict[int, list[str]] = defaultdict(list)
        self.weighed: list[int] = []

    def carry_out(self, listed: ResponsibilityList, change: Change) -> None:
        """One line of the decision."""
        if change.kind == Kind.ADD:
            self._add(listed, change)
        elif change.kind == Kind.WITHDRAW:
            self._withdraw(change.item)
        else:
            self._amend(change)

    def _add(self, listed: ResponsibilityList, change: Change) -> None:
        fields, steps = unpacked(change.values)
        item = add_item(
            responsibility_list=listed, values=fields, units=units_of(change), milestones=steps, act="增列事项", by=self.clock["by"]
        )
        Change.objects.filter(pk=change.pk).update(item=item)
        self._give(item, {unit.pk for unit in units_of(change)})
        self._tell(units_of(change), f"新增第{item.number}项“{item.title}”，{item.due_on:%Y年%-m月%-d日}前完成")

    def _withdraw(self, item: Item) -> None:
        Item.objects.filter(pk=item.pk).update(withdrawn_on=self.clock["on"], version=F("version") + 1)
        record(act="撤销事项", target=item, note=self.why, at=self.clock["now"], by=self.clock["by"])
        ended = self._end(item.assignments.filter(state__in=OPEN))
        self._tell((a.unit for a in ended), f"撤销第{item.number}项“{item.title}”")

    def _amend(self, change: Change) -> None:
        item, (fields, steps) = Item.objects.get(pk=change.item_id), unpacked(change.values)
        before, old_due = shown(item), item.due_on
        for name, value in fields.items():
            setattr(item, name, value)
        item.full_clean(exclude=COPIED)
        Item.objects.filter(pk=item.pk).update(version=F("version") + 1, **fields)
        item = Item.objects.select_related("checker", "leader").get(pk=item.pk)
        after, parts = shown(item), units_of(change)
        before["units"], after["units"] = put_units(item, parts)
        before["milestones"], after["milestones"] = put_milestones(item, steps)
        names = [name for name in after if after[name] != before[name]]
        said = {"before": {n: before[n] for n in names}, "after": {n: after[n] for n in names}}
        record(act="变更事项", target=item, note=self.why, at=self.clock["now"], by=self.clock["by"], **said)
        self._follow(item, {unit.pk for unit in parts}, old_due)

    def _follow(self, item: Item, units: set[int], old_due: date | None) -> None:
        """Units come and go, and running matters take the item's new date."""
        given = list(item.assignments.select_related("item", "unit"))
        gone = self._end([a for a in given if a.unit_id not in units and a.state in OPEN])
        self._tell((a.unit for a in gone), f"第{item.number}项“{item.title}”不再由贵单位承担")
        self._give(item, units - {a.unit_id for a in given})
        if item.due_on != old_due:
            self._redate([a for a in given if a.unit_id in units and a.state in RUNNING and self._moves(a, item, old_due)], item)
        kept = [a.unit for a in given if a.unit_id in units and a.state not in ENDED]
        if kept:  # an item that its parts carry out may have no date
            self._tell(kept, f"第{item.number}项“{item.title}”有变更，时限{item.due_on:%Y年%-m月%-d日}")

    @staticmethod
    def _moves(a: Assignment, item: Item, old_due: date | None) -> bool:
        """A date that was put off for one unit alone is not brought forward again."""
        return a.due_on != item.due_on and (a.due_on == old_due or item.due_on > a.due_on)

    def _redate(self, running: Iterable[Assignment], item: Item) -> None:
        for one in running:
            reschedule(assignment=one, version=one.version, due_on=item.due_on, reason=self.why, by_decision=True, **self.clock)

    def _end(self, going_on: Iterable[Assignment]) -> list[Assignment]:
        return [
            move(assignment=a, act="cancel", version=a.version, reason=self.why, by_decision=True, **self.clock) for a in going_on
        ]

    def _give(self, item: Item, units: set[int]) -> None:
        """下达 to units that have not had the item before."""
        if not units:
            return
        fresh = next(one for one in items_with_units(item.responsibility_list) if one.pk == item.pk)
        must_all_be_complete([fresh], self.clock["on"])
        give([fresh], **self.clock, post_label=self.post_label, only=units)
        self.weighed.append(item.pk)

    def _tell(self, units: Iterable, line: str) -> None:
        for unit in units:
            self.lines[unit.pk].append(line)


def _tell(listed: ResponsibilityList, edition: Edition, lines: dict[int, list[str]], on: date, now: datetime) -> None:
    """One letter for each responsible person, whatever the number of changes."""
    per_person: dict[User, list[str]] = defaultdict(list)
    for unit, people in who_hears(lines, on).items():
        for person in people:
            per_person[person] += lines[unit]
    for person, own in per_person.items():
        post(
            to=person,
            template="amended",
            context={"list": listed, "edition": edition, "lines": list(dict.fromkeys(own))[:50]},
            key=f"amended:{listed.pk}:{edition.number}:{person.pk}",
            now=now,
            data={"list": listed.pk},
        )
