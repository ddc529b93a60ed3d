"""Recompute the whole chain from the rows, and name the first row that is not what was written."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection

from accounts.trail import anchors, guard
from accounts.trail.rows import Row, rows
from accounts.trail.standalone import Fault, Walk, changed, misplaced, verdict


@dataclass(frozen=True)
class Verdict:
    """What the check found: the way along the sealed rows, how many wait, and the first fault."""

    walk: Walk
    unsealed: int = 0
    fault: Fault | None = None

    @property
    def sealed(self) -> int:
        """How many sealed rows are as they were written."""
        return self.walk.sealed

    @property
    def head(self) -> str:
        """The last seal, to be compared with a copy kept elsewhere."""
        return self.walk.head

    def __str__(self) -> str:
        return verdict(self.walk, self.fault, self.unsealed)


def verify(known: Mapping[int, Mapping] | None = None) -> Verdict:
    """Check every row: sealed ones in chain order and against the anchors, then the others; stops at the first fault.

    `known`: the anchors to compare with, when they are not those of settings.ANCHOR_DIR (a restored copy).
    The anchors are read first: one that is made meanwhile may know rows that were sealed after our reading.
    """
    if not guard_stands():
        return Verdict(Walk(), 0, Fault(None, None, "及其他各条失去保护：数据库中防改动的触发器不在"))
    known, unanchored = anchors.read() if known is None else (known, None)
    walk = Walk(known)
    for row in rows(sealed=True):
        fault = _unreadable(row, walk.sealed + 1) or walk.step(row.values) or _rewritten(row)
        if fault:
            return Verdict(walk, 0, fault)
    fault = walk.end() or unanchored
    if fault:
        return Verdict(walk, 0, fault)
    return _unsealed(walk)


def _unsealed(walk: Walk) -> Verdict:
    """The rows that wait to be chained."""
    unsealed = 0
    for row in rows(sealed=False):
        fault = _unreadable(row, None) or changed(row.values) or _rewritten(row) or _half_sealed(row)
        if fault:
            return Verdict(walk, unsealed, fault)
        unsealed += 1
    return Verdict(walk, unsealed)


def guard_stands() -> bool:
    """True when the database itself refuses changes and deletions (accounts/trail/guard.py)."""
    with connection.cursor() as cursor:
        cursor.execute(guard.STANDING[connection.vendor])
        return bool(cursor.fetchone()[0])


def _unreadable(row: Row, expected: int | None) -> Fault | None:
    if row.values is not None:
        return None
    here = {"id": row.id, "number": row.number}
    return (misplaced(here, expected) if expected else None) or Fault(row.number, row.id, "无法读取：内容被改动")


def _rewritten(row: Row) -> Fault | None:
    return Fault(row.number, row.id, f"“{row.rewritten}”栏的写法被改动") if row.rewritten else None


def _half_sealed(row: Row) -> Fault | None:
    """A row that has lost its number but not the other marks of sealing."""
    if (row.values["previous"], row.values["seal"], row.values["sealed_at"]) != ("", "", None):
        return Fault(None, row.id, "曾入链而序号被去掉")
    return None
