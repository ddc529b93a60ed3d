"""What a file really is, by its first bytes; the name must agree with it. Cheap and pure: it runs before a child is started."""

from speeches.documents.shapes import Unreadable

OLE, PDF = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"
BEGINNINGS = (
    (OLE, "ole"),
    ((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"), "zip"),
    (PDF, "pdf"),
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"), "image"),
    ((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"), "zip"),
)
MARKUP = ((b"{\\rtf", "rtf"), ((b"<!doctype html", b"<html", b"<?xml", b"<head", b"<meta", b"mime-version:"), "html"))
BOM = b"\xef\xbb\xbf"
# A Word file with a password is an OLE container with a stream of this name.
LOCKED = "EncryptedPackage".encode("utf-16-le")
EXPECTED = {"docx": "zip", "doc": "ole", "pdf": "pdf", "txt": "text"}
NAMES = {
    "ole": "旧版 Office 文件（如 .doc）",
    "zip": "压缩包或新版 Office 文件（如 .docx）",
    "pdf": "PDF 文件",
    "image": "图片",
    "rtf": "RTF 文件",
    "html": "网页文件",
    "text": "纯文本或无法识别的内容",
}


def agree(data: bytes, extension: str) -> None:
    """Raise Unreadable(mismatch or encrypted) when the content is not what the extension says."""
    found = content_of(data, extension)
    if found == EXPECTED[extension]:
        return
    if extension == "docx" and found == "ole" and LOCKED in data:
        raise Unreadable("encrypted")
    raise Unreadable(
        "mismatch",
        f"文件内容与扩展名不符：扩展名是 .{extension}，内容是{NAMES[found]}。"
        "请用原程序打开，另存为 .docx、.pdf 或 .txt 后再上传，或直接粘贴文字。",
    )


def content_of(data: bytes, extension: str) -> str:
    """ole, zip, pdf, image, rtf, html or text. A PDF may begin a little later, but a text may speak of "%PDF-"."""
    for beginning, kind in BEGINNINGS:
        if data.startswith(beginning):
            return kind
    if extension == "pdf" and PDF in data[:1024]:
        return "pdf"
    head = data[:1024].removeprefix(BOM).lstrip().lower()
    return next((kind for beginning, kind in MARKUP if head.startswith(beginning)), "text")
