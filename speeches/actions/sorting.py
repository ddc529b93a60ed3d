"""A person decides the pieces that belong to no directive: each gets its kind, in bulk or one by one."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from accounts.conflict import Refused, Stale
from accounts.trail.actions import record
from speeches.actions.settling import fix, hold, reopen, settle
from speeches.models import Piece, Speech
from speeches.states import DIRECTIVE_KINDS, PieceKind


@transaction.atomic
def decide_pieces(*, speech: Speech, pieces: Iterable[int], kind: str | None, now: datetime, by) -> int:
    """Give undecided pieces outside directives one kind (None: as the reader proposes). Returns how many were decided.

    What somebody else has decided meanwhile stays; Stale when that is all of them.
    """
    if kind is not None:
        _must_be_other(kind)
    hold(speech.pk)
    chosen, name = list(pieces), PieceKind(kind).label if kind else "按识别结果"
    decided = fix(speech.pieces.outside().open().filter(pk__in=chosen), kind, now, by)
    if decided:
        record(act="认定语句", target=speech, after={"pieces": decided, "kind": name}, at=now, by=by)
    elif taken := speech.pieces.worded().filter(pk__in=chosen).select_related("decided_by", "directive"):
        raise Stale("这些语句刚被他人认定。", mine=name, theirs=_standing(speech, taken))
    settle(speech)
    return decided


@transaction.atomic
def sort_pieces(*, speech: Speech, kinds: Mapping[int, str], now: datetime, by) -> int:
    """Give each piece (pk -> kind) its own kind. Raises Stale when somebody else has decided one of them: nothing is overwritten."""
    for kind in kinds.values():
        _must_be_other(kind)
    hold(speech.pk)
    mine = speech.pieces.filter(pk__in=kinds).select_related("decided_by", "directive")
    taken = [piece for piece in mine if piece.decided_kind or piece.directive_id]
    if taken or len(mine) != len(kinds):
        raise Stale("其中有语句刚被他人认定。", mine=_named(speech, kinds), theirs=_standing(speech, taken))
    for pk, kind in kinds.items():
        fix(speech.pieces.filter(pk=pk), kind, now, by)
    after = {"pieces": len(kinds), "kinds": dict(Counter(PieceKind(kind).label for kind in kinds.values()))}
    record(act="认定语句", target=speech, after=after, at=now, by=by)
    settle(speech)
    return len(kinds)


@transaction.atomic
def reopen_pieces(*, speech: Speech, pieces: Iterable[int], by) -> int:
    """撤回认定: pieces outside directives are undecided again. Returns how many."""
    hold(speech.pk)
    reopened = reopen(speech.pieces.outside().filter(pk__in=list(pieces), decided_by__isnull=False))
    if reopened:
        record(act="撤回认定", target=speech, after={"pieces": reopened}, by=by)
    settle(speech)
    return reopened


def _must_be_other(kind: str) -> None:
    if kind in DIRECTIVE_KINDS or kind not in PieceKind.values:
        raise Refused("请选择类别：背景、问题、号召、引语或套语。")


def _named(speech: Speech, kinds: Mapping[int, str]) -> str:
    pieces = speech.pieces.filter(pk__in=kinds)
    return "\n".join(f"{PieceKind(kinds[p.pk]).label}：{speech.text[p.start : p.end].strip()}" for p in pieces)


def _standing(speech: Speech, taken: Iterable[Piece]) -> str:
    lines = []
    for piece in taken:
        state = f"列入指示“{piece.directive}”" if piece.directive else f"{piece.get_decided_kind_display()}（{piece.decided_by}）"
        lines.append(f"{state}：{speech.text[piece.start : piece.end].strip()}")
    return "\n".join(lines)
