"""make chaos [SEEDS=5] [KILLS=50]: each seed on SQLite and on PostgreSQL, then a quiet run, one without Redis, and the control that must lose.

Two drills run at a time: most of a drill is waiting for the next kill.

Fails on: a lost letter or reminder, more second copies than sends under way at the kills, a second copy under another Message-ID,
a second copy without kills, a letter left behind ten minutes after the last kill, a control that loses nothing.
"""

import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

from deploy import places, postgres
from deploy.words import say
from tests.chaos.drill import environment

AT_A_TIME = 2
HEADER = "数据库        方式     种子  信件   提醒  强杀(途中)  其间收到  丢失  重复(上限)  遗留  末次强杀后秒数"


def main(seeds: int, kills: int) -> int:
    """Print a line for each drill and every fault; returns the exit code."""
    say(HEADER)
    drills = [(database, "killed", seed, kills) for seed in range(1, seeds + 1) for database in ("SQLite", "PostgreSQL")]
    drills += [
        ("SQLite", "folder", 1, kills),
        ("SQLite", "control", 1, kills),
        ("PostgreSQL", "control", 1, kills),
        ("SQLite", "quiet", 1, 0),
        ("PostgreSQL", "quiet", 1, 0),
    ]
    with ThreadPoolExecutor(AT_A_TIME) as running:
        faults = [fault for found in running.map(_drill, *zip(*drills, strict=True)) for fault in found]
    for fault in faults:
        say(fault)
    say(f"{len(faults)} failed")
    return 1 if faults else 0


def _drill(database: str, kind: str, seed: int, kills: int) -> list[str]:
    """One drill in a process of its own, with a fresh database."""
    folder = Path(tempfile.mkdtemp(prefix="dj-"))
    with postgres.server() if database == "PostgreSQL" else nullcontext("") as url:
        command = [sys.executable, "-m", "tests.chaos.run", kind, str(seed), str(kills), url]
        run = subprocess.run(command, cwd=places.PROJECT, env=environment(folder, url), capture_output=True, text=True)
    if run.returncode:
        return [f"{database} {kind} {seed}: {run.stderr[-2000:]}"]
    r = json.loads(run.stdout.splitlines()[-1])
    say(
        f"{database:12}  {kind:8} {seed:3}  {r['letters']:5}  {r['reminders']:5}  {r['kills']:3} ({r['mattered']:3})  {r['midway']:8}  "
        f"{r['lost']:4}  {r['twice']:4} ({r['bound']:3})  {r['stuck']:4}  {r['seconds']:6}"
    )
    return [f"{database} {kind} {seed}: {fault}" for fault in _faults(kind, r)]


def _faults(kind: str, r: dict) -> list[str]:
    """What is wrong with a result, in words."""
    if kind == "control":
        return [] if r["lost"] else ["the control lost nothing: the drill shows nothing"]
    wrong = {
        "lost": r["lost"] > 0,
        "too many second copies": r["twice"] > r["bound"],
        "a second copy under another Message-ID": not r["same_id"],
        "left behind": r["stuck"] > 0,
        f"the sign-in page answered {r['page']}": r["page"] != 200,
    }
    return [word for word, is_wrong in wrong.items() if is_wrong]


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main(int(sys.argv[1] if len(sys.argv) > 1 else 5), int(sys.argv[2] if len(sys.argv) > 2 else 50)))
