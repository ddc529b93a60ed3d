"""A filled-in sheet comes back: kept, opened in a child process, compared cell by cell. Nothing of it is taken yet."""

import hashlib
import uuid
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.conflict import NotYours, Refused
from accounts.files.quota import charge_home
from accounts.files.scanning import refuse_infected
from accounts.sheets import opening
from accounts.sheets.text import visible
from accounts.trail.actions import record
from speeches import documents
from tasks.exchange import comparing, queries, reading
from tasks.exchange.actions.leases import ATTEMPTS, claim, finish
from tasks.exchange.models import Difference, Reply, Sheet, SheetRow
from tasks.exchange.states import Kind, ReplyState, SheetState, Verdict
from tasks.items.models import ResponsibilityList
from tasks.items.states import ListState
from tasks.progress.models import Report

MOST_ROWS = 5_000
GONE = "这份填报表的导出记录已不在，或不是从您能看到的清单导出的。请重新下载后填写。"


@transaction.atomic
def receive(*, listed: ResponsibilityList, data: bytes, name: str, now: datetime, by) -> Reply:
    """Keep an upload until it is compared. Raises NotYours, or Refused for what can be seen at once."""
    if not queries.may_fill(by, listed, Kind.ITEMS if listed.state == ListState.DRAFT else Kind.LEDGER):
        raise NotYours("您的岗位不能用表格填报这份清单。")
    shown = visible(name.replace("\\", "/").rsplit("/", 1)[-1])[-120:] or "未命名.xlsx"
    if not data:
        raise Refused("文件是空的。请选择填写好的填报表。")
    if len(data) > opening.LARGEST:
        raise Refused("文件超过 5 MB。请使用下载的填报表，不要插入图片。")
    if documents.is_marked(shown):
        raise Refused("文件名带有密级标志。严禁上传涉密文件，请勿通过本系统报送。")
    refuse_infected(data)
    charge_home(user=by, size=len(data), on=timezone.localdate(now))
    reply = Reply(responsibility_list=listed, name=shown, digest=hashlib.sha256(data).hexdigest(), received_at=now, received_by=by)
    reply.file.save(f"{uuid.uuid4().hex}.xlsx", ContentFile(data), save=False)
    reply.save(force_insert=True)
    record(act="交回表格", target=listed, after={"name": shown, "digest": reply.digest}, at=now, by=by)
    return reply


def read(*, pk: int, now: datetime) -> Reply | None:
    """Compare a reply that waits; None when there is nothing to do."""
    reply = claim(Reply, pk, now, ReplyState.RECEIVED)
    if reply is None:
        return None
    try:
        if reply.attempts > ATTEMPTS:
            raise Refused("三次读取都被中断。请核对文件后重新交回。")
        said, sheet = _open(reply)
        _compare(reply, sheet, said)
    except (Refused, reading.NotOurs) as refused:
        finish(reply, state=ReplyState.REFUSED, reason=str(refused))
    reply.file.delete(save=False)
    reply.refresh_from_db()
    return reply


def _open(reply: Reply) -> tuple[reading.Said, Sheet]:
    """What the file says, and the export that it belongs to."""
    if not reply.file.storage.exists(reply.file.name):
        raise Refused("文件已不在。请重新交回。")
    with reply.file.open("rb") as file:
        answer = opening.read(file.read(), [reading.PAGE], rows=MOST_ROWS + reading.HEAD_ROW)
    token = reading.token_of(answer)
    sheet = Sheet.objects.select_related("responsibility_list").filter(token=token).first()
    lists = ResponsibilityList.objects.visible_to(reply.received_by)
    if sheet is None or not lists.filter(pk=sheet.responsibility_list_id).exists():
        raise Refused(GONE)
    if sheet.responsibility_list_id != reply.responsibility_list_id:
        here, there = reply.responsibility_list.title, sheet.responsibility_list.title
        raise Refused(f"这份表是从清单《{there}》导出的，不是《{here}》。请到那份清单的“表格往来”页交回。")
    if sheet.state == SheetState.CLEARED:
        raise Refused("这份表导出已超过半年，导出记录已清除，不能再对比。请重新下载填报表。")
    if not sheet.fills:
        raise Refused("这份表导出时只供查看，没有可以填写的单元格。请重新下载填报表。")
    if not queries.may_fill(reply.received_by, reply.responsibility_list, sheet.kind):
        raise Refused("清单的状态已变，这份表不能再填报。请在系统中办理。")
    return reading.read(answer, sheet.secret), sheet


