"""Look at the machine before anything is started: disk and port."""

import shutil
import socket
from pathlib import Path

from deploy.words import Trouble

LEAST_FREE_MB = 300


def require_space(*folders: Path, least_mb: int = LEAST_FREE_MB) -> None:
    """Each folder (or the nearest one above it that exists) must have `least_mb` MB free."""
    for folder in folders:
        there = next(p for p in (folder, *folder.parents) if p.exists())
        free = shutil.disk_usage(there).free // 1_000_000
        if free < least_mb:
            raise Trouble(f"磁盘空间不足：{there} 只剩 {free} MB，至少需要 {least_mb} MB；请清理后重试。")


def require_port(port: int) -> None:
    """Nobody may be listening on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise Trouble(f"没有权限使用端口 {port}；请改用 1024 以上的端口，例如 PORT=8010 make run。") from error
        except OSError as error:
            raise Trouble(f"端口 {port} 已被占用；请先停止占用它的程序，或换一个端口，例如 PORT={port + 10} make run。") from error


def port_from(text: str) -> int:
    """The port number in `text` (the PORT variable)."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise Trouble(f"PORT 应为 1 到 65535 之间的数字，当前为「{text}」。")
    return int(text)
