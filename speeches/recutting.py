"""Where two cuts of the same text can be exchanged for each other, part by part. Pure."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

Span = tuple[int, int]


def parts(size: int, *cuts: tuple[Iterable[Span], Iterable[Span]]) -> list[Span]:
    """The finest parts that every cut agrees on; each cut is (its pieces, its directives), and no directive is cut through."""
    common, inside = set(), bytearray(size + 1)
    for number, (pieces, directives) in enumerate(cuts):
        borders = {start for start, _ in pieces}
        common = borders if number == 0 else common & borders
        for start, end in directives:
            inside[start + 1 : end] = b"\x01" * (end - start - 1)
    places = sorted({0, size, *(at for at in common if not inside[at])})
    return list(pairwise(places))


def within(items: Sequence, spans: Iterable[Span]) -> list[list]:
    """The items (with `start`, in order of place) of each of the spans, which tile the text."""
    found, at = [], 0
    for _, end in spans:
        upto = at
        while upto < len(items) and items[upto].start < end:
            upto += 1
        found.append(list(items[at:upto]))
        at = upto
    return found
