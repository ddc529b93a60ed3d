"""Send a list out: note what it says now, then write the file from that note."""

import secrets
import tempfile
import uuid
from datetime import datetime

from django.core.files import File
from django.db import transaction

from accounts.conflict import Refused
from accounts.trail.actions import record
from tasks.exchange import queries
from tasks.exchange.actions.leases import ATTEMPTS, claim, finish
from tasks.exchange.columns import usual, with_fill
from tasks.exchange.models import Layout, Sheet, SheetRow
from tasks.exchange.states import Kind, SheetState
from tasks.exchange.workbook import write
from tasks.items.models import ResponsibilityList
from tasks.items.states import ListState, State

USUAL = "通用版式"


@transaction.atomic
def ask(*, listed: ResponsibilityList, kind: str, layout: Layout | None, now: datetime, by) -> Sheet:
    """Order a sheet in this layout (None: the usual one). It may be filled in when `by` may do so now."""
    if kind == Kind.LEDGER and listed.state == ListState.DRAFT:
        raise Refused("清单尚未印发，没有台账。请选择导出清单。")
    fills = queries.may_fill(by, listed, kind)
    columns = layout.columns if layout else usual(kind)
    made = Sheet.objects.create(
        responsibility_list=listed,
        kind=kind,
        layout=layout.name if layout else USUAL,
        columns=with_fill(kind, columns) if fills else columns,
        fills=fills,
        token=uuid.uuid4().hex,
        secret=secrets.token_hex(16),
        total=queries.size(by, listed, kind, fills=fills),
        made_at=now,
        made_by=by,
    )
    record(act="导出表格", target=listed, after={"kind": made.get_kind_display(), "layout": made.layout, "rows": made.total}, by=by)
    return made


def make(*, pk: int, now: datetime) -> Sheet | None:
    """Write the file of a sheet that waits; None when there is nothing to do."""
    sheet = claim(Sheet, pk, now, SheetState.WAITING)
    if sheet is None:
        return None
    if sheet.attempts > ATTEMPTS:
        finish(sheet, state=SheetState.FAILED, reason="三次生成都被中断。请稍后重新导出。")
        return None
    _note(sheet)
    with tempfile.TemporaryFile() as out:
        write(out, sheet=sheet, title=sheet.responsibility_list.title, fills=sheet.fills, rows=_rows(sheet))
        sheet.file.save(f"{uuid.uuid4().hex}.xlsx", File(out), save=False)
    if not finish(sheet, state=SheetState.MADE, file=sheet.file.name, done=sheet.total, total=sheet.total):
        sheet.file.delete(save=False)
        return None
    sheet.refresh_from_db()
    return sheet


@transaction.atomic
def _note(sheet: Sheet) -> None:
    """Keep what is exported, at one moment: the base of every later comparison."""
    sheet.rows.all().delete()
    sheet.total = 0
    for chunk in queries.snapshot(sheet.made_by, sheet.responsibility_list, sheet.kind, fills=sheet.fills):
        SheetRow.objects.bulk_create(SheetRow(sheet=sheet, target=target, values=values) for target, values in chunk)
        sheet.total += len(chunk)


def _rows(sheet: Sheet):
    """The noted rows; of a ledger only those in hand may be filled in. The page sees how far it has come."""
    for number, row in enumerate(sheet.rows.iterator(chunk_size=queries.CHUNK)):
        if number % queries.CHUNK == 0:
            Sheet.objects.filter(pk=sheet.pk).update(done=number)
        yield row.target, row.values, sheet.kind == Kind.ITEMS or row.values["state"] == State.ACTIVE.label
