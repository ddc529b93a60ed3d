"""What the reader gives back: frozen values. Offsets are Unicode code points into the text, end exclusive."""

from dataclasses import dataclass, field
from datetime import date

Span = tuple[int, int]


@dataclass(frozen=True)
class Section:
    """A numbered heading and what stands under it, at any level (1 = top)."""

    no: str
    title: str
    level: int
    start: int
    end: int
    path: tuple[str, ...]


@dataclass(frozen=True)
class Piece:
    """A sentence or a part of one, with its proposed kind and the id of the rule that decided it."""

    start: int
    end: int
    kind: str
    rule: str


@dataclass(frozen=True)
class Directive:
    """One demand of the text: a run of whole pieces, with what its own words say."""

    text: str
    start: int
    end: int
    section: str | None
    ordinal: str | None
    title: str
    actor: str | None = None
    lead_units: tuple[str, ...] = ()
    support_units: tuple[str, ...] = ()
    deadline: str | None = None
    due_on: date | None = None
    recurrence: str | None = None
    regulations: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    strength: str = "soft"
    duty: tuple[str, ...] = ()
    four_manage: tuple[str, ...] = ()
    four_key: tuple[str, ...] = ()
    sources: dict[str, str] = field(default_factory=dict)
    demands: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Reading:
    """Everything the reader found in one text."""

    title: str | None
    speaker: str | None
    meeting: str | None
    date: date | None
    sections: tuple[Section, ...]
    pieces: tuple[Piece, ...]
    directives: tuple[Directive, ...]
