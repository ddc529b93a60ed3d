"""What a sheet says of an assignment, and the fact behind its figure, as plain data and back. Pure.

Live pages and snapshots both go through these forms, so that a closed sheet cannot say more or less than the open one did.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tasks.assessment.pieces import Piece, as_piece
from tasks.assessment.scoring.facts import Fact


@dataclass(frozen=True)
class Proof:
    """One submission that was decided: handed in and decided on which days, by whom, with which words."""

    on: date
    decided_on: date | None
    decided_by: str
    result: str


@dataclass(frozen=True)
class Case:
    """One assignment as its unit's sheet shows it."""

    pk: int
    title: str
    state: str
    due_on: date
    submitted_on: date | None
    approved: Proof | None
    returned: tuple[Proof, ...]


def plain(thing: Any) -> Any:
    """Dataclasses, facts, dates and decimals as JSON knows them."""
    data = thing._asdict() if isinstance(thing, Fact) else asdict(thing)
    return json.loads(json.dumps(data, default=str, ensure_ascii=False))


def day(text: str | None) -> date | None:
    """A date from plain data."""
    return date.fromisoformat(text) if text else None


def as_case(data: dict[str, Any]) -> Case:
    """A case from plain data."""
    days = {name: day(data[name]) for name in ("due_on", "submitted_on")}
    approved = _proof(data["approved"]) if data["approved"] else None
    return Case(**data | days | {"approved": approved, "returned": tuple(_proof(one) for one in data["returned"])})


def as_fact(data: dict[str, Any]) -> Fact | Piece:
    """A fact from plain data; what a later form of facts has more keeps its default."""
    if "kind" in data:
        return as_piece(data)
    known = {name: data[name] for name in Fact._fields if name in data}
    days = {name: day(data[name]) for name in ("due_on", "delivered_on")}
    return Fact(**known | days | {"weight": Decimal(data["weight"])})


def _proof(data: dict[str, Any]) -> Proof:
    return Proof(**data | {name: day(data[name]) for name in ("on", "decided_on")})
