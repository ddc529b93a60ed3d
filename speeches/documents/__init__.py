"""From bytes to text. No Django in here; untrusted bytes are opened in a child process with limits."""

from speeches.documents.isolation import open_in_child
from speeches.documents.kinds import agree
from speeches.documents.names import clean_name
from speeches.documents.plain import CHOICES, Preview, previews
from speeches.documents.secrecy import is_marked, refuse_marked
from speeches.documents.shapes import KINDS, MAX_BYTES, MAX_TEXT, TOO_LONG, Document, Unreadable, digest

__all__ = [
    "CHOICES",
    "KINDS",
    "MAX_BYTES",
    "MAX_TEXT",
    "Document",
    "Preview",
    "Unreadable",
    "clean_name",
    "digest",
    "from_text",
    "is_marked",
    "previews",
    "read",
]


def read(data: bytes, name: str, *, encoding: str | None = None) -> Document:
    """The text of an uploaded file. Raises Unreadable with a code and a Chinese sentence; nothing else for whatever bytes."""
    if len(data) > MAX_BYTES:
        raise Unreadable("too_large")
    refuse_marked(name)
    shown = clean_name(name)
    if not data.strip():
        raise Unreadable("empty")
    agree(data, shown.rpartition(".")[2])
    return open_in_child(data, shown, encoding)


def from_text(text: str) -> Document:
    """Pasted text, under the same rules: nothing is corrected, what cannot be stored is refused."""
    if not text.strip():
        raise Unreadable("empty", "没有文字。请粘贴讲话全文。")
    if len(text) > MAX_TEXT:
        raise Unreadable("too_large", TOO_LONG)
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise Unreadable("broken", "粘贴的文字含有无法保存的字符。请先粘贴到记事本，再从记事本复制粘贴。")
    refuse_marked(text)
    return Document(text, "txt", "utf-8")
