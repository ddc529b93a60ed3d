"""After a crash: files without a row are put aside, entries without a file go, files without an entry are entered.

Aside means VAR_DIR/orphans for thirty days, not deleted at once: a database put back by hand may be older than its files.
A file that was stored for good and whose row has let it go (its deletion was cut off) is deleted.
"""

import os
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from accounts.files.checking import is_young, on_disk
from accounts.files.inventory import references
from accounts.files.models import StoredFile
from accounts.files.storage import note

ASIDE_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Swept:
    """What a sweep did, by names."""

    aside: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    entered: tuple[str, ...] = ()
    forgotten: tuple[str, ...] = ()

    def __str__(self) -> str:
        said = [("移出没有记录的文件", self.aside), ("删除已不再使用的文件", self.deleted)]
        said += [("补登记", self.entered), ("清除登记", self.forgotten)]
        return "，".join(f"{words} {len(names)} 个" for words, names in said if names) or "没有需要清理的文件"


def sweep(now: datetime) -> Swept:
    """One sweep; what is younger than an hour is left alone."""
    root = Path(settings.MEDIA_ROOT)
    there = on_disk(root)
    entered_before = dict(StoredFile.objects.values_list("name", "stored_at"))
    used = {one.name for one in references()}  # read last: what was stored meanwhile counts as used
    loose = sorted(name for name in there - used if not is_young(root / name, now))
    deleted = tuple(name for name in loose if name in entered_before)
    aside = tuple(name for name in loose if name not in entered_before)
    for name in deleted:
        (root / name).unlink(missing_ok=True)
    for name in aside:
        _put_aside(root / name, Path(settings.VAR_DIR) / "orphans" / name, now)
    gone = tuple(name for name in sorted(entered_before.keys() - used) if not (root / name).exists())
    StoredFile.objects.filter(name__in=gone).delete()
    fresh = tuple(sorted((used & there) - entered_before.keys()))
    for name in fresh:
        if not StoredFile.objects.filter(name=name).exists():
            note(name, root / name)
    _clear_aside(Path(settings.VAR_DIR) / "orphans", now)
    return Swept(aside, deleted, fresh, gone)


def _put_aside(path: Path, place: Path, now: datetime) -> None:
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.move(path, place)  # the files may be another machine's disk: there a name cannot just be changed
    os.utime(place, (now.timestamp(), now.timestamp()))  # its thirty days begin now


def _clear_aside(folder: Path, now: datetime) -> None:
    for path in folder.rglob("*") if folder.exists() else ():
        if path.is_file() and now.timestamp() - path.stat().st_mtime > ASIDE_FOR.total_seconds():
            path.unlink()
