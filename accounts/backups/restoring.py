"""Put a backup back: into an empty place only, never from a newer version, and only when every part is as it was stored."""

import hmac
import shutil
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from accounts.backups import crypt, databases, parts
from accounts.backups.making import Backup
from accounts.backups.models import Run
from accounts.backups.tools import Broken
from accounts.files.storage import digest_of

ROOM = 200_000_000  # beside the backup's own bytes


def examine(backup: Backup, secret: bytes | None) -> None:
    """Broken, with every fault in words, unless the backup may be put back by this version with this key."""
    said, name = backup.manifest, backup.path.name
    if said.key != crypt.mark(secret):
        if not said.key:
            raise Broken(f"备份 {name} 没有加密，而设置了 BACKUP_KEY：请确认来源，取消 BACKUP_KEY 后再试。")
        given = f"现在设置的密钥标记是 {crypt.mark(secret)}" if secret else "现在没有设置 BACKUP_KEY"
        raise Broken(f"密钥不对：备份 {name} 用标记为 {said.key} 的密钥加密，{given}。")
    if secret:
        stamp = backup.path / "manifest.stamp"
        code = stamp.read_text() if stamp.is_file() else ""
        if not hmac.compare_digest(code, crypt.stamp(secret, (backup.path / "manifest.json").read_bytes())):
            raise Broken(f"备份 {name} 的清单文件被改动。")
    if said.facts.vendor != connection.vendor:
        raise Broken(
            f"备份 {name} 来自 {said.facts.vendor} 数据库，当前配置是 {connection.vendor}：请在 DATABASE_URL 指定同类的空数据库。"
        )
    newer = unknown_migrations(said.facts.migrations)
    if newer:
        raise Broken(
            f"备份 {name} 来自更新的版本（{said.version}，本程序没有 {newer[0]} 等 {len(newer)} 项）：请先升级本程序，再恢复。"
        )
    found = parts.faults(said.parts, backup.path)
    if found:
        raise Broken(f"备份 {name} 不完整：" + "；".join(found[:20]) + (f"等 {len(found)} 处。" if len(found) > 20 else "。"))


def recorded_digest_differs(backup: Backup) -> bool:
    """True when this system made the backup and remembers another manifest: found even where no key is set."""
    known = Run.objects.filter(kind="backup", name=backup.path.name, ok=True).values_list("digest", flat=True).first()
    return known is not None and known != backup.digest


def unknown_migrations(applied: dict[str, list[str]]) -> list[str]:
    """Those of the backup that this program does not have: 「accounts.0009_…」."""
    ours = MigrationLoader(None).disk_migrations
    replaced = {pair for migration in ours.values() for pair in migration.replaces}
    wanted = {(app, name) for app, names in applied.items() for name in names}
    return [f"{app}.{name}" for app, name in sorted(wanted - ours.keys() - replaced)]


def put_back(backup: Backup, secret: bytes | None, *, params: dict, media: Path, scratch: Path) -> int:
    """Files first, then the database as a whole: cut off in between, it can be started again. Returns how many files."""
    need = sum(part.size for part in backup.manifest.parts) + ROOM
    if shutil.disk_usage(scratch).free < need:
        raise Broken(f"磁盘空间不足：需要约 {need // 1_000_000:,} MB。请清理后再试。")
    for part in backup.manifest.files:
        target = media / part.name
        draft = target.with_name(f".{target.name}.restoring")
        parts.fetch(part, backup.path, draft, secret)
        draft.replace(target)
    dump = scratch / "restoring.dump"
    try:
        parts.fetch(backup.manifest.database, backup.path, dump, secret)
        databases.put_back(dump, params)
    finally:
        dump.unlink(missing_ok=True)
    return len(backup.manifest.files)


def why_not_empty(backup: Backup, params: dict, media: Path) -> str:
    """Why nothing may be put back here, or "": tables in the database, or files that are not the backup's own."""
    if not databases.is_empty(params):
        return "数据库不是空的：恢复不能覆盖正在使用的系统。请先停止各项服务，新建一个空数据库，再把 DATABASE_URL 指向它。"
    known = {part.name: part.digest for part in backup.manifest.files}
    for path in media.rglob("*") if media.exists() else ():
        name = path.relative_to(media).as_posix()
        if path.is_file() and not name.endswith(".restoring") and known.get(name) != digest_of(path):
            return f"文件目录 {media} 不是空的（{name}）：请先把原有文件移到别处，再恢复。"
    return ""
