"""The office's own layouts."""

from django.db import transaction
from django.db.models import F

from accounts.conflict import Refused, Stale, strike
from accounts.trail.actions import record
from tasks.exchange.columns import Chosen
from tasks.exchange.models import Layout


@transaction.atomic
def save_layout(*, layout: Layout, version: int, name: str, columns: Chosen, is_default: bool, by) -> Layout:
    """Make a layout (version 0) or change the one that was read at `version`; a new default takes the place of the old one."""
    if Layout.objects.filter(kind=layout.kind, name=name).exclude(pk=layout.pk).exists():
        raise Refused(f"已有名为“{name}”的版式。请改用别的名称。")
    before = {"name": layout.name, "columns": layout.columns, "is_default": layout.is_default} if layout.pk else None
    if is_default:
        Layout.objects.filter(kind=layout.kind, is_default=True).exclude(pk=layout.pk).update(
            is_default=False, version=F("version") + 1
        )
    values = {"name": name, "columns": columns, "is_default": is_default}
    if layout.pk is None:
        layout = Layout.objects.create(kind=layout.kind, **values)
    elif Layout.objects.filter(pk=layout.pk, version=version).update(version=F("version") + 1, **values) != 1:
        fresh = Layout.objects.get(pk=layout.pk)
        raise Stale("该版式刚被他人修改。", mine=name, theirs=fresh.name)
    layout.refresh_from_db()
    record(act="保存版式", target=layout, before=before, after=values, by=by)
    return layout


@transaction.atomic
def discard(*, layout: Layout, by) -> None:
    """Take a layout away; sheets that went out in it stay readable, for each keeps its own columns."""
    record(act="删除版式", target=layout, before={"name": layout.name, "columns": layout.columns}, by=by)
    strike(layout, words="该版式刚被他人删除。")
