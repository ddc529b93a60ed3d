"""Which reader opens these bytes, and what holds for every text that comes out."""

from pkgutil import resolve_name

from speeches.documents.plain import read_plain
from speeches.documents.secrecy import refuse_marked
from speeches.documents.shapes import MAX_TEXT, TOO_LONG, Document, Unreadable

# By name: the child loads the one parser that its file needs, which is half of its time, and none of the others lies open to the bytes.
READERS = {
    "docx": "speeches.documents.docx:read_docx",
    "pdf": "speeches.documents.pdf:read_pdf",
    "doc": "speeches.documents.doc:read_doc",
}


def open_bytes(data: bytes, name: str, encoding: str | None) -> Document:
    """Read a file whose content agrees with its name; raises Unreadable."""
    extension = name.rpartition(".")[2]
    found = resolve_name(READERS[extension])(data) if extension in READERS else read_plain(data, encoding)
    if not found.text.strip():
        raise Unreadable("empty")
    refuse_marked(found.text)
    if len(found.text) > MAX_TEXT:
        raise Unreadable("too_large", TOO_LONG)
    return found
