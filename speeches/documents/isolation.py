"""Open untrusted bytes in a child process with limits; whatever happens to the child becomes a named refusal."""

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

from speeches.documents.shapes import MAX_TEXT, Document, Unreadable

# Ten seconds for everything; the rest is left for ending the child.
WALL_SECONDS = 9.5
# Twelve bytes of JSON are the longest that one character can take.
MAX_ANSWER = 12 * MAX_TEXT + 64 * 1024
CHUNK = 256 * 1024
CHILD = Path(__file__).with_name("child.py")
# Nothing of our environment (secrets, addresses of services) reaches the child.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
LATE = (-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGALRM)


def open_in_child(
    data: bytes, name: str, encoding: str | None, *, seconds: float = WALL_SECONDS, program: Path = CHILD
) -> Document:
    """The document, or Unreadable; never another exception because of the bytes."""
    asked = json.dumps({"name": name, "encoding": encoding}).encode() + b"\n"
    until = time.monotonic() + seconds
    child = subprocess.Popen(
        [sys.executable, "-I", "-B", str(program)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=ENVIRONMENT,
        start_new_session=True,
    )
    feeder = threading.Thread(target=_feed, args=(child.stdin, asked, data), daemon=True)
    feeder.start()
    try:
        heard = _hear(child.stdout, until)
        _await(child, until)
    finally:
        _end(child)
        feeder.join()
        child.stdout.close()
    return _understood(heard, child.returncode)


def _feed(pipe: IO[bytes], *parts: bytes) -> None:
    """Hand the bytes over; a child that ends early closes the pipe."""
    with contextlib.suppress(OSError), pipe:
        for part in parts:
            pipe.write(part)


def _hear(pipe: IO[bytes], until: float) -> bytes:
    """What the child says, not longer than any document and not later than `until`."""
    heard = bytearray()
    with selectors.DefaultSelector() as waiting:
        waiting.register(pipe, selectors.EVENT_READ)
        while (left := until - time.monotonic()) > 0 and waiting.select(left):
            chunk = os.read(pipe.fileno(), CHUNK)
            heard += chunk
            if not chunk:
                return bytes(heard)
            if len(heard) > MAX_ANSWER:
                raise Unreadable("bomb")
    raise Unreadable("timeout")


def _await(child: subprocess.Popen, until: float) -> None:
    """Wait for the end of a child that has said all, without collecting it: its group keeps its number until it is killed."""
    ended = os.WEXITED | os.WNOHANG | os.WNOWAIT
    while os.waitid(os.P_PID, child.pid, ended) is None and time.monotonic() < until:
        time.sleep(0.002)


def _end(child: subprocess.Popen) -> None:
    """Kill the child's whole group and collect it."""
    with contextlib.suppress(OSError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _understood(heard: bytes, code: int) -> Document:
    if code in LATE:
        raise Unreadable("timeout")
    try:
        said = json.loads(heard) if code == 0 else None
    except ValueError:
        said = None
    if said is None:
        raise Unreadable("broken")
    if "code" in said:
        raise Unreadable(said["code"], said["message"])
    return Document(said["text"], said["kind"], said["encoding"], tuple(said["warnings"]))
