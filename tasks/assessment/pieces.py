"""What is known about a unit beside its assignments: periods of standing duties, opinions, 加减分, 否决 and unanswered orders. Pure."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """Where a piece comes from."""

    DUTY = "duty"
    BALLOT = "ballot"
    APPRAISAL = "appraisal"
    ADJUSTMENT = "adjustment"
    VETO = "veto"
    ORDER = "order"


@dataclass(frozen=True)
class Piece:
    """One record: `ref` its row, `word` what is known, `on` its day (due date, limit, day of what happened).

    `kept`: a duty's period was kept. `points`: an opinion 0 to 100, or what a ruling adds (below zero: takes).
    `clause`: which one of the scheme a ruling names. `aside`: why it does not count; empty when it does.
    """

    kind: str
    ref: int
    title: str
    word: str
    on: date | None = None
    kept: bool = False
    points: Decimal | None = None
    clause: str = ""
    aside: str = ""

    @property
    def key(self) -> str:
        """Names it among all facts of a unit."""
        return f"{self.kind}:{self.ref}"


def as_piece(data: dict[str, Any]) -> Piece:
    """A piece from plain data; what a later form has more keeps its default."""
    known = {field.name: data[field.name] for field in fields(Piece) if field.name in data}
    on = date.fromisoformat(data["on"]) if data.get("on") else None
    return Piece(**known | {"on": on, "points": None if data.get("points") is None else Decimal(data["points"])})


def of_kind(pieces: list[Piece], kind: Kind) -> list[Piece]:
    """Those of a kind that count."""
    return [piece for piece in pieces if piece.kind == kind and not piece.aside]
