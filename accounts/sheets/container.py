"""Refuse a container by its look: other formats, encryption, macros, external links, bombs. Nothing is unpacked. Pure."""

import io
import zipfile

MOST_ENTRIES = 500
MOST_UNPACKED = 60_000_000
OLD = bytes.fromhex("d0cf11e0a1b11ae1")
NOT_XLSX = "文件不是 .xlsx 工作簿。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。"
TOO_BIG = "文件展开后过大，未读取。请另存为只含填写内容的 .xlsx 文件后重试。"


class RefusedFile(Exception):
    """The file is not read; the message says why and what to do."""


def check_container(content: bytes) -> None:
    """Raise RefusedFile unless this can be handed to a reader of workbooks."""
    if content[:8] == OLD:
        raise RefusedFile("文件已加密，或是旧版 .xls。请去掉密码，另存为 .xlsx 后再上传。")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        raise RefusedFile(NOT_XLSX) from None
    entries = archive.infolist()
    names = {entry.filename.lower() for entry in entries}
    if not {"[content_types].xml", "xl/workbook.xml"} <= names:
        raise RefusedFile(NOT_XLSX)
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise RefusedFile(TOO_BIG)
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) or name.startswith("xl/macrosheets/") for name in names):
        raise RefusedFile("文件含有宏，未读取。请另存为不含宏的 .xlsx 后再上传。")
    if any(name.startswith("xl/externallinks/") for name in names):
        raise RefusedFile("文件含有指向其他文件的链接，未读取。请把链接改为数值（复制后选择性粘贴为数值）再上传。")
