"""Legacy .doc to text through its piece table ([MS-DOC] 2.4.1, Retrieving Text)."""

import io
import struct
from collections.abc import Iterator

import olefile

from speeches.documents.doc_marks import DELETED, HIDDEN, ROW_END, marked
from speeches.documents.secrecy import refuse_marked
from speeches.documents.shapes import MAX_TEXT, TOO_LONG, Document, Unreadable

ENCRYPTED, WHICH_TABLE = 0x0100, 0x0200
OLDEST = 0x00C1  # Word 97
FC_CLX, CCP_TEXT, CHPX, PAPX = 0x01A2, 0x004C, 0x00FA, 0x0102
COMPRESSED = 0x40000000
CELL, ROW, FIELD, RESULT, FIELD_END = "\x07", "\x1d", "\x13", "\x14", "\x15"
SIGNS = {"\x0b": "\n", "\x0c": "\n", "\r": "\n", "\x1e": "-", "\t": "\t", "\n": "\n"}
OLD_WORD = "旧版 .doc 文件中自动生成的编号、文本框和脚注没有读取。如需完整识别，请用 Word 或 WPS 另存为 .docx 后再上传。"
NOT_WORD = "文件内容不是 Word 文档（可能是表格或演示文稿）。请用原程序另存为 .docx 后再上传，或直接粘贴文字。"
TOO_OLD = "文件由 Word 97 以前的程序制作，无法读取。请用 Word 或 WPS 打开并另存为 .docx 后再上传，或直接粘贴文字。"


def read_doc(data: bytes) -> Document:
    """The main text of a Word 97–2003 file; raises Unreadable."""
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        if ole.exists("EncryptedPackage"):
            raise Unreadable("encrypted")
        if not ole.exists("WordDocument"):
            raise Unreadable("mismatch", NOT_WORD)
        main = ole.openstream("WordDocument").read()
        version, flags = struct.unpack_from("<H6xH", main, 2)
        if flags & ENCRYPTED:
            raise Unreadable("encrypted")
        if version < OLDEST:
            raise Unreadable("unsupported", TOO_OLD)
        table = ole.openstream("1Table" if flags & WHICH_TABLE else "0Table").read()
    text = _read(main, table)
    return Document(text, "doc", None, (OLD_WORD,))


def _read(main: bytes, table: bytes) -> str:
    """The words without what is hidden or deleted; the marks of secrecy are looked for in everything."""
    characters = list(_characters(main, _part(main, table, FC_CLX)))
    refuse_marked("".join(sign for sign, _ in characters))
    (length,) = struct.unpack_from("<I", main, CCP_TEXT)
    left_out = marked(main, _part(main, table, CHPX), (HIDDEN, DELETED))
    row_ends = marked(main, _part(main, table, PAPX), (ROW_END,))
    shown = ((_sign(sign, row_ends(place)), place) for sign, place in characters[:length])
    return (
        _without_fields(sign for sign, place in shown if not left_out(place))
        .replace("\t" + ROW, "\n")
        .replace(ROW, "\n")
        .strip("\n")
    )


def _part(main: bytes, table: bytes, at: int) -> bytes:
    """A part of the table stream, named by the file's header."""
    start, size = struct.unpack_from("<II", main, at)
    return table[start : start + size]


def _characters(main: bytes, clx: bytes) -> Iterator[tuple[str, int]]:
    """Every character with its place in the stream, in the order of the text."""
    at = 0
    while clx[at] == 1:  # skip formatting runs
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    (size,) = struct.unpack_from("<I", clx, at + 1)
    plc, count = clx[at + 5 : at + 5 + size], (size - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", plc, 0)
    if ends[-1] > 2 * MAX_TEXT:
        raise Unreadable("too_large", TOO_LONG)
    for n in range(count):
        (where,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * n + 2)
        many = max(ends[n + 1] - ends[n], 0)
        if where & COMPRESSED:
            begin = (where & ~COMPRESSED) // 2
            yield from zip(main[begin : begin + many].decode("cp1252", "replace"), range(begin, begin + many), strict=False)
        else:
            text = main[where : where + 2 * many].decode("utf-16-le", "replace")
            yield from zip(text, _places(text, where), strict=True)


def _places(text: str, where: int) -> Iterator[int]:
    """Characters outside the basic plane take four bytes."""
    for character in text:
        yield where
        where += 4 if character > "\uffff" else 2


def _sign(character: str, ends_row: bool) -> str:
    """Cell marks as tabs, the mark at the end of a row as ROW, paragraph ends as line ends, other control characters away."""
    if character == CELL:
        return ROW if ends_row else "\t"
    if character < " " and character not in (FIELD, RESULT, FIELD_END):
        return SIGNS.get(character, "")
    return character


def _without_fields(signs: Iterator[str]) -> str:
    """Fields show their result; their instructions are left out."""
    shown, silent = [], []
    for sign in signs:
        if sign == FIELD:
            silent.append(True)
        elif sign == RESULT and silent:
            silent[-1] = False
        elif sign == FIELD_END and silent:
            silent.pop()
        elif sign and sign not in (RESULT, FIELD_END) and not any(silent):
            shown.append(sign)
    return "".join(shown)
