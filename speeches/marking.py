"""Cut a text at spans so that a page can mark words and lead to places; every character comes out once, in order. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Stretch:
    """A run of text, marked or not; `first` is True for the first marked stretch (the page scrolls to it)."""

    text: str
    marked: bool
    first: bool = False


@dataclass(frozen=True)
class Block:
    """Stretches that an anchor names (`name` is "" between the anchored places)."""

    name: str
    stretches: tuple[Stretch, ...]


def blocks(text: str, spans: Iterable[tuple[int, int]], places: Iterable[tuple[str, int, int]]) -> list[Block]:
    """The text as blocks, one for each place (name, start, end) and one for what stands between; spans are marked inside."""
    marked = [(start, end) for start, end, _ in _apart([(*span, "") for span in spans], len(text))]
    named = _apart([(start, end, name) for name, start, end in places], len(text))
    first = marked[0][0] if marked else None
    found = []
    for start, end, name in _tiled(named, 0, len(text)):
        inside = [(max(a, start), min(b, end), "marked") for a, b in marked if a < end and b > start]
        parts = (Stretch(text[a:b], bool(word), bool(word) and a == first) for a, b, word in _tiled(inside, start, end))
        found.append(Block(name, tuple(parts)))
    return found


def _apart(spans: list[tuple[int, int, str]], size: int) -> list[tuple[int, int, str]]:
    """In order, within the text, without overlaps."""
    kept: list[tuple[int, int, str]] = []
    for start, end, name in sorted(spans):
        start, end = max(start, kept[-1][1] if kept else 0), min(end, size)
        if start < end:
            kept.append((start, end, name))
    return kept


def _tiled(spans: list[tuple[int, int, str]], start: int, end: int) -> list[tuple[int, int, str]]:
    """The spans with what stands between them (named ""), from start to end."""
    found, at = [], start
    for a, b, name in spans:
        if a > at:
            found.append((at, a, ""))
        found.append((a, b, name))
        at = b
    return [*found, (at, end, "")] if at < end else found


def spans_from(query: str) -> list[tuple[int, int]]:
    """「12-40,55-60」 from an address to spans; what is not a span is left out."""
    found = []
    for part in query.split(",")[:50]:
        start, dash, end = part.partition("-")
        if dash and start.isdecimal() and end.isdecimal() and len(start) < 9 and len(end) < 9:
            found.append((int(start), int(end)))
    return found
