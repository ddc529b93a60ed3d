"""Is an uploaded proof what its name says, and may it be kept here? Bytes and a name in; a kind, or a sentence, out. No Django.

`check` looks at the first bytes only; `look` has the content opened in child processes: words for marks of secrecy, images for a
small picture.
"""

import hashlib
import re
from dataclasses import dataclass, replace

import filetype

from speeches import documents
from tasks.progress.pictures import thumb

MAX_BYTES = 20 * 1024 * 1024
KINDS = {"jpg": "jpg", "jpeg": "jpg", "png": "png", "pdf": "pdf", "docx": "docx", "xlsx": "xlsx", "pptx": "pptx"}
ALLOWED = "、".join(f".{name}" for name in ("docx", "pdf", "xlsx", "pptx", "jpg", "png"))
# What a reader of documents refuses and we do, too; all else it cannot read (a scan, an odd form) may still be a proof.
REFUSED = {
    "secret": "文件带有密级标志，没有保存。严禁上传涉密文件，请按保密规定办理。",
    "encrypted": "文件设有打开密码，审核人打不开。请去掉密码后再上传，也可以不附。",
    "bomb": "文件结构异常，已拒收。请用原程序另存后再上传，也可以不附。",
}


@dataclass(frozen=True)
class Proof:
    """A file that may be kept: its bytes, shown name, kind, SHA-256 digest (hex), and a small JPEG of an image."""

    data: bytes
    name: str
    kind: str
    digest: str
    thumb: bytes | None = None


class BadProof(ValueError):
    """The file is refused; the message says why and what to do. `secret`: it bears a mark of secrecy, which is to be told."""

    def __init__(self, message: str, *, secret: bool = False) -> None:
        super().__init__(message)
        self.secret = secret


def check(data: bytes, name: str) -> Proof:
    """A Proof, or BadProof with a Chinese sentence."""
    shown = re.sub(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069/\\]", "", name.replace("\\", "/").rsplit("/", 1)[-1]).strip()[-120:]
    stem, _, extension = shown.rpartition(".")
    if not stem.strip(". ") or extension.lower() not in KINDS:
        raise BadProof(f"佐证材料只能是 {ALLOWED} 文件。请转换格式后再上传，也可以不附。")
    if documents.is_marked(shown):
        raise BadProof("文件名带有密级标志。严禁上传涉密文件，请勿通过本系统报送。", secret=True)
    if not data:
        raise BadProof("佐证材料是空文件。请重新选择，也可以不附。")
    if len(data) > MAX_BYTES:
        raise BadProof("佐证材料超过 20 MB。请压缩或只附关键页。")
    found = filetype.guess_extension(data)
    if KINDS.get(found or "") != KINDS[extension.lower()]:
        raise BadProof("佐证材料的内容与扩展名不符。请用原程序另存后再上传。")
    return Proof(data, shown, KINDS[extension.lower()], hashlib.sha256(data).hexdigest())


def look(proof: Proof) -> Proof:
    """The proof with its small picture; BadProof when its words bear a mark of secrecy, or nobody could open it."""
    if proof.kind in ("docx", "pdf"):
        try:
            documents.read(proof.data, f"佐证.{proof.kind}")
        except documents.Unreadable as refused:
            if refused.code in REFUSED:
                raise BadProof(REFUSED[refused.code], secret=refused.code == "secret") from refused
    return replace(proof, thumb=thumb(proof.data)) if proof.kind in ("jpg", "png") else proof
