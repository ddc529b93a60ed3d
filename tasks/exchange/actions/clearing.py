"""Sheets are not kept for ever: after half a year the file and the note of what it said go; the row says that it was."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.trail.actions import record
from tasks.exchange.models import Sheet, SheetRow
from tasks.exchange.states import SheetState

KEPT_FOR = timedelta(days=183)
AT_ONCE = 20


def clear(*, now: datetime) -> int:
    """Clear some sheets that are too old to come back; returns how many."""
    old = Sheet.objects.filter(state=SheetState.MADE, made_at__lt=now - KEPT_FOR).select_related("responsibility_list")
    cleared = list(old.order_by("pk")[:AT_ONCE])
    for sheet in cleared:
        _clear(sheet)
    return len(cleared)


@transaction.atomic
def _clear(sheet: Sheet) -> None:
    """The rows, then the file once they are surely gone."""
    SheetRow.objects.filter(sheet=sheet).delete()
    file = sheet.file
    name, storage = file.name, file.storage
    Sheet.objects.filter(pk=sheet.pk).update(state=SheetState.CLEARED, file="", fills=False)
    record(act="清除过期表格", target=sheet, by=None)
    if name:
        transaction.on_commit(lambda: storage.delete(name), robust=True)
