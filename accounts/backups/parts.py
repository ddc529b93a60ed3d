"""Put files into a backup and take them out again; every byte that goes in or out is digested on the way."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

from accounts.backups import crypt
from accounts.backups.manifest import Part
from accounts.backups.tools import Broken
from accounts.files.storage import BLOCK, digest_of, settle


class Digesting:
    """A file that is read or written, with the SHA-256 and the number of the bytes that passed."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.sum, self.size = file, hashlib.sha256(), 0

    def read(self, size: int) -> bytes:
        """Read and count."""
        return self._counted(self.file.read(size))

    def write(self, data: bytes) -> int:
        """Write and count."""
        return self.file.write(self._counted(data))

    def _counted(self, data: bytes) -> bytes:
        self.sum.update(data)
        self.size += len(data)
        return data


def store(source: Path, name: str, draft: Path, key: bytes | None, earlier: Mapping[str, tuple[Path, Part]]) -> Part:
    """Keep one file in the backup that is being made; one that an earlier backup holds unharmed is linked, not copied.

    `earlier`: digest of the plain bytes -> where an earlier backup keeps them.
    """
    known = earlier.get(digest_of(source)) if earlier else None
    if known and digest_of(known[0]) == known[1].stored:
        blob = draft / known[1].blob
        if not blob.exists():
            blob.parent.mkdir(parents=True, exist_ok=True)
            os.link(known[0], blob)
        part = known[1]
        return Part(name, part.blob, part.size, part.digest, part.stored_size, part.stored)
    fresh = draft / "incoming"
    with source.open("rb") as plain, fresh.open("wb") as kept:
        into, out = Digesting(plain), Digesting(kept)
        if key:
            crypt.seal(into, out, key)
        else:
            copy(into, out)
    digest = into.sum.hexdigest()
    blob = f"files/{digest[:2]}/{digest}{'.sealed' if key else ''}"
    (draft / blob).parent.mkdir(parents=True, exist_ok=True)
    fresh.replace(draft / blob)
    settle(draft / blob)
    return Part(name, blob, into.size, digest, out.size, out.sum.hexdigest())


def fetch(part: Part, folder: Path, target: Path, key: bytes | None) -> None:
    """Write one part's plain bytes to `target`; Broken, naming the part, when they are not those that were kept."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with (folder / part.blob).open("rb") as kept, target.open("wb") as plain:
            into, out = Digesting(kept), Digesting(plain)
            if part.blob.endswith(".sealed"):
                crypt.unseal(into, out, key or b"")
            else:
                copy(into, out)
    except FileNotFoundError as error:
        raise Broken(f"备份缺少{said(part)}。") from error
    except crypt.Damaged as error:
        raise Broken(f"备份中的{said(part)}被改动或损坏。") from error
    if (into.sum.hexdigest(), out.sum.hexdigest()) != (part.stored, part.digest):
        raise Broken(f"备份中的{said(part)}被改动或损坏。")


def faults(parts: Iterable[Part], folder: Path) -> list[str]:
    """Every part that is missing or is not as it was stored, in words; no key is needed."""
    found = []
    for part in parts:
        path = folder / part.blob
        if not path.is_file():
            found.append(f"缺少{said(part)}")
        elif digest_of(path) != part.stored:
            found.append(f"{said(part)}被改动或损坏")
    return found


def said(part: Part) -> str:
    """A part in words."""
    return f"文件 {part.name}" if part.name else "数据库"


def copy(source: Digesting, target: Digesting) -> None:
    """All bytes, in blocks."""
    while block := source.read(BLOCK):
        target.write(block)
