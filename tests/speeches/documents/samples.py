"""Sample files, made here: Word, PDF with Chinese text, legacy Word, and the hostile ones."""

import io
import struct
import zipfile
import zlib

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(*paragraphs: str) -> bytes:
    """A Word file of plain paragraphs."""
    made = Document()
    for text in paragraphs:
        made.add_paragraph(text)
    return saved(made)


def saved(made) -> bytes:
    """The bytes of a python-docx document."""
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def element(name: str, **attributes: str):
    """An element of WordprocessingML with attributes in its namespace."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def repacked(
    data: bytes,
    changes: dict[str, bytes | None],
    *,
    level: int = zipfile.ZIP_DEFLATED,
    rename: dict[str, str] | None = None,
    part: tuple[str, str, bytes] | None = None,
) -> bytes:
    """The archive with some parts replaced, added or (None) left out, or moved; `part` (name, type, content) joins the main part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", level) as new:
        parts = {entry.filename: old.read(entry.filename) for entry in old.infolist()}
        parts |= changes
        if part:
            _join(parts, *part)
        for before, after in (rename or {}).items():
            parts = {key.replace(before, after): _moved(content, before, after) for key, content in parts.items()}
            parts[f"word/_rels/{after.rpartition('/')[2]}.rels"] = parts.pop(f"word/_rels/{before.rpartition('/')[2]}.rels")
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def _join(parts: dict, name: str, kind: str, content: bytes) -> None:
    relation = f'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}" Target="{name}.xml"/>'
    override = f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>'
    for where, line, end in (
        ("word/_rels/document.xml.rels", relation, b"</Relationships>"),
        ("[Content_Types].xml", override, b"</Types>"),
    ):
        parts[where] = parts[where].replace(end, line.encode() + end)
    parts[f"word/{name}.xml"] = content


def _moved(content: bytes, before: str, after: str) -> bytes:
    return content.replace(before.encode(), after.encode())


def picture() -> io.BytesIO:
    """A picture of one point."""
    head = b"IHDR" + struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    chunks = (head, b"IDAT" + zlib.compress(b"\0\0"), b"IEND")
    framed = (struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in chunks)
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"".join(framed))


def body(inner: str) -> bytes:
    """word/document.xml around some markup."""
    return f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>'.encode()


def pdf(pages: list[list[str]], *, extra: str = "", says: dict[str, str] | None = None) -> bytes:
    """A PDF whose Chinese text can be extracted through a ToUnicode map; one string a line.

    `says` changes the map: what a character claims to be (UTF-16 in hexadecimal digits).
    """
    lines = [[(50, 800 - 16 * n, line) for n, line in enumerate(page)] for page in pages]
    return placed_pdf(lines, extra=extra, says=says)


def placed_pdf(
    pages: list[list[tuple[float, float, str]]],
    *,
    extra: str = "",
    says: dict[str, str] | None = None,
    objects: tuple[str, ...] = (),
) -> bytes:
    """A PDF of strings at places (from the left, from below), in letters of 12 points, drawn in the given order.

    `objects` are added; the first of them is the page's form or picture /X.
    """
    characters = sorted({c for page in pages for _, _, line in page for c in line})
    codes = {c: n + 1 for n, c in enumerate(characters)}
    meant = {c: c.encode("utf-16-be").hex() for c in codes} | (says or {})
    rows = "\n".join(f"<{n:04x}> <{meant[c]}>" for c, n in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin begincmap /CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{rows}\nendbfchar endcmap end"
    )
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(pages)))
    drawn = f"/XObject << /X {6 + 2 * len(pages)} 0 R >> " if objects else ""
    made = [
        f"<< /Type /Catalog /Pages 2 0 R {extra}>>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /CIDSystemInfo << /Registry (A) /Ordering (I) /Supplement 0 >> >>",
        stream(cmap.encode()),
    ]
    for n, page in enumerate(pages):
        resources = f"<< {drawn}/Font << /F 3 0 R >> >>"
        made.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources {resources} /Contents {7 + 2 * n} 0 R >>")
        shown = " ".join(f"1 0 0 1 {x} {y} Tm <{''.join(f'{codes[c]:04x}' for c in line)}> Tj" for x, y, line in page)
        made.append(stream(f"{'/X Do ' if objects else ''}BT /F 12 Tf {shown} ET".encode()))
    return assembled([*made, *objects])


def stream(data: bytes, *, filters: str = "/FlateDecode", packed: bytes | None = None) -> str:
    """A stream object (latin-1 text that stands for bytes)."""
    content = zlib.compress(data) if packed is None else packed
    return f"<< /Length {len(content)} /Filter {filters} >>\nstream\n{content.decode('latin-1')}\nendstream"


def assembled(objects: list[str]) -> bytes:
    """A PDF file of numbered objects with its cross-reference table."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    start = len(out)
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode()
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
