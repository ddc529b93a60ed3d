"""Settings of kept files and backups, from the environment."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config.env import env
from config.plans import Plan, read_plan


def keeping(var: Path, *, local: bool) -> dict[str, Any]:
    """Django settings by name; on a developer's computer (`local`) nothing is started by the clock unless its time is given."""
    return {
        # What one unit may upload in a day, in MB; 0: as much as it likes.
        "UPLOAD_MB_A_DAY": env.int("UPLOAD_MB_A_DAY", default=500),
        # A ClamAV daemon that looks at each upload: unix:/run/clamav/clamd.ctl or tcp:host:3310; empty: nobody looks.
        "CLAMAV": env.str("CLAMAV", default=""),
        "BACKUP_DIR": Path(env.str("BACKUP_DIR", default="") or var / "backups").resolve(),
        # From `manage.py backup --new-key`; empty: not sealed.
        "BACKUP_KEY": env.str("BACKUP_KEY", default=""),
        # The newest backup of each of so many days, weeks and months is kept.
        "BACKUP_KEEP": (env.int("BACKUP_KEEP_DAYS", 7), env.int("BACKUP_KEEP_WEEKS", 5), env.int("BACKUP_KEEP_MONTHS", 12)),
        # A command that carries a backup to another place; {path} is its folder, {folder} that of all backups.
        "BACKUP_COPY": env.str("BACKUP_COPY", default=""),
        # The folder of pg_dump and pg_restore, where they are not found by themselves.
        "PG_BIN": env.str("PG_BIN", default=""),
        "RUN_PLANS": {
            "backup": plan("BACKUP_AT", default="" if local else "02:30"),
            "files": plan("FILES_AT", default="" if local else "03:30"),
            "drill": plan("DRILL_AT", default="" if local else "7 04:30"),
        },
    }


def plan(name: str, default: str) -> Plan | None:
    """When something is started by the clock: 「02:30」, 「7 04:30」, or never."""
    text = env.str(name, default=default)
    try:
        return read_plan(text)
    except ValueError:
        raise ImproperlyConfigured(
            f"环境变量 {name} 应为时间，如 02:30（每天）或 7 04:30（每周日），留空为不自动进行；现在是“{text}”。"
        ) from None
