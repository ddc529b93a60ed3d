"""The child process in which untrusted bytes are opened: it takes its limits first, and only then loads the parsers.

Run by isolation.py as `python -I -B child.py`.
"""

import resource
import runpy
import signal
import sys
from pathlib import Path

MEMORY = 512 * 1024 * 1024
SECONDS = 10
LIMITS = {
    resource.RLIMIT_AS: MEMORY,
    resource.RLIMIT_CPU: SECONDS,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_NOFILE: 64,
    resource.RLIMIT_NPROC: 0,
}


def limit() -> None:
    """512 MB of address space, 10 s of processor and of clock, no files written, no core dumps, no further processes.

    A stop of the whole service (SIGTERM to everyone) must not make a good file look broken: the parent decides.
    """
    for what, most in LIMITS.items():
        resource.setrlimit(what, (most, most))
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.alarm(SECONDS)  # should the parent die, nobody else would end us


if __name__ == "__main__":
    limit()
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # -I leaves the project's folder out
    runpy.run_module("speeches.documents.answering", run_name="__main__")
