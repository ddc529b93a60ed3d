"""Carry a backup to another place by the command in BACKUP_COPY; {path} in it is the backup's folder, {folder} that of all backups."""

import shlex
import subprocess
from pathlib import Path

from django.conf import settings

from accounts.backups.tools import Broken

SECONDS = 6 * 3600


def carry(path: Path) -> None:
    """Run the command to its end (no shell); Broken with its last words."""
    words = [word.replace("{path}", str(path)).replace("{folder}", str(path.parent)) for word in shlex.split(settings.BACKUP_COPY)]
    try:
        done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", timeout=SECONDS)
    except subprocess.TimeoutExpired as error:
        raise Broken(f"异地复制超过 {SECONDS // 3600} 小时没有结束。") from error
    except OSError as error:
        raise Broken(f"异地复制的命令不能运行：{words[0]}（{error.strerror}）。") from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["没有输出"]
        raise Broken(f"异地复制失败（代码 {done.returncode}）：{said[-1][:300]}")
