"""`make test`, `make long`, `make lint`: style, then the suite on a real PostgreSQL and again on SQLite (with the browser)."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from deploy import browser, machine, places, postgres, python
from deploy.processes import die_with_parent
from deploy.words import Trouble, explain, say

RUN_SECONDS = 1800  # a suite that hangs is ended; a slow machine is not
PROCESSES = 3  # one more than there are cores: some tests wait for a database, a minute of the clock, or a server to start
LONG = ("bench", "fuzz", "chaos", "race", "tamper", "pairs", "upgrade")
# What a suite must not inherit: another database or folder, and the habit of some build machines to keep no compiled modules. There,
# each of the hundreds of processes that tests start would compile the whole project again.
NOT_INHERITED = ("DATABASE_URL", "VAR_DIR", "DEMO", "PYTHONDONTWRITEBYTECODE")


def main(words: list[str]) -> int:
    """`test` or `long [pytest's arguments]`, `lint`, or one of LONG with its own arguments; returns the exit code."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # so that PostgreSQL is put away
    try:
        machine.require_space(places.PROJECT)
        with ThreadPoolExecutor(1) as beside:  # the system's packages are fetched while pip fetches its own
            browsing = beside.submit(browser.ensure) if words[:1] in (["test"], ["long"]) else None
            python.ensure("requirements-dev.txt")
            if browsing:
                browsing.result()
        if words[:1] and words[0] in LONG:
            env = os.environ | {"LOCAL": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
            env.pop("PYTHONDONTWRITEBYTECODE", None)
            return subprocess.run([places.PYTHON, "-m", f"tests.{words[0]}", *words[1:]], cwd=places.PROJECT, env=env).returncode
        if not lint():
            return 1
        return 0 if words[:1] == ["lint"] else test(words[1:], marked="long" if words[:1] == ["long"] else "not long")
    except Trouble as trouble:
        say(str(trouble))
        return 1
    except OSError as error:
        say(str(explain(error)))
        return 1


def lint() -> bool:
    """ruff for Python, djlint for templates; True when both are content."""
    commands = (
        ("ruff", "check", "."),
        ("djlint", "templates", "--lint", "--quiet", "--allow-empty-input"),
    )
    return all(
        [subprocess.run([places.VENV / "bin" / name, *words], cwd=places.PROJECT).returncode == 0 for name, *words in commands]
    )


def test(extra: list[str], *, marked: str) -> int:
    """PostgreSQL first, SQLite with the browser last; a failure of either is the last thing said."""
    with postgres.server() as url:
        first = suite("PostgreSQL", {"DATABASE_URL": url}, ["-m", f"not browser and not once and {marked}", *extra])
    second = suite("SQLite", {}, ["-m", marked, *extra])
    if first[0] and not second[0]:
        say(f"在 PostgreSQL 上有测试没有通过：\n{first[1]}")
    return first[0] or second[0]


def suite(label: str, more: dict[str, str], words: list[str]) -> tuple[int, str]:
    """Run pytest on some processes, pass its lines on; returns its exit code and its last line."""
    say(f"—— {label} ——")
    env = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED} | more
    command = [places.PYTHON, "-m", "pytest", "-q", "-n", str(PROCESSES), "--dist", "worksteal", *words]
    last, started = "", time.monotonic()
    with subprocess.Popen(
        command,
        cwd=places.PROJECT,
        env=env | {"PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        preexec_fn=die_with_parent,
    ) as run:
        for line in run.stdout:
            last = line.rstrip() or last
            say(line.rstrip("\n"))
            if time.monotonic() - started > RUN_SECONDS:
                run.kill()
    return run.returncode, last


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
