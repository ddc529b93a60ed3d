"""Restore into an empty place and try whether one could work with it. A drill that could not run has failed."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from accounts.backups import databases, restoring, runs
from accounts.backups.making import Backup, key, load, names
from accounts.backups.tools import Broken
from accounts.trail import anchors

# Nothing of the real queue, mail server or drill may be reached from the copy.
LEFT_OUT = ("REDIS_URL", "CELERY_BROKER_URL", "EMAIL_URL", "DATABASE_URL", "DEMO", "DEBUG", "BACKUP_AT", "DRILL_AT", "FILES_AT")
LEFT_OUT += (
    "BACKUP_COPY",
    "BACKUP_DIR",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "SITE_URL",
    "CLAMAV",
    "BEHIND_PROXY",
    "SENTRY_DSN",
    "ANCHOR_DIR",
    "ANCHOR_KEY",
    "FILES_DIR",
)
SECONDS = 1800
PLACE = ".drill-"


def chosen(name: str) -> Backup:
    """The named backup, or the newest."""
    found = names(runs.folder())
    if not found:
        raise Broken("还没有备份。请先运行 manage.py backup。")
    if name and name not in found:
        raise Broken(f"没有名为 {name} 的备份。现有：{'、'.join(found[-5:])}。")
    return load(runs.folder() / (name or found[-1]))


def drill(backup: Backup, say: Callable[[str], None]) -> str:
    """Everything that is tried, each step told; the sum in one sentence. Broken at the first thing that is wrong."""
    secret = key()
    restoring.examine(backup, secret)
    if restoring.recorded_digest_differs(backup):
        raise Broken(f"备份 {backup.path.name} 的清单文件与备份时登记的摘要不同：被改动。")
    say(f"备份 {backup.path.name}：{len(backup.manifest.parts)} 个部分摘要一致" + ("，已加密。" if secret else "。"))
    for left in Path(settings.VAR_DIR).glob(f"{PLACE}*"):  # of a drill that was killed
        shutil.rmtree(left)
    # In VAR_DIR, where the data lies unsealed anyway: BACKUP_DIR may be on another machine.
    with tempfile.TemporaryDirectory(prefix=PLACE, dir=settings.VAR_DIR) as place:
        folder = Path(place)
        with databases.empty(folder) as params:
            files = restoring.put_back(backup, secret, params=params, media=folder / "files", scratch=folder)
            say(f"已恢复到空的数据库和目录：{files} 个文件，逐个核对摘要。")
            return _inspected(backup, folder, databases.address(params), say)


def _inspected(backup: Backup, folder: Path, url: str, say: Callable[[str], None]) -> str:
    """Let a process of its own work in the copy; its lines are JSON: {"words": …} for a step, {"fault": …} or {"sum": …} at the end."""
    env = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    env |= {
        "DATABASE_URL": url,
        "VAR_DIR": str(folder),
        "LOCAL": "1",
        "PYTHONUTF8": "1",
        "BACKUP_AT": "",
        "DRILL_AT": "",
        "FILES_AT": "",
        # Whoever signs in here has a new password and no telephone: neither gate may stand in the way of the pages.
        "SECOND_FACTOR": "0",
        "PASSWORD_DAYS": "0",
        "PASSWORD_ADMIN_DAYS": "0",
    }
    env["STATICFILES_BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    command = [sys.executable, "-W", "ignore", "manage.py", "inspect_restored"]
    # The copy has no anchors of its own: it is held against those that lie outside, as far as it reaches.
    heads, _, wrong = anchors.up_to(backup.manifest.facts.trail_number)
    if wrong:
        raise Broken(f"{wrong}，不能用来核对备份中的痕迹。")
    told = json.dumps({"facts": asdict(backup.manifest.facts), "anchors": heads})
    try:
        done = subprocess.run(
            command, env=env, cwd=settings.BASE_DIR, input=told, capture_output=True, text=True, encoding="utf-8", timeout=SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise Broken(f"演练超过 {SECONDS // 60} 分钟没有结束。") from error
    last: dict[str, str] = {}
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            last = json.loads(line)
            if "words" in last:
                say(last["words"])
    if "sum" in last:
        return last["sum"]
    tail = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "没有输出")
    raise Broken(last.get("fault") or f"检查恢复结果的进程中断：{tail[:300]}")
