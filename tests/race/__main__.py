"""make race [SIZES=2,8,32] [ARGS=words]: every state change and every editable page, sent by 2, 8 and 32 people at the same moment.

On SQLite and on PostgreSQL at once, each in a process of its own. One line for each act: who was acknowledged / who was told. Fails on:
more (or fewer) acknowledged than the rule of the act says, rows or trail rows that are not what was acknowledged, words of a loser
that were kept or not shown to him again, an answer that is neither; a control (guards taken away) in which nothing of this is seen.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from deploy import places, postgres
from deploy.check import NOT_INHERITED
from deploy.words import say

MEMORY = Path("/dev/shm")  # a commit waits for no disk there; who waits for whom is the same


def main(sizes: str, words: list[str]) -> int:
    """Print the table and every fault; returns the exit code."""
    with postgres.server() as url, _folder("sqlite") as one, _folder("pg") as two:
        runs = {"SQLite": _start(one, "", sizes, words), "PostgreSQL": _start(two, _database(url), sizes, words)}
        said = {name: _lines(run, folder) for (name, run), folder in zip(runs.items(), (one, two), strict=True)}
    faults = [fault for lines in said.values() for line in lines if line.get("control") for fault in _control(line)]
    faults += [f"{name}: {line['lost']}" for name, lines in said.items() for line in lines if "lost" in line]
    raced = {
        name: {line["door"]: line for line in lines if "door" in line and not line.get("control")} for name, lines in said.items()
    }
    say(f"{'':58}" + "".join(f"{name:{9 * len(sizes.split(','))}}" for name in raced))
    for door in dict.fromkeys(door for lines in raced.values() for door in lines):
        found = {name: lines.get(door, {"heats": [], "faults": ["not run"]}) for name, lines in raced.items()}
        say(f"{door:58}" + "".join(_cells(line["heats"], len(sizes.split(","))) for line in found.values()))
        faults += [f"{door} {name} {fault}" for name, line in found.items() for fault in line["faults"]]
    for fault in faults:
        say(fault)
    heats = [heat for lines in raced.values() for line in lines.values() for heat in line["heats"]]
    say(
        f"{len(heats)} races, {sum(h[0] for h in heats)} requests: {sum(h[1] for h in heats)} acknowledged, {sum(h[2] for h in heats)} told"
    )
    say(f"{len(faults)} failed")
    return 1 if faults else 0


def _cells(heats: list, columns: int) -> str:
    """won/told for each size."""
    return "".join(f"{f'{won}/{told}':9}" for _, won, told, _ in heats).ljust(9 * columns)


def _control(line: dict) -> list[str]:
    """Without guards faults must be seen."""
    doubled = any("acknowledged" in fault or "instead of" in fault for fault in line["faults"])
    return [] if doubled else [f"the control {line['door']} shows nothing: {line['heats']} {line['faults']}"]


@contextmanager
def _folder(name: str) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=f"race-{name}-", dir=MEMORY if MEMORY.is_dir() else None))
    try:
        (folder / "static").mkdir()
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _database(url: str) -> str:
    """A database beside the server's first, because that one is needed to copy it from."""
    with closing(psycopg2.connect(url)) as server:
        server.autocommit = True
        with server.cursor() as cursor:
            cursor.execute("CREATE DATABASE race")
    return urlunsplit(urlsplit(url)._replace(path="/race"))


def _start(folder: Path, url: str, sizes: str, words: list[str]) -> subprocess.Popen:
    env = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    env |= {"LOCAL": "1", "VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings", "CELERY_BROKER_URL": "memory://"}
    env |= {"STATICFILES_BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    env |= {"DATABASE_URL": url} if url else {}
    command = [sys.executable, "-m", "tests.race.run", sizes, *words]
    with (folder / "said").open("w") as said:
        return subprocess.Popen(command, cwd=places.PROJECT, env=env, stdout=said)


def _lines(run: subprocess.Popen, folder: Path) -> list[dict]:
    """What the process said; its end when that was not a good one."""
    ended = run.wait()
    found = [json.loads(line) for line in (folder / "said").read_text().splitlines() if line.startswith("{")]
    return found if ended == 0 else [*found, {"lost": f"ended with {ended}"}]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "2,8,32", sys.argv[2:]))
