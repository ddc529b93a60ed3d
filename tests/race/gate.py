"""Where racers wait for each other: they have read the same state, and none has written yet."""

import re
import threading

from tests.client import BUSINESS, WRITE

LOCKS = re.compile(r"FOR (?:NO KEY )?UPDATE|pg_advisory", re.I)
MEETINGS = 2
PATIENCE = 60.0  # nobody holds anything at the first meeting; who is answered without a write has left
# At the second meeting one of them may hold a lock for which the others wait: a second in all, shared among them.
SHORT = 1.0


class Gate:
    """A meeting of all who still run; whoever has come last opens it."""

    def __init__(self, racers: int) -> None:
        self._running, self._came = racers, [0] * MEETINGS
        self._open = [threading.Event() for _ in range(MEETINGS)]
        self._patience = (PATIENCE, SHORT / racers)
        self._lock = threading.Lock()

    def meet(self, turn: int) -> None:
        """Wait until everybody has come this far or is done."""
        with self._lock:
            self._came[turn] += 1
            self._look()
        if not self._open[turn].wait(self._patience[turn]):
            self._open[turn].set()  # somebody waits for what this one holds: no more waiting for anybody

    def leave(self) -> None:
        """This racer's request is answered."""
        with self._lock:
            self._running -= 1
            self._came = [max(0, came - 1) for came in self._came]
            self._look()

    def _look(self) -> None:
        for came, opened in zip(self._came, self._open, strict=True):
            if came >= self._running:
                opened.set()


class Halt:
    """A wrapper for the statements of one racer: before each of his first writes he meets the others.

    SQLite's BEGIN IMMEDIATE lets one writer in; so there the meeting is before it. PostgreSQL's transactions begin without a word;
    there it is before the first row that is locked or written.
    """

    def __init__(self, gate: Gate) -> None:
        self._gate, self._met = gate, 0

    def __call__(self, execute, sql, params, many, context):
        """Meet, then run the statement."""
        if self._met < MEETINGS and _writes(str(sql), context["connection"]):
            self._met += 1
            self._gate.meet(self._met - 1)
        return execute(sql, params, many, context)


def _writes(sql: str, connection) -> bool:
    if connection.vendor == "sqlite":
        return sql.startswith("BEGIN")
    found = WRITE.match(sql)
    return bool(LOCKS.search(sql) or (found and found[1].startswith(BUSINESS)))
