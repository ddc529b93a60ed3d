"""Where files are kept: as Django's own storage, but each file is on the disk for certain and in the inventory before its row is committed.

A process killed in between leaves a file without rows, never a row without its file; the sweep puts such files aside.
"""

import errno
import hashlib
import os
import shutil
from pathlib import Path

from django.core.files.storage import FileSystemStorage
from django.utils import timezone

from accounts.files.models import StoredFile
from accounts.files.quota import TooMuch

BLOCK = 1 << 20
# Sheets that wait for their confirmation: no row names them, and accounts.importing deletes them after a day.
PASSING = "imports/"
# Uploads stop while there is still room: the database, the log and the trail must go on.
KEPT_FREE = 200_000_000
FULL = "服务器磁盘空间不足，文件没有保存，其他内容请照常填报。请告知系统管理员清理磁盘，以后再传。"


class NoRoom(TooMuch):
    """The disk is full, or nearly; told where the day's quota is told."""


class KeptStorage(FileSystemStorage):
    """Files under MEDIA_ROOT with their digests in the inventory."""

    def _save(self, name: str, content) -> str:
        """Write, force to the disk, note; the note belongs to the caller's transaction."""
        require_room(Path(self.location), content.size)
        try:
            kept = super()._save(name, content)
        except OSError as error:  # somebody else was faster
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise NoRoom(FULL) from error
            raise
        if not kept.startswith(PASSING):
            path = Path(self.path(kept))
            settle(path)
            note(kept, path)
        return kept

    def delete(self, name: str) -> None:
        """The file first: an entry without file and row is cleared by the sweep."""
        super().delete(name)
        StoredFile.objects.filter(name=name).delete()


def require_room(folder: Path, size: int) -> None:
    """NoRoom when the disk would have less than KEPT_FREE bytes after a file of `size`."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if shutil.disk_usage(there).free - size < KEPT_FREE:
        raise NoRoom(FULL)


def note(name: str, path: Path) -> StoredFile:
    """Enter what the disk holds now; an older entry of the same name is overwritten."""
    row = StoredFile(name=name, digest=digest_of(path), size=path.stat().st_size, stored_at=timezone.now())
    values = {"digest": row.digest, "size": row.size, "stored_at": row.stored_at}
    return StoredFile.objects.update_or_create(name=name, defaults=values)[0]


def digest_of(path: Path) -> str:
    """SHA-256 (hex) of a file, read in blocks."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            found.update(block)
    return found.hexdigest()


def settle(path: Path) -> None:
    """Force a file and its name to the disk, so that a power failure after the commit takes neither."""
    for each, flags in ((path, os.O_RDONLY), (path.parent, os.O_RDONLY | os.O_DIRECTORY)):
        handle = os.open(each, flags)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
