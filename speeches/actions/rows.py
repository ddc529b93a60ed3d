"""From what the reader found to rows: a directive with the reader's own values as its proposal, and the pieces that tile the text."""

from collections.abc import Sequence
from typing import Any

from speeches.models import Directive, Piece, Section, Speech
from speeches.states import BLANK, PieceKind

LISTS = ("lead_units", "support_units", "regulations", "campaigns", "themes", "duty", "four_manage", "four_key")


def values_of(one) -> dict[str, Any]:
    """The columns of a directive that was read, cut to what they hold."""
    values = {name: list(getattr(one, name)) for name in LISTS}
    return values | {
        "ordinal": (one.ordinal or "")[:20],
        "title": one.title[:24],
        "actor": (one.actor or "")[:100],
        "deadline": (one.deadline or "")[:60],
        "due_on": one.due_on,
        "recurrence": (one.recurrence or "")[:60],
        "strength": one.strength,
        "demands": [list(span) for span in one.demands],
    }


def proposal_of(one, values: dict[str, Any]) -> dict[str, Any]:
    """The reader's own values, to be kept beside what people make of them."""
    return values | {"due_on": one.due_on and one.due_on.isoformat(), "start": one.start, "end": one.end}


def directive_row(speech: Speech, order: int, one, sections: Sequence[Section]) -> Directive:
    """The row of one directive."""
    values, span = values_of(one), {"start": one.start, "end": one.end}
    told = {"sources": dict(one.sources), "proposal": proposal_of(one, values), "section": _home(one, sections)}
    return Directive(speech=speech, order=order, **span, **told, **values)


def _home(one, sections: Sequence[Section]) -> Section | None:
    """The top-level section that the directive stands in."""
    return next((s for s in sections if s.level == 1 and s.start <= one.start < s.end), None)


def piece_rows(speech: Speech, pieces: Sequence, directives: Sequence[Directive], first: int = 0) -> list[Piece]:
    """The tiles, each tied to the directive that it is part of, numbered from `first`; blank lines need no decision."""
    rows, at = [], 0
    for order, piece in enumerate(pieces, first):
        while at < len(directives) and directives[at].end <= piece.start:
            at += 1
        owner = directives[at] if at < len(directives) and directives[at].start <= piece.start else None
        row = Piece(speech=speech, order=order, start=piece.start, end=piece.end, kind=piece.kind, rule=piece.rule, directive=owner)
        row.decided_kind = PieceKind.FURNITURE if piece.rule == BLANK else ""
        rows.append(row)
    return rows
