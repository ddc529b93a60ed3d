"""Bytes of a text file to text: BOM, then strict UTF-8, then GB18030. Nothing is corrected (PRODUCT 2.1)."""

import codecs
import re
from dataclasses import dataclass

from speeches.documents.shapes import Document, Unreadable

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
CHOICES = {
    "utf-8": "UTF-8",
    "gb18030": "GB18030（含 GBK）",
    "utf-16-le": "UTF-16（LE）",
    "utf-16-be": "UTF-16（BE）",
    "big5": "Big5（繁体）",
}
CODECS = {"big5": "cp950"}  # what Windows writes as Big5
# Text knows tab, line ends, form feed and the end mark of DOS; the others are signs of a program or a picture.
CONTROL = re.compile(r"[\x01-\x08\x0e-\x19\x1b-\x1f\x7f]")
FOREIGN = re.compile(r"[^\t -~\u2010-\u2027\u3000-\u303f\u4e00-\u9fff\uff00-\uffef·×]")
SAMPLE = 50_000
SIGNS, EVERYDAY = range(0xA1, 0xAA), range(0xB0, 0xD8)
UNDECIDED = "文件编码无法确定。请换编码重新识别，或用记事本另存为 UTF-8 文本后再上传。"
NO_TEXT = "文件不是纯文本（含有空字符或控制字符）。请换编码重新识别，或用原程序另存为 .txt 后再上传。"
GUESSED = "文件不是 UTF-8 编码，按 GB18030 识别。如有乱码，请换编码重新识别。"
SHOWN, LINES, WIDTH = 6000, 6, 60


@dataclass(frozen=True)
class Preview:
    """How a text begins when it is decoded in one way, and how many places could not be decoded there."""

    encoding: str
    lines: tuple[str, ...]
    broken: int

    @property
    def label(self) -> str:
        """The encoding as people know it."""
        return CHOICES[self.encoding]


def read_plain(data: bytes, encoding: str | None = None) -> Document:
    """Decode with `encoding`, or find it out; raises Unreadable (broken when undecided, mismatch when this is no text)."""
    for bom, name in BOMS:
        if data.startswith(bom) and encoding in (None, "", name):
            return Document(_decoded(data[len(bom) :], name), "txt", name)
    if encoding:
        return Document(_decoded(data, encoding), "txt", encoding)
    if _is(data, "utf-8"):
        return Document(_decoded(data, "utf-8"), "txt", "utf-8")
    text = _decoded(data, "gb18030")
    if not is_everyday(text):
        raise Unreadable("broken", UNDECIDED)
    return Document(text, "txt", "gb18030", (GUESSED,))


def _is(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _decoded(data: bytes, encoding: str) -> str:
    """Decode strictly; NUL and many control characters mean that this is no text (or that the encoding is wrong)."""
    if encoding not in CHOICES:
        raise Unreadable("broken", UNDECIDED)
    try:
        text = data.decode(CODECS.get(encoding, encoding))
    except UnicodeDecodeError as error:
        raise Unreadable("broken", UNDECIDED) from error
    if "\0" in text or len(CONTROL.findall(text)) * 100 > len(text):
        raise Unreadable("mismatch", NO_TEXT)
    return text


def previews(data: bytes) -> list[Preview]:
    """The first lines by each of the encodings, those that look like Chinese first; never raises."""
    return sorted((_preview(data, encoding) for encoding in CHOICES), key=_strangeness)


def _strangeness(one: Preview) -> float:
    """The share of characters that no Chinese text is made of."""
    shown = "".join(one.lines)
    return len(FOREIGN.findall(shown)) / len(shown) if shown else 1.0


def _preview(data: bytes, encoding: str) -> Preview:
    mark = next((bom for bom, name in BOMS if name == encoding and data.startswith(bom)), b"")
    decoder = codecs.getincrementaldecoder(CODECS.get(encoding, encoding))("replace")
    text = decoder.decode(data[len(mark) : SHOWN], len(data) <= SHOWN)
    text = CONTROL.sub("\ufffd", text.replace("\0", "\ufffd"))
    lines = [line.strip()[:WIDTH] for line in text.splitlines() if line.strip()]
    return Preview(encoding, tuple(lines[:LINES]), text.count("\ufffd"))


def is_everyday(text: str) -> bool:
    """Do the Chinese characters look like language?

    In speeches 99 of 100 are among the 3,755 everyday ones (GB 2312 level 1); decoded the wrong way at most 3 of 10 are.
    """
    letters = [c for c in text[:SAMPLE] if c > "\x7f" and _row(c) not in SIGNS]
    everyday = sum(_row(c) in EVERYDAY for c in letters)
    return everyday * 10 >= len(letters) * 7 or len(letters) < 4


def _row(character: str) -> int:
    """The row of GB 2312 (first byte), 0 outside of it."""
    return (character.encode("gb2312", "ignore") or b"\0")[0]
