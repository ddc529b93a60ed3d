"""变更决定 prepared: what it shall add, change or withdraw is collected line by line, and nothing of it counts yet."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.db.models import F

from accounts.conflict import Refused, Stale, strike
from accounts.models import Unit
from accounts.trail.actions import record
from tasks.items.actions.locking import hold
from tasks.items.models import Amendment, Change, Item, Kind, ResponsibilityList
from tasks.items.states import ListState, Part

Steps = Sequence[tuple[date, str]]


@transaction.atomic
def prepare(*, responsibility_list: ResponsibilityList, now: datetime, by) -> Amendment:
    """The decision that is being prepared for an issued list; begun when there is none."""
    if hold(responsibility_list).state != ListState.ISSUED:
        raise Refused("只有已印发、未归档的清单才能作出变更决定。")
    found = responsibility_list.amendments.filter(edition=None).first()
    return found or Amendment.objects.create(responsibility_list=responsibility_list, begun_by=by, begun_at=now)


@transaction.atomic
def put_addition(
    *,
    responsibility_list: ResponsibilityList,
    values: Mapping[str, Any],
    parts: Mapping[Unit, Part],
    milestones: Steps = (),
    now,
    by,
) -> Change:
    """拟新增 one item."""
    amendment = prepare(responsibility_list=responsibility_list, now=now, by=by)
    return _put(amendment, Kind.ADD, None, packed(values, milestones), parts, by)


@transaction.atomic
def put_change(
    *, item: Item, values: Mapping[str, Any], parts: Mapping[Unit, Part], milestones: Steps = (), now: datetime, by
) -> Change:
    """拟修改 one item; a second change of the same item in one decision takes the place of the first."""
    amendment = prepare(responsibility_list=item.responsibility_list, now=now, by=by)
    _must_stand(item)
    return _put(amendment, Kind.AMEND, item, packed(values, milestones), parts, by)


@transaction.atomic
def put_withdrawal(*, item: Item, now: datetime, by) -> Change:
    """拟撤销 one item."""
    amendment = prepare(responsibility_list=item.responsibility_list, now=now, by=by)
    _must_stand(item)
    return _put(amendment, Kind.WITHDRAW, item, {}, {}, by)


@transaction.atomic
def drop_change(*, change: Change, by) -> None:
    """Take one line out of a decision that is not in force."""
    hold(change.amendment.responsibility_list)
    if Amendment.objects.get(pk=change.amendment_id).edition:
        raise Refused("变更已经生效，不能移出。如需恢复，请另作变更决定。")
    record(act="移出变更", target=change.amendment.responsibility_list, before={"change": str(change)}, by=by)
    strike(change, words="该项变更刚被他人移出或改写。请刷新后查看。")


def _must_stand(item: Item) -> None:
    if item.withdrawn_on:
        raise Refused(f"{item}已于{item.withdrawn_on:%Y年%-m月%-d日}撤销，不能再变更。")


def _must_be_as_read(item: Item) -> None:
    """An item's version counts what is planned about it too: the second of two who plan is told, and reads the first one's line."""
    if Item.objects.filter(pk=item.pk, version=item.version).update(version=F("version") + 1) != 1:
        standing = item.changes.filter(amendment__edition=None).first()
        raise Stale("该事项刚被他人列入变更决定或修改。", theirs=str(standing or ""))
    item.version += 1


def _put(amendment: Amendment, kind: Kind, item: Item | None, values: dict, parts: Mapping[Unit, Part], by) -> Change:
    if item:
        _must_be_as_read(item)
        amendment.changes.filter(item=item).delete()
    units = [[unit.pk, Part(part).value] for unit, part in parts.items()]
    made = Change.objects.create(amendment=amendment, kind=kind, item=item, values=values, units=units)
    record(act=f"拟{kind.label}事项", target=amendment.responsibility_list, after={"change": str(made)}, by=by)
    return made


def packed(values: Mapping[str, Any], milestones: Steps) -> dict[str, Any]:
    """An item's fields as JSON, links by their primary keys."""
    plain = {name: _plain(value) for name, value in values.items()}
    return plain | {"milestones": [[f"{on:%Y-%m-%d}", title] for on, title in milestones]}


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    return str(value) if isinstance(value, date | Decimal) else value


def unpacked(values: Mapping[str, Any]) -> tuple[dict[str, Any], list[tuple[date, str]]]:
    """What `packed` wrote, as fields of an item (links by their columns) and its milestones."""
    fields: dict[str, Any] = {}
    for name, value in values.items():
        if name != "milestones":
            field = Item._meta.get_field(name)
            fields[field.attname] = field.to_python(value) if not field.is_relation else value
    return fields, [(date.fromisoformat(on), title) for on, title in values.get("milestones", ())]


def units_of(change: Change) -> dict[Unit, Part]:
    """The units of a line with their parts."""
    units = Unit.objects.in_bulk([pk for pk, _ in change.units])
    return {units[pk]: Part(part) for pk, part in change.units if pk in units}
