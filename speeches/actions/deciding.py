"""A person decides each directive: confirmed as read, amended, or no directive at all; and may take it back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.conflict import Refused, Stale
from accounts.trail.actions import record
from speeches.actions.settling import fix, fix_as_demand, hold, reopen, settle
from speeches.models import Directive
from speeches.states import DIRECTIVE_KINDS, DirectiveState, PieceKind

EDITABLE = ("title", "actor", "lead_units", "support_units", "due_on", "recurrence", "themes", "duty", "four_manage", "four_key")
BY_HAND = "人工"


@transaction.atomic
def confirm(*, directive: Directive, version: int, now: datetime, by) -> Directive:
    """确认: the directive stands as the reader found it."""
    speech = hold(directive.speech_id)
    swap(directive, version, state=DirectiveState.CONFIRMED, decided_at=now, decided_by=by)
    fix_as_demand(directive, now, by)
    record(act="确认指示", target=directive, after={"state": "已确认"}, at=now, by=by)
    settle(speech)
    return directive


@transaction.atomic
def amend(*, directive: Directive, version: int, values: Mapping[str, Any], now: datetime, by) -> Directive:
    """修改并确认: what a person typed is marked 人工; the reader's own values stay in `proposal`."""
    speech = hold(directive.speech_id)
    before = {name: getattr(directive, name) for name in EDITABLE}
    changed = {name: values[name] for name in EDITABLE if name in values and values[name] != before[name]}
    for name, value in changed.items():
        setattr(directive, name, value)
    directive.clean_fields(exclude=[f.name for f in Directive._meta.fields if f.name not in changed or not changed[f.name]])
    sources = directive.sources | dict.fromkeys(changed, BY_HAND)
    decided = {"state": DirectiveState.CONFIRMED, "decided_at": now, "decided_by": by}
    swap(directive, version, mine=in_words(values), sources=sources, **changed, **decided)
    fix_as_demand(directive, now, by)
    old = {name: before[name] for name in changed}
    record(act="修改指示", target=directive, before=old, after=changed, at=now, by=by)
    settle(speech)
    return directive


@transaction.atomic
def reject(*, directive: Directive, version: int, kind: str, now: datetime, by) -> Directive:
    """不是指示: its pieces become what they are (`kind`)."""
    if kind in DIRECTIVE_KINDS or kind not in PieceKind.values:
        raise Refused("请选择这段话的类别：背景、问题、号召、引语或套语。")
    must_not_be_listed(directive, "改判为非指示")
    speech = hold(directive.speech_id)
    swap(directive, version, state=DirectiveState.REJECTED, decided_at=now, decided_by=by)
    fix(directive.pieces.all(), kind, now, by)
    record(act="认定非指示", target=directive, after={"kind": PieceKind(kind).label}, at=now, by=by)
    settle(speech)
    return directive


@transaction.atomic
def restore(*, directive: Directive, version: int, now: datetime, by) -> Directive:
    """撤回判定: undecided again, unless an item of a list already rests on it."""
    must_not_be_listed(directive, "撤回判定")
    speech = hold(directive.speech_id)
    old = directive.get_state_display()
    swap(directive, version, state=DirectiveState.PROPOSED, decided_at=None, decided_by=None)
    reopen(directive.pieces.all())
    record(act="撤回判定", target=directive, before={"state": old}, after={"state": "待判定"}, at=now, by=by)
    settle(speech)
    return directive


def must_not_be_listed(directive: Directive, act: str) -> None:
    """An item of a list that rests on the directive must go first."""
    if directive.items.exists() or directive.shared_items.exists():
        raise Refused(f"该指示已列入清单，不能{act}。请先从清单中移出。")


def swap(directive: Directive, version: int, *, mine: str = "", **values: Any) -> None:
    """Compare-and-swap by version; the loser is shown what stands now beside what he typed."""
    if Directive.objects.filter(pk=directive.pk, version=version).update(version=F("version") + 1, **values) != 1:
        fresh = Directive.objects.select_related("decided_by").filter(pk=directive.pk).first()
        if fresh is None:
            raise Stale("该指示刚被他人并入另一条。", mine=mine or directive.title)
        theirs = in_words({name: getattr(fresh, name) for name in EDITABLE})
        who = f"（{fresh.get_state_display()}{f'，{fresh.decided_by}' if fresh.decided_by else ''}）"
        raise Stale("该指示刚被他人判定或修改。", mine=mine or directive.title, theirs=f"{theirs}\n{who}")
    directive.refresh_from_db()


def in_words(values: Mapping[str, Any]) -> str:
    """The editable values as lines that can be read and copied."""
    lines = []
    for name in EDITABLE:
        value = values.get(name)
        if value:
            shown = "、".join(value) if isinstance(value, list | tuple) else value
            lines.append(f"{Directive._meta.get_field(name).verbose_name}：{shown}")
    return "\n".join(lines)
