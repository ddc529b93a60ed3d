"""Make a backup: everything is written and forced to the disk in a draft, which is renamed last. A draft never counts."""

import hashlib
import os
import re
import shutil
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from accounts.backups import crypt, databases, keeping, manifest, parts, runs
from accounts.backups.manifest import Manifest, Part
from accounts.backups.tools import Broken
from accounts.files.checking import on_disk
from accounts.files.storage import settle

FORM = "%Y%m%dT%H%M%SZ"
NAME = re.compile(r"\d{8}T\d{6}Z")
DRAFT, PLAIN = ".draft-", ".dump-"


@dataclass(frozen=True)
class Backup:
    """A whole backup: its folder, what it holds, and the digest of its manifest."""

    path: Path
    manifest: Manifest
    digest: str

    @property
    def size(self) -> int:
        """Bytes of all its parts, those shared with other backups included."""
        return sum({part.blob: part.stored_size for part in self.manifest.parts}.values())


def key() -> bytes | None:
    """BACKUP_KEY, or None."""
    try:
        return crypt.read_key(settings.BACKUP_KEY)
    except crypt.BadKey as error:
        raise Broken("BACKUP_KEY 不是有效的密钥。请用 manage.py backup --new-key 生成，整行填入。") from error


def make(now: datetime) -> Backup:
    """Make one backup under `runs.alone`; what a killed one left is cleared first."""
    folder, name = runs.folder(), now.astimezone(UTC).strftime(FORM)
    for left in (*folder.glob(f"{DRAFT}*"), *Path(settings.VAR_DIR).glob(f"{PLAIN}*")):
        shutil.rmtree(left)
    if (folder / name).exists():
        raise Broken("这一秒已经有一份备份，请稍后再试。")
    draft = folder / f"{DRAFT}{name}"
    draft.mkdir(mode=0o700)
    try:
        _fill(draft, key(), now)
        draft.rename(folder / name)
    except BaseException:
        shutil.rmtree(draft)  # a full disk must not stay full
        raise
    _settle_folder(folder)
    return load(folder / name)


def _fill(draft: Path, secret: bytes | None, now: datetime) -> None:
    """The database first, so that each file it names is there when files are copied; all forced to the disk."""
    with tempfile.TemporaryDirectory(prefix=PLAIN, dir=settings.VAR_DIR) as place:  # BACKUP_DIR holds nothing unsealed
        found = databases.dump(Path(place) / "dump")
        database = parts.store(Path(place) / "dump", "", draft, secret, {})
    files = tuple(_files(draft, secret, _held(draft.parent, secret)))
    made_at = timezone.localtime(now).isoformat(timespec="seconds")
    data = manifest.written(Manifest(made_at, version(), crypt.mark(secret), found, database, files))
    _write(draft / "manifest.json", data)
    if secret:
        _write(draft / "manifest.stamp", crypt.stamp(secret, data).encode())
    for path in draft.rglob("*"):
        if path.is_dir():
            _settle_folder(path)


def names(folder: Path) -> list[str]:
    """The backups that count, oldest first."""
    return sorted(path.name for path in folder.iterdir() if NAME.fullmatch(path.name) and (path / "manifest.json").is_file())


def load(path: Path) -> Backup:
    """A backup by its folder; Broken when it is none, or its manifest was altered."""
    try:
        data = (path / "manifest.json").read_bytes()
    except OSError as error:
        raise Broken(f"{path.name} 不是一份完整的备份：没有清单文件 manifest.json。") from error
    try:
        found = manifest.read(data)
    except manifest.Unreadable as error:
        raise Broken(f"备份 {path.name} 的清单文件读不懂：已损坏，或由更新的版本写成。") from error
    return Backup(path, found, hashlib.sha256(data).hexdigest())


def retain(now: datetime) -> list[str]:
    """Delete the backups that need not be kept; returns their names."""
    folder = runs.folder()
    moments = {timezone.localtime(datetime.strptime(name, FORM).replace(tzinfo=UTC)): name for name in names(folder)}
    daily, weekly, monthly = settings.BACKUP_KEEP
    gone = sorted(moments.keys() - keeping.kept(moments, daily=daily, weekly=weekly, monthly=monthly))
    for at in gone:
        leaving = (folder / moments[at]).rename(folder / f"{DRAFT}leaving-{moments[at]}")  # cut off half-way it counts no more
        shutil.rmtree(leaving)
    return [moments[at] for at in gone]


def version() -> str:
    """The project's version."""
    return tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def _held(folder: Path, secret: bytes | None) -> dict[str, tuple[Path, Part]]:
    """What the newest backup holds under the same key: these files need not be written again."""
    for name in reversed(names(folder)):
        try:
            last = load(folder / name)
        except Broken:
            continue
        if last.manifest.key == crypt.mark(secret):
            return {part.digest: (last.path / part.blob, part) for part in last.manifest.files if (last.path / part.blob).is_file()}
    return {}


def _files(draft: Path, secret: bytes | None, held: dict[str, tuple[Path, Part]]) -> Iterator[Part]:
    root = Path(settings.MEDIA_ROOT)
    for name in sorted(on_disk(root)):
        try:
            yield parts.store(root / name, name, draft, secret, held)
        except FileNotFoundError:
            if (root / name).exists():
                raise
            # cleared meanwhile (an old export): the next backup will not know it either


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    settle(path)


def _settle_folder(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
