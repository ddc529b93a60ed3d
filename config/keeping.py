"""Settings of kept files and backups, from the environment."""

import hashlib
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config.env import env, folder
from config.logs import LEAST_DAYS, logging_settings
from config.plans import Plan, read_plan


def keeping(var: Path, *, local: bool) -> dict[str, Any]:
    """Django settings by name; on a developer's computer (`local`) nothing is started by the clock unless its time is given."""
    return {
        # What is uploaded; several machines share this folder (docs/scale.md).
        "MEDIA_ROOT": folder("FILES_DIR", var / "files"),
        # What one unit may upload in a day, in MB; 0: as much as it likes.
        "UPLOAD_MB_A_DAY": env.int("UPLOAD_MB_A_DAY", default=500),
        # A ClamAV daemon that looks at each upload: unix:/run/clamav/clamd.ctl or tcp:host:3310; empty: nobody looks.
        "CLAMAV": env.str("CLAMAV", default=""),
        "BACKUP_DIR": folder("BACKUP_DIR", var / "backups"),
        # From `manage.py backup --new-key`; empty: not sealed.
        "BACKUP_KEY": env.str("BACKUP_KEY", default=""),
        # The newest backup of each of so many days, weeks and months is kept.
        "BACKUP_KEEP": (env.int("BACKUP_KEEP_DAYS", 7), env.int("BACKUP_KEEP_WEEKS", 5), env.int("BACKUP_KEEP_MONTHS", 12)),
        # A command that carries a backup to another place; {path} is its folder, {folder} that of all backups.
        "BACKUP_COPY": env.str("BACKUP_COPY", default=""),
        # The folder of pg_dump and pg_restore, where they are not found by themselves.
        "PG_BIN": env.str("PG_BIN", default=""),
        # Daily anchors of the trail: where (best on a medium that is written once), and the key that signs them.
        "ANCHOR_DIR": folder("ANCHOR_DIR", var / "anchors"),
        # 32 random bytes in base64; empty: made once, kept beside the anchors.
        "ANCHOR_KEY": env.str("ANCHOR_KEY", default=""),
        "TRAIL_HASH": trail_hash(env.str("TRAIL_HASH", default="sha256")),
        "LOGGING": logging_settings(
            form=log_form("line" if local else "json"),
            folder=env.str("LOG_DIR", default=""),
            days=log_days(env.int("LOG_DAYS", default=400)),
        ),
        "RUN_PLANS": {
            "backup": plan("BACKUP_AT", default="" if local else "02:30"),
            "files": plan("FILES_AT", default="" if local else "03:30"),
            "drill": plan("DRILL_AT", default="" if local else "7 04:30"),
        },
    }


def trail_hash(name: str) -> str:
    """How rows of the trail are digested from now on: sha256 or sm3; each row says which."""
    if name not in ("sha256", "sm3"):
        raise ImproperlyConfigured(f"环境变量 TRAIL_HASH 应为 sha256 或 sm3，现在是“{name}”。")
    try:
        hashlib.new(name)
    except ValueError:
        raise ImproperlyConfigured(
            "环境变量 TRAIL_HASH=sm3，但本机 Python 所用的 OpenSSL 不提供 SM3：请改用带 SM3 的 OpenSSL（3.0 以上），或设为 sha256。"
        ) from None
    return name


def log_form(default: str) -> str:
    """Whether log lines are for eyes (line) or for machines (json)."""
    form = env.str("LOG_FORM", default=default)
    if form not in ("line", "json"):
        raise ImproperlyConfigured(f"环境变量 LOG_FORM 应为 line 或 json，现在是“{form}”。")
    return form


def log_days(days: int) -> int:
    """For how long log files are kept; the law asks for six months."""
    if days < LEAST_DAYS:
        raise ImproperlyConfigured(
            f"环境变量 LOG_DAYS 不能少于 {LEAST_DAYS} 天（网络安全法要求日志留存不少于六个月），现在是 {days}。"
        )
    return days


def plan(name: str, default: str) -> Plan | None:
    """When something is started by the clock: 「02:30」, 「7 04:30」, or never."""
    text = env.str(name, default=default)
    try:
        return read_plan(text)
    except ValueError:
        raise ImproperlyConfigured(
            f"环境变量 {name} 应为时间，如 02:30（每天）或 7 04:30（每周日），留空为不自动进行；现在是“{text}”。"
        ) from None
