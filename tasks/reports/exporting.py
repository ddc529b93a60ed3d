"""Order a large file, make it in the worker, clear it after a week."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts.access import may
from accounts.conflict import Refused
from accounts.trail.actions import record
from tasks.exchange.actions.leases import ATTEMPTS, claim, finish
from tasks.exchange.states import SheetState
from tasks.reports.making import KINDS
from tasks.reports.models import Export
from tasks.reports.text import file_name

KEPT_FOR = timedelta(days=7)
AT_ONCE = 20
GONE = "您的岗位或这份内容已有变动，现在不能导出。请重新打开页面再试。"


@transaction.atomic
def order(*, kind: str, about: int, chosen: dict[str, str], now: datetime, by) -> Export:
    """A file that the worker will make; one that the same person already waits for is not ordered twice, and another one has to wait.

    Raises Refused while a file of the same person is being made (RELIABILITY R2: one at a time per user).
    """
    size = KINDS[kind].size(by, about, chosen)
    chosen = {**chosen, **KINDS[kind].rests_on(by, about)}
    # Two clicks at once: the second waits here and then sees what the first ordered.
    get_user_model().objects.select_for_update(no_key=True).get(pk=by.pk)
    waiting = list(Export.objects.filter(made_by=by, state=SheetState.WAITING).order_by("pk"))
    same = next((one for one in waiting if (one.kind, one.about, one.chosen) == (kind, about, chosen)), None)
    if same:
        return same
    if waiting:
        raise Refused("您要的另一份文件正在生成，一次只生成一份。请等它生成以后再导出这一份。")
    made = Export.objects.create(kind=kind, about=about, chosen=chosen, total=size, made_at=now, made_by=by)
    record(act="导出文件", target=made, after={"kind": kind, "about": about, "rows": size} | chosen, at=now, by=by)
    return made


def newest(*, kind: str, about: int, chosen: dict[str, str], by) -> Export | None:
    """The file of this person that was made last, while what it rests on has not changed."""
    chosen = {**chosen, **KINDS[kind].rests_on(by, about)}
    mine = Export.objects.filter(made_by=by, kind=kind, about=about, state=SheetState.MADE).order_by("-pk")
    return next((one for one in mine if one.chosen == chosen), None)


def make(*, pk: int, now: datetime) -> Export | None:
    """Make a file that waits, with the rights that its person has now; None when there is nothing to do."""
    export = claim(Export, pk, now, SheetState.WAITING)
    if export is None:
        return None
    if export.attempts > ATTEMPTS:
        finish(export, state=SheetState.FAILED, reason="三次生成都被中断。请稍后重新导出，或缩小范围。")
        return None
    kind = KINDS[export.kind]
    try:
        if not export.made_by.is_active or not may(export.made_by, kind.permission):
            raise Http404
        heard = {"told": progress(export)} if kind.tells else {}
        content, title, ending = kind.make(export.made_by, export.about, export.chosen, timezone.localtime(now), **heard)
        export.file.save(f"{uuid.uuid4().hex}.{ending}", ContentFile(content.getvalue()), save=False)
    except Http404:
        finish(export, state=SheetState.FAILED, reason=GONE)
        return None
    except Refused as refused:
        finish(export, state=SheetState.FAILED, reason=str(refused)[:500])
        return None
    done = {"state": SheetState.MADE, "file": export.file.name, "done": export.total, "title": file_name(title, ending)}
    if not finish(export, **done):
        export.file.delete(save=False)
        return None
    export.refresh_from_db()
    return export


def progress(export: Export) -> Callable[[float], None]:
    """Writes how far it is for the page that waits; nothing once another worker has taken over."""
    mine = Export.objects.filter(pk=export.pk, attempts=export.attempts, state=SheetState.WAITING)
    return lambda share: mine.update(done=min(int(export.total * share), export.total)) and None


def clear(*, now: datetime) -> int:
    """Clear some files that are older than a week; returns how many."""
    old = list(Export.objects.filter(state=SheetState.MADE, made_at__lt=now - KEPT_FOR).order_by("pk")[:AT_ONCE])
    for export in old:
        _clear(export)
    return len(old)


@transaction.atomic
def _clear(export: Export) -> None:
    """The file goes once the row surely says so."""
    name, storage = export.file.name, export.file.storage
    Export.objects.filter(pk=export.pk).update(state=SheetState.CLEARED, file="")
    record(act="清除过期文件", target=export, by=None)
    transaction.on_commit(lambda: storage.delete(name), robust=True)
