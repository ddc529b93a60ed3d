"""make fuzz [N=2000] [SEED=1]: hostile files go the way of real ones, by the import page and the reading job.

Fails on: a status of 500, an exception, a reading over 10 seconds, a child above 512 MB, a speech left in 识别中, a file left behind,
pieces that do not tile the text.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

PROCESSES = 2


def main(count: int, seed: int) -> int:
    """Two workers, each with a database and folders of its own; prints one line of figures and every fault."""
    share = -(-count // PROCESSES)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        workers = [_start(Path(folder) / str(n), share, seed * 1000 + n) for n in range(PROCESSES)]
        said = [worker.communicate()[0] for worker in workers]
    results = [json.loads(text.splitlines()[-1]) for text in said if text.strip()]
    if len(results) < PROCESSES:
        print("有进程没有报告结果。")
        return 1
    outcomes = sum((Counter(r["outcomes"]) for r in results), Counter())
    faults = [fault for r in results for fault in r["faults"]]
    for fault in faults[:50]:
        print(fault)
    slowest, highest, own = (max(r[what] for r in results) for what in ("slowest", "highest", "own"))
    print(f"文件 {sum(outcomes.values())}，" + "，".join(f"{name} {number}" for name, number in outcomes.most_common()))
    print(
        f"最慢 {slowest:.1f} 秒，子进程最大 {highest} MB，投放文件的进程 {own} MB，"
        f"留在识别中 {sum(r['stuck'] for r in results)}，遗留文件 {sum(r['left'] for r in results)}"
    )
    print(f"{sum(outcomes.values()) - len(faults)} passed, {len(faults)} failed")
    return 1 if faults else 0


def _start(folder: Path, count: int, seed: int) -> subprocess.Popen:
    """One worker in an environment of its own."""
    (folder / "tmp").mkdir(parents=True)
    env = os.environ | {
        "LOCAL": "1",
        "VAR_DIR": str(folder / "var"),
        "TMPDIR": str(folder / "tmp"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "STATICFILES_BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
    }
    env.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "tests.fuzz.worker", str(count), str(seed)]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1] if len(sys.argv) > 1 else 2000), int(sys.argv[2] if len(sys.argv) > 2 else 1)))
