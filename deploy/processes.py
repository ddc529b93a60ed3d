"""Start processes, watch them, start again what dies, stop all of them: nothing is left behind."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from deploy.places import PROJECT, log_file
from deploy.words import Trouble, say

EARLY_DEATH_SECONDS = 10
TOO_MANY_EARLY_DEATHS = 5


@dataclass
class Process:
    """One program to be kept running; `label` is its Chinese name."""

    name: str
    label: str
    command: list[str]
    patience: float = 20.0
    child: subprocess.Popen | None = None
    started: float = 0.0
    early_deaths: int = 0


def die_with_parent() -> None:
    """Linux: ask for SIGTERM when the supervisor itself is killed, so that no orphan stays."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


@dataclass
class Supervisor:
    """Runs processes in the order given and stops them in the opposite order."""

    var: Path
    env: dict[str, str]
    processes: list[Process] = field(default_factory=list)

    def start(self, process: Process) -> None:
        """Start one process in a session of its own (a terminal's Ctrl-C reaches the supervisor only)."""
        if process not in self.processes:
            self.processes.append(process)
        with log_file(self.var, process.name).open("ab") as log:
            process.child = subprocess.Popen(
                process.command,
                cwd=PROJECT,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )
        process.started = time.monotonic()

    def revive(self) -> None:
        """Start again whatever has died; give up when it dies at once several times."""
        for process in self.processes:
            code = process.child.poll()
            if code is None:
                continue
            early = time.monotonic() - process.started < EARLY_DEATH_SECONDS
            process.early_deaths = process.early_deaths + 1 if early else 0
            if process.early_deaths >= TOO_MANY_EARLY_DEATHS:
                raise Trouble(f"{process.label}反复退出（代码 {code}），已全部停止；详情见 {log_file(self.var, process.name)}。")
            say(f"{process.label}意外退出（代码 {code}），正在重新启动。")
            end_group(process.child)
            self.start(process)

    def stop(self) -> None:
        """Ask each to end, last started first; after its patience the whole group is killed."""
        for process in reversed(self.processes):
            if process.child is not None:
                end(process)
        self.processes.clear()


def end(process: Process) -> None:
    """SIGTERM, wait, then make sure that nothing of the group is left."""
    child = process.child
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(process.patience)
        except subprocess.TimeoutExpired:
            say(f"{process.label}没有按时结束，强制停止。")
    end_group(child)
    child.wait()


def end_group(child: subprocess.Popen) -> None:
    """Kill what is left of the child's group (grandchildren included)."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
