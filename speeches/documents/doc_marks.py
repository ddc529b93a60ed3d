"""Which bytes of a legacy .doc bear a property: hidden, deleted, or the end of a table row ([MS-DOC] 2.4.3, 2.9.33, 2.9.175)."""

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator

HIDDEN, DELETED, ROW_END = 0x083C, 0x0800, 0x2417
PAGE = 512
# How long the operand of a property is, by the three highest bits of its code; None: its first byte says so.
OPERANDS = (1, 1, 2, 4, 2, 2, None, 3)
TABLE_DEFINITION = 0xD608


def marked(main: bytes, plc: bytes, codes: tuple[int, ...]) -> Callable[[int], bool]:
    """A test of byte places: does the run or paragraph there bear one of the properties?"""
    runs = sorted(_runs(main, plc, codes))
    begins = [begin for begin, _ in runs]

    def bears(place: int) -> bool:
        at = bisect_right(begins, place) - 1
        return at >= 0 and place < runs[at][1]

    return bears


def _runs(main: bytes, plc: bytes, codes: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """(first byte, end) of what bears the property."""
    count = max((len(plc) - 4) // 8, 0)
    for n in range(count):
        (number,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 4 * n)
        page = main[number * PAGE : (number + 1) * PAGE]
        if len(page) == PAGE:
            yield from _runs_of(page, codes)


def _runs_of(page: bytes, codes: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """The runs of one page of properties; pages of paragraphs have longer entries than pages of characters."""
    paragraphs = ROW_END in codes
    count, width = page[-1], 13 if paragraphs else 1
    if 4 * (count + 1) + width * count > PAGE - 1:
        return
    places = struct.unpack_from(f"<{count + 1}I", page, 0)
    for n in range(count):
        at = 2 * page[4 * (count + 1) + width * n]
        if at and at < PAGE - 1 and _is_on(_entry(page, at, paragraphs), codes):
            yield places[n], places[n + 1]


def _entry(page: bytes, at: int, paragraphs: bool) -> bytes:
    """The property list at a place of the page."""
    if not paragraphs:
        return page[at + 1 : at + 1 + page[at]]
    if page[at]:
        return page[at + 3 : at + 2 * page[at]]  # after the style's number
    return page[at + 4 : at + 2 + 2 * page[at + 1]]


def _is_on(properties: bytes, codes: tuple[int, ...]) -> bool:
    """Is one of the properties switched on in the list?"""
    at = 0
    while at + 2 < len(properties):
        (code,) = struct.unpack_from("<H", properties, at)
        if code in codes and properties[at + 2] == 1:
            return True
        size = OPERANDS[code >> 13]
        if size is None:
            size = 1 + properties[at + 2]
        if code == TABLE_DEFINITION and at + 3 < len(properties):
            size = 1 + struct.unpack_from("<H", properties, at + 2)[0]
        at += 2 + size
    return False