@transaction.atomic
def _compare(reply: Reply, sheet: Sheet, said: reading.Said) -> None:
    """Note every difference and every fault; a worker that lost its lease notes nothing."""
    headings, units = dict(sheet.columns), queries.unit_names()
    rows = [_fault(reply, fault, headings) for fault in said.faults]
    targets = list(said.rows)
    for at in range(0, len(targets), queries.CHUNK):
        rows += _chunk(reply, sheet, said, targets[at : at + queries.CHUNK], headings, units)
    Difference.objects.bulk_create(rows, batch_size=queries.CHUNK)
    exported = sheet.rows.count()
    there = sheet.rows.filter(target__in=targets).count() if len(targets) < 900 else len(targets)
    counts = {"rows": len(targets), "missing": max(exported - there, 0)}
    if not finish(reply, state=ReplyState.READ, sheet=sheet, file="", **counts):
        transaction.set_rollback(True)


def _chunk(reply: Reply, sheet: Sheet, said: reading.Said, targets: list[int], headings: dict, units) -> list[Difference]:
    """The differences of some rows, in a fixed number of queries."""
    base = dict(SheetRow.objects.filter(sheet=sheet, target__in=targets).values_list("target", "values"))
    now = queries.current(reply.received_by, reply.responsibility_list, sheet.kind, targets)
    recorded = _recorded(sheet, said, targets, base) if sheet.kind == Kind.LEDGER else set()
    found = []
    for target in targets:
        if target in recorded:
            continue
        place = {"reply": reply, "row": said.rows[target], "target": target}
        if target not in base or target not in now:
            told = "这一项已不在清单中、已办结，或不在您的办理范围，没有采纳"
            if target not in base or comparing.filled(sheet.kind, base[target], said.cells[target]):
                found.append(Difference(**place, verdict=Verdict.FAULT, told=told))
            continue
        server = _seen(base[target], now[target])
        label = comparing.label(sheet.kind, base[target])
        for one in comparing.row(sheet.kind, base=base[target], now=server, raw=said.cells[target], units=units):
            shown = {"base": one.base, "now": one.now, "said": one.said, "told": one.told, "verdict": one.verdict}
            found.append(
                Difference(
                    **place, **shown, label=label, column=one.column, heading=headings.get(one.column, "")[:30],
                    accepted=one.verdict == Verdict.CHANGE,
                )
            )  # fmt: skip
    return found


def _seen(base: dict[str, str], now: dict[str, str]) -> dict[str, str]:
    """The server's side: in a ledger a newer progress entry than the exported one stands against the sheet's text."""
    if "report" in now and now["report"] != base.get("report", ""):
        return now | {"text": now["last"]}
    return now


def _recorded(sheet: Sheet, said: reading.Said, targets: list[int], base: dict[int, dict[str, str]]) -> set[int]:
    """Rows that have already made their progress entry: the same file again is harmless."""
    keys = {comparing.row_key(sheet.pk, t, base.get(t, {}), said.cells[t]): t for t in targets}
    return {keys[key] for key in Report.objects.filter(key__in=list(keys)).values_list("key", flat=True)}


def _fault(reply: Reply, fault: reading.Fault, headings: dict) -> Difference:
    heading = headings.get(fault.column, "")
    return Difference(reply=reply, row=fault.row, column=fault.column, heading=heading[:30], told=fault.text, verdict=Verdict.FAULT)
