"""Take what its sender accepted, row by row, through the same actions as the pages: rights, trail, and the version seen."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from accounts.conflict import Refused, Stale
from accounts.models import Unit
from accounts.trail.actions import record
from tasks.exchange import comparing
from tasks.exchange.actions.leases import claim, finish
from tasks.exchange.actions.slices import Slice
from tasks.exchange.fitting import misfit
from tasks.exchange.models import Difference, Reply
from tasks.exchange.states import Kind, Outcome, ReplyState
from tasks.exchange.values import names
from tasks.items.actions.editing import amend_held
from tasks.items.states import Level, Mode, Part
from tasks.items.steps import steps
from tasks.progress import actions as progress

# So many rows are done well within a lease; should two workers meet all the same, each row is taken by one of them.
ROWS_AT_ONCE = 200
# So many rows in one transaction: what they need is read once for all, and nobody waits long for the locks.
SLICE = 25
LABELS = {"mode": {m.label: m.value for m in Mode}, "level": {level.label: level.value for level in Level}}
UNITS = ("lead", "support")


@transaction.atomic
def choose(*, reply: Reply, shown: Sequence[int], ticked: Sequence[int], by) -> int:
    """Keep the ticks of one page (`shown`); returns how many cells are ticked in all."""
    open_ = reply.differences.takeable().filter(pk__in=shown)
    if not Reply.objects.select_for_update().filter(pk=reply.pk, state=ReplyState.READ).exists():
        raise Refused("这份表已经在写入，不能再改勾选。请刷新页面。")
    on = open_.filter(pk__in=ticked, accepted=False).update(accepted=True)
    off = open_.exclude(pk__in=ticked).filter(accepted=True).update(accepted=False)
    chosen = reply.differences.chosen().count()
    record(act="勾选采纳", target=reply, after={"ticked": on, "unticked": off, "chosen": chosen}, by=by)
    return chosen


@transaction.atomic
def begin(*, reply: Reply, by) -> int:
    """Let the taking begin; returns how many cells will be taken. Raises Refused when nothing is ticked or it has begun already."""
    chosen = reply.differences.chosen().count()
    if not chosen:
        raise Refused("没有勾选要采纳的内容。请先勾选。")
    began = Reply.objects.filter(pk=reply.pk, state=ReplyState.READ, received_by=by)
    if not began.update(state=ReplyState.TAKING, done=0, total=chosen, lease_until=None, attempts=0):
        raise Refused("这份表已经采纳过，没有重复写入。请刷新页面查看结果。")
    record(act="采纳表格", target=reply, after={"cells": chosen}, by=by)
    return chosen


def take_some(*, pk: int, now: datetime, rows: int = ROWS_AT_ONCE) -> bool:
    """Take some rows of a reply whose taking has begun; True when more are left. A row that was taken is never taken again."""
    reply = claim(Reply, pk, now, ReplyState.TAKING)
    if reply is None:
        return False
    wanted = _next_rows(reply, rows)
    for at in range(0, len(wanted), SLICE):
        _take_slice(reply, wanted[at : at + SLICE], now)
    left = reply.differences.chosen().exists()
    finish(reply, state=ReplyState.TAKING if left else ReplyState.TAKEN)
    return left


def _next_rows(reply: Reply, most: int) -> list[int]:
    return list(reply.differences.chosen().order_by("row").values_list("row", flat=True).distinct()[:most])


@transaction.atomic
def _take_slice(reply: Reply, rows: Sequence[int], now: datetime) -> None:
    """A few rows in one transaction, each all or nothing by itself; the page sees how far it has come."""
    by_row: dict[int, list[Difference]] = {}
    for cell in reply.differences.chosen().select_for_update().filter(row__in=rows):
        by_row.setdefault(cell.row, []).append(cell)
    if not by_row:
        return
    taken, there = [], Slice.of(reply, [cells[0].target for cells in by_row.values()])
    for cells in by_row.values():
        if _take(there, cells, now):
            taken += [cell.pk for cell in cells]
    Difference.objects.filter(pk__in=taken).update(outcome=Outcome.TAKEN)
    Reply.objects.filter(pk=reply.pk).update(done=F("done") + sum(map(len, by_row.values())))


def _take(there: Slice, cells: list[Difference], now: datetime) -> bool:
    """One row: all its accepted cells, or none with the reason."""
    act = _item if there.reply.sheet.kind == Kind.ITEMS else _report
    try:
        act(there, cells, now)
    except ValidationError as error:
        told = "；".join(error.messages)
    except Stale as error:
        told = error.what
    except Refused as error:
        told = str(error)
    else:
        return True
    refused = Difference.objects.filter(pk__in=[cell.pk for cell in cells])
    refused.update(outcome=Outcome.REFUSED, told=told[:500])
    return False


def _unmoved(now: dict[str, str], cells: list[Difference]) -> None:
    """What the person saw as the system's value must still be it."""
    for cell in cells:
        if now[cell.column] not in (cell.now, cell.said):
            raise Refused(f"对比之后“{cell.heading}”又有改动，现为“{now[cell.column][:60]}”。请重新交回并核对。")


