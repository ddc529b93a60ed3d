"""How large the children become that open hostile bytes.

`ru_maxrss` of children counts what a fork inherited for a moment before exec; VmHWM begins anew at exec, so the child's own is read.
"""

import contextlib
import threading
from pathlib import Path

EVERY = 0.005  # seconds between two looks; a mark only rises, so at most the last rise is missed


class Watch:
    """Looks at this process's children of one program while the block runs; `highest` is the largest seen, in MB."""

    def __init__(self, program: Path) -> None:
        self.highest = self.looks = 0
        self._program = str(program).encode()
        self._over = threading.Event()
        self._looking = threading.Thread(target=self._look_on, daemon=True)

    def __enter__(self) -> "Watch":
        self._looking.start()
        return self

    def __exit__(self, *fault) -> None:
        self._over.set()
        self._looking.join()

    def _look_on(self) -> None:
        while not self._over.wait(EVERY):
            for task in Path("/proc/self/task").iterdir():
                with contextlib.suppress(OSError):
                    for child in (task / "children").read_text().split():
                        self._look(Path("/proc") / child)

    def _look(self, process: Path) -> None:
        """A process that ended meanwhile, or has not yet become the program, says nothing."""
        with contextlib.suppress(OSError, IndexError, ValueError):
            if self._program in (process / "cmdline").read_bytes():
                mark = (process / "status").read_text().partition("VmHWM:")[2].split()[0]
                self.looks += 1
                self.highest = max(self.highest, int(mark) // 1024)
