"""What opening a document gives: its text, or a sentence that says why not and what to do."""

import hashlib
from dataclasses import dataclass

MAX_BYTES = 50 * 1024 * 1024
# Longer than any speech or plan; a page of the desk must still be able to show it.
MAX_TEXT = 500_000
KINDS = ("docx", "pdf", "txt", "doc")


@dataclass(frozen=True)
class Document:
    """The text of a file (kind: docx, pdf, txt or doc), how it was decoded, and what the reader should know about it."""

    text: str
    kind: str
    encoding: str | None = None
    warnings: tuple[str, ...] = ()


class Unreadable(Exception):
    """The document is refused. `code` is for programs, `message` for people."""

    def __init__(self, code: str, message: str = "") -> None:
        self.code, self.message = code, message or MESSAGES[code]
        super().__init__(self.message)


MESSAGES = {
    "empty": "文件没有可识别的文字。请检查文件，或直接粘贴文字。",
    "scan": "文件只有图片，没有可识别的文字（可能是扫描件）。请上传有文字的版本，或直接粘贴文字。",
    "encrypted": "文件已加密。请解除密码后再上传，或直接粘贴文字。",
    "bomb": "文件展开后过大或结构异常，已拒绝打开。请用原程序另存后再上传，或直接粘贴文字。",
    "mismatch": "文件内容与扩展名不符。请用原程序另存为 .docx、.pdf 或 .txt 后再上传。",
    "broken": "文件已损坏，无法解析。请用原程序打开并另存后再上传，或直接粘贴文字。",
    "too_large": "文件超过 50 MB。请删去图片或分成几个文件后再上传。",
    "timeout": "文件过大或已损坏，十秒内无法解析。请用原程序另存后再上传，或直接粘贴文字。",
    "unsupported": "只能上传 .docx、.pdf、.txt、.doc 文件。请转换格式，或直接粘贴文字。",
    "secret": "文件带有密级标志，本系统不得处理涉密文件。内容没有保存，请按保密规定办理。",
}
TOO_LONG = f"文字超过 {MAX_TEXT // 10_000} 万字。请只保留讲话正文，或分成几个文件后再上传。"


def digest(data: bytes) -> str:
    """SHA-256 (hex) of the bytes as received."""
    return hashlib.sha256(data).hexdigest()