@transaction.atomic
def _item(there: Slice, cells: list[Difference], now: datetime) -> None:
    """A draft's item, by the same action as its page."""
    item, server = there.row(cells[0].target)
    _unmoved(server, cells)
    said = {cell.column: cell.said for cell in cells}
    wrong = misfit(server | said, set(said))
    if wrong:
        raise Refused(f"{wrong}。")
    values = {key: python(key, text) for key, text in said.items() if key not in (*UNITS, "milestones")}
    given = {"parts": _parts(server | said)} if {"mode", *UNITS} & said.keys() else {}
    given |= {"milestones": steps(said["milestones"])} if "milestones" in said else {}
    amend_held(item=item, version=item.version, values=values, by=there.reply.received_by, **given)


def python(key: str, text: str):
    """The value that the item's field takes."""
    if key in LABELS:
        return LABELS[key][text]
    if key == "due_on":
        return date.fromisoformat(text) if text else None
    if key == "checker":
        return next(iter(_units([text])), None) if text else None
    if key == "target_value":
        return Decimal(text) if text else None
    return Decimal(text) if key == "weight" else text


def _parts(values: dict[str, str]) -> dict[Unit, Part]:
    """Units with their parts; raises Refused when a unit is gone."""
    lead, support = names(values["lead"]), names(values["support"])
    part = Part.LEAD if LABELS["mode"][values["mode"]] == Mode.JOINT else Part.EACH
    return dict.fromkeys(_units(lead), part) | dict.fromkeys(_units(support), Part.SUPPORT)


def _units(wanted: Sequence[str]) -> list[Unit]:
    """The units of these names, in their order; raises Refused when one is gone."""
    found = {unit.name: unit for unit in Unit.objects.current().filter(name__in=wanted)}
    gone = next((name for name in wanted if name not in found), None)
    if gone:
        raise Refused(f"单位“{gone}”已撤销或改名。请改填现有单位。")
    return [found[name] for name in wanted]


def _report(there: Slice, cells: list[Difference], now: datetime) -> None:
    """A progress entry, by the same action as its page; its key makes the same row count once."""
    said = {cell.column: cell.said for cell in cells}
    if "text" not in said:
        raise Refused("进度须与“本次进展”一并采纳。")
    target = cells[0].target
    assignment, server = there.row(target)
    base = there.base[target]
    fresh = server if server["report"] == base.get("report", "") else server | {"text": server["last"]}
    _unmoved(fresh, cells)
    key = comparing.report_key(there.reply.sheet_id, target, said["text"], there.percents.get(target) or base["percent"])
    percent = int(said.get("percent", server["percent"]))
    progress.report(
        assignment=assignment,
        version=assignment.version,
        text=said["text"],
        percent=percent,
        key=key,
        now=now,
        by=there.reply.received_by,
    )
