"""Is this ZIP safe to hand to a parser? Sizes are counted while really inflating, never believed."""

import io
import lzma
import stat
import zipfile
import zlib

from speeches.documents.shapes import Unreadable

MAX_ENTRIES = 2_000
MAX_TOTAL = 200 * 1024 * 1024
MAX_RATIO = 100
# Small parts compress well without being bombs.
RATIO_FROM = 1024 * 1024
CHUNK = 256 * 1024
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# In every encoding that XML parsers must know; anywhere in the part, for a long comment may stand before it.
DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
MACROS = "文件含有宏，不能上传。请另存为不含宏的 .docx 后再上传。"
DECLARED = "文件含有不允许的声明（DOCTYPE），已拒绝打开。请用原程序另存后再上传，或直接粘贴文字。"
NOT_WORD = "文件内容不是 Word 文档（可能是压缩包、表格或演示文稿）。请用原程序另存为 .docx 后再上传，或直接粘贴文字。"


def check(data: bytes) -> None:
    """Raise Unreadable unless the archive is plain, has the list of parts of an Office file, and is small when inflated."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES:
                raise Unreadable("bomb")
            for entry in entries:
                _entry(entry)
            if "[Content_Types].xml" not in {entry.filename for entry in entries}:
                raise Unreadable("mismatch", NOT_WORD)
            _sizes(archive, entries)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise Unreadable("broken") from error


def _entry(entry: zipfile.ZipInfo) -> None:
    """Names and flags of one entry."""
    path = entry.filename.replace("\\", "/")
    if entry.flag_bits & 1:
        raise Unreadable("encrypted")
    if ".." in path.split("/") or path.startswith("/") or stat.S_ISLNK(entry.external_attr >> 16):
        raise Unreadable("bomb")
    if entry.compress_type not in METHODS:
        raise Unreadable("broken")
    if path.lower().endswith("vbaproject.bin"):
        raise Unreadable("unsupported", MACROS)


def _sizes(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    total = 0
    for entry in entries:
        size, before = 0, b""
        with archive.open(entry) as part:
            while chunk := part.read(CHUNK):
                size += len(chunk)
                total += len(chunk)
                if total > MAX_TOTAL or (size > RATIO_FROM and size > MAX_RATIO * max(entry.compress_size, 1)):
                    raise Unreadable("bomb")
                if entry.filename.lower().endswith((".xml", ".rels")) and any(d in before + chunk for d in DOCTYPES):
                    raise Unreadable("bomb", DECLARED)
                before = chunk[-18:]
