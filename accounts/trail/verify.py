"""Recompute the whole chain from the rows, and name the first row that is not what was written."""

from dataclasses import dataclass

from django.db import connection

from accounts.trail import chain, guard
from accounts.trail.models import Entry
from accounts.trail.rows import Row, rows


@dataclass(frozen=True)
class Fault:
    """The first row that is wrong: its chain number (None when it has none), its row id (None when it is missing), and how."""

    number: int | None
    entry_id: int | None
    how: str

    def __str__(self) -> str:
        place = f"链上第{self.number}号" if self.number is not None else "尚未入链的一条"
        return f"{place}（编号{self.entry_id}）{self.how}" if self.entry_id is not None else f"{place}{self.how}"


@dataclass(frozen=True)
class Verdict:
    """What the check found; `head` is the last seal, to be compared with a copy kept elsewhere."""

    sealed: int
    unsealed: int
    head: str
    fault: Fault | None = None

    def __str__(self) -> str:
        if self.fault:
            return f"痕迹被改动：{self.fault}。此前 {self.sealed} 条无误。"
        waiting = f"，另有 {self.unsealed} 条内容无误，等待入链" if self.unsealed else ""
        return f"痕迹完整：{self.sealed} 条{waiting}。"


def verify() -> Verdict:
    """Check every row: sealed ones in chain order, then the others; stops at the first fault."""
    if not guard_stands():
        return Verdict(0, 0, chain.GENESIS, Fault(None, None, "及其他各条失去保护：数据库中防改动的触发器不在"))
    sealed, head = 0, chain.GENESIS
    for row in rows(Entry.objects.exclude(number=None), "number"):
        fault = _misplaced(row, sealed + 1) or _changed(row) or _unchained(row, head)
        if fault:
            return Verdict(sealed, 0, head, fault)
        sealed, head = sealed + 1, row.entry.seal
    unsealed = 0
    for row in rows(Entry.objects.filter(number=None), "id"):
        fault = _changed(row) or _half_sealed(row)
        if fault:
            return Verdict(sealed, unsealed, head, fault)
        unsealed += 1
    return Verdict(sealed, unsealed, head)


def guard_stands() -> bool:
    """True when the database itself refuses changes and deletions (accounts/trail/guard.py)."""
    with connection.cursor() as cursor:
        cursor.execute(guard.STANDING[connection.vendor])
        return bool(cursor.fetchone()[0])


def _misplaced(row: Row, expected: int) -> Fault | None:
    """A number that is not the next one: a row was taken out before it, or its own number was changed."""
    if row.number == expected:
        return None
    if isinstance(row.number, int) and row.number > expected:
        return Fault(expected, None, "缺失：该条被删除或改了序号")
    return Fault(row.number, row.id, "序号被改动")


def _changed(row: Row) -> Fault | None:
    """Content that no longer gives its digest, or is stored otherwise than the program writes it."""
    entry = row.entry
    if entry is None:
        return Fault(row.number, row.id, "无法读取：内容被改动")
    try:
        computed = chain.digest(entry.salt, vars(entry))
    except (TypeError, ValueError, AttributeError):
        computed = ""
    if computed != entry.digest:
        return Fault(row.number, row.id, "内容与摘要不符")
    if row.rewritten:
        return Fault(row.number, row.id, f"“{row.rewritten}”栏的写法被改动")
    return None


def _unchained(row: Row, head: str) -> Fault | None:
    """A sealed row that does not follow the one before it, or whose seal is not its own."""
    entry = row.entry
    if entry.previous != head:
        return Fault(row.number, row.id, "与前一条不衔接")
    if entry.sealed_at is None or entry.seal != chain.seal(head, entry.number, entry.pk, entry.digest, entry.sealed_at):
        return Fault(row.number, row.id, "链值不符")
    return None


def _half_sealed(row: Row) -> Fault | None:
    """A row that has lost its number but not the other marks of sealing."""
    if (row.entry.previous, row.entry.seal, row.entry.sealed_at) != ("", "", None):
        return Fault(None, row.id, "曾入链而序号被去掉")
    return None
