"""Legacy Word files, made here byte by byte: an OLE container and a Word 97 document in it."""

import struct

SECTOR = 512
END, FREE, FAT_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
HIDDEN, DELETED, ROW_END = 0x083C, 0x0800, 0x2417
TEXT_AT, CHARACTERS_PAGE, PARAGRAPHS_PAGE = 2048, 2, 3


def ole(streams: dict[str, bytes]) -> bytes:
    """An OLE container (at most 64 KB) with these streams."""
    table, entries, contents = [FAT_SECTOR], [_entry("Root Entry", 5, child=1, start=END, size=0)], b""
    directory = (len(streams) + 4) // 4
    table += [*range(2, directory + 1), END]
    for number, (name, data) in enumerate(streams.items(), 1):
        data = data.ljust(max(4096, -(-len(data) // SECTOR) * SECTOR), b"\0")
        start, many = len(table), len(data) // SECTOR
        table += [*range(start + 1, start + many), END]
        entries.append(_entry(name, 2, right=number + 1 if number < len(streams) else FREE, start=start, size=len(data)))
        contents += data
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, END, 0, END, 0) + struct.pack("<I", 0)
    fat = b"".join(struct.pack("<I", one) for one in table)
    return (
        header.ljust(SECTOR, b"\xff") + fat.ljust(SECTOR, b"\xff") + b"".join(entries).ljust(directory * SECTOR, b"\0") + contents
    )


def _entry(name: str, kind: int, *, right: int = FREE, child: int = FREE, start: int, size: int) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    head = encoded.ljust(64, b"\0") + struct.pack("<HBB3I", len(encoded), kind, 1, FREE, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def word(text: str, *, properties: dict[str, int] | None = None, flags: int = 0, version: int = 0xC1, after: str = "") -> bytes:
    """A Word 97 file. `properties` names parts of the text and the property that each bears; `after` is text that is not main."""
    main = bytearray(TEXT_AT)
    struct.pack_into("<HH6xH", main, 0, 0xA5EC, version, flags)
    struct.pack_into("<I", main, 0x4C, len(text.encode("utf-16-le")) // 2)
    whole = (text + after).encode("utf-16-le")
    clx = b"\x02" + struct.pack("<I", 16) + struct.pack("<II", 0, len(whole) // 2) + struct.pack("<HIH", 0, TEXT_AT, 0)
    tables = (clx, _bin_table(CHARACTERS_PAGE), _bin_table(PARAGRAPHS_PAGE))
    at = 0
    for place, part in zip((0x1A2, 0xFA, 0x102), tables, strict=True):
        struct.pack_into("<II", main, place, at, len(part))
        at += len(part)
    for page, paragraphs in ((CHARACTERS_PAGE, False), (PARAGRAPHS_PAGE, True)):
        runs = [(text.index(part), len(part), code) for part, code in (properties or {}).items() if (code == ROW_END) is paragraphs]
        main[page * SECTOR : (page + 1) * SECTOR] = _page(runs, paragraphs)
    return ole({"WordDocument": bytes(main) + whole, "0Table": b"".join(tables)})


def _bin_table(page: int) -> bytes:
    return struct.pack("<III", TEXT_AT, TEXT_AT + 100_000, page)


def _page(runs: list[tuple[int, int, int]], paragraphs: bool) -> bytes:
    """A page of properties: each run of characters with one property, nothing in between."""
    places, offsets, page, at = [TEXT_AT], [], bytearray(SECTOR), 480
    for start, length, code in sorted(runs):
        begin, end = TEXT_AT + 2 * start, TEXT_AT + 2 * (start + length)
        if begin > places[-1]:
            places, offsets = [*places, begin], [*offsets, 0]
        entry = (b"\x03\0\0" if paragraphs else b"\x03") + struct.pack("<HB", code, 1)
        at -= 8
        page[at : at + len(entry)] = entry
        places, offsets = [*places, end], [*offsets, at // 2]
    width = 13 if paragraphs else 1
    head = b"".join(struct.pack("<I", place) for place in places)
    head += b"".join(bytes([offset]).ljust(width, b"\0") for offset in offsets)
    page[: len(head)] = head
    page[-1] = len(offsets)
    return bytes(page)
