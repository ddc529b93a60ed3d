"""Hostile files, made when they are needed and never stored."""

import io
import struct
import zipfile
import zlib
from functools import cache

from tests.speeches.documents.samples import W, assembled, body, docx, repacked, stream

GOOD = docx("一要抓落实。")
LAUGH = b"<!DOCTYPE x [<!ENTITY a 'ha'>" + b"".join(b"<!ENTITY b%d '&a;&a;'>" % n for n in range(9)) + b"]><x>&b8;</x>"
PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /Font << /F 5 0 R >> >> /Contents 4 0 R >>"
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
ROOT, PAGES = "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def entity(address: str, *, encoding: str = "utf-8", before: str = "") -> bytes:
    """A document.xml that wants to show what is at an address."""
    markup = f'<?xml version="1.0" encoding="{encoding}"?>{before}<!DOCTYPE w:document [<!ENTITY e SYSTEM "{address}">]>'
    text = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>'
    return (markup + text).encode(encoding)


def deflated(block: bytes, times: int) -> bytes:
    """What zlib would make of `block` so many times over: packed once, because each piece ends where the next may begin."""
    packer = zlib.compressobj(9, wbits=-15)
    piece, total, one = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH), 1, zlib.adler32(block)
    for _ in range(times):
        total = both(total, one, len(block))
    return b"\x78\xda" + piece * times + zlib.compressobj(9, wbits=-15).flush() + struct.pack(">I", total)


def both(first: int, second: int, length: int) -> int:
    """The Adler-32 of two texts after each other, the second of `length` bytes (RFC 1950, section 8.2)."""
    prime = 65521
    low = ((first & 0xFFFF) + (second & 0xFFFF) - 1) % prime
    high = ((first >> 16) + (second >> 16) + length * ((first & 0xFFFF) - 1)) % prime
    return high << 16 | low


@cache
def big_docx() -> bytes:
    """1 GB of document.xml in 1 MB: unpacked it would fill the memory."""
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for entry in old.infolist():
            if entry.filename != "word/document.xml":
                new.writestr(entry.filename, old.read(entry.filename))
        with new.open("word/document.xml", "w", force_zip64=True) as part:
            begin, end = body("|").split(b"|")
            part.write(begin)
            for _ in range(1024):
                part.write(b"<w:p/>  " * (128 * 1024))
            part.write(end)
    return out.getvalue()


@cache
def slow_docx() -> bytes:
    """Within the limits of the archive, but its tree would take a gigabyte."""
    paragraphs = b"".join(b"<w:p><w:r><w:t>%08d</w:t></w:r></w:p>" % (n * 7919 % 99999989) for n in range(1_500_000))
    return repacked(GOOD, {"word/document.xml": body("|").replace(b"|", paragraphs)})


def many_parts() -> bytes:
    """More entries than any document has."""
    return repacked(GOOD, {f"x/{n}.xml": b"<x/>" for n in range(60_000)}, level=zipfile.ZIP_STORED)


def many_middle_parts() -> bytes:
    """Parts that are harmless one by one but 300 MB together."""
    block = bytes(range(256)) * 4096
    return repacked(GOOD, {f"x/{n}.bin": block for n in range(300)})


def lying_sizes() -> bytes:
    """The directory says that document.xml has 100 bytes."""
    data = bytearray(repacked(GOOD, {"word/document.xml": body("<w:p/>" * 1_000_000)}))
    at = 0
    while (at := data.find(b"PK\x01\x02", at + 1)) > 0:
        size = struct.unpack_from("<H", data, at + 28)[0]
        if bytes(data[at + 46 : at + 46 + size]) == b"word/document.xml":
            struct.pack_into("<I", data, at + 24, 100)
    return bytes(data)


def nested_zip() -> bytes:
    """A bomb inside of a plain archive."""
    return repacked(GOOD, {"word/media/inner.zip": big_docx()})


def link() -> bytes:
    """An entry that is a symbolic link."""
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as archive:
        entry = zipfile.ZipInfo("word/link")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


def locked_zip() -> bytes:
    """Entries that say they are encrypted."""
    data = bytearray(GOOD)
    at = 0
    while (at := data.find(b"PK\x01\x02", at + 1)) > 0:
        data[at + 8] |= 1
    return bytes(data)


def other_office(main: str) -> bytes:
    """The same file with another kind of main part."""
    before = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        types = archive.read("[Content_Types].xml")
    return repacked(GOOD, {"[Content_Types].xml": types.replace(before, main.encode())})


def content(data: str) -> bytes:
    """A PDF of one page with this content stream object."""
    return assembled([ROOT, PAGES, PAGE, data, FONT])


@cache
def nested_flate() -> bytes:
    """Deflated twice: 500 MB in a few kilobytes."""
    inner = deflated(b"0 " * (1024 * 1024), 250)
    return content(stream(b"", filters="[/FlateDecode /FlateDecode]", packed=zlib.compress(inner, 9)))


@cache
def two_gigabytes() -> bytes:
    """A stream of 2 GB in 2 MB."""
    return content(stream(b"", packed=deflated(b"0 " * (8 * 1024 * 1024), 128)))


@cache
def operators() -> bytes:
    """Four million text operators in 40 KB."""
    return content(stream(b"BT /F 9 Tf " + b"(a)Tj " * 4_000_000 + b"ET"))


def brackets() -> bytes:
    """Two million open brackets."""
    return assembled(["<< /Type /Catalog /Pages " + "[" * 2_000_000])


def many_pages() -> bytes:
    """200,000 pages."""
    kids = "3 0 R " * 200_000
    return assembled([ROOT, f"<< /Type /Pages /Kids [{kids}] /Count 200000 >>", PAGE, stream(b""), FONT])


def circle() -> bytes:
    """A page tree that contains itself."""
    return assembled([ROOT, "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"])


def form_circle() -> bytes:
    """A form that draws itself."""
    page = PAGE.replace("/Font", "/XObject << /X 6 0 R >> /Font")
    form = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream"
    return assembled([ROOT, PAGES, page, stream(b"/X Do /X Do"), FONT, form])


def wide_map() -> bytes:
    """A ToUnicode map of millions of characters."""
    ranges = "\n".join(f"<0000> <ffff> <{n:04x}>" for n in range(300))
    cmap = f"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange 300 beginbfrange\n{ranges}\nendbfrange endcmap"
    font = "<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>"
    below = "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F >>"
    return assembled([ROOT, PAGES, PAGE, stream(b"BT /F 9 Tf <00410042> Tj ET"), font, below, stream(cmap.encode())])
