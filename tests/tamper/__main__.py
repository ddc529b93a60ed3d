"""make tamper [ROWS=100000] [FLIPS=10000] [SPEED=1000000]: the trail against whoever changes it.

1. Every byte of an export of 500 rows, one after the other: found, and the row named.
2. Random bytes of random rows in a database (SQLite, past the program): found, and the row named; some by a whole check.
3. How long a whole check of many rows takes, in the database and by the stand-alone program.
Fails when one is not found.
"""

import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from io import BytesIO

WORDS = [int(word) for word in sys.argv[1:]]
ROWS, FLIPS, SPEED = (*WORDS, *(100_000, 10_000, 1_000_000)[len(WORDS) :])
os.environ.pop("DATABASE_URL", None)
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="tamper-")

import django  # noqa: E402

django.setup()

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from accounts.trail import anchors, guard, verify  # noqa: E402
from accounts.trail import rows as trail_rows  # noqa: E402
from accounts.trail import standalone as chain  # noqa: E402
from accounts.trail.export import export  # noqa: E402
from accounts.trail.rows import COLUMNS, TABLE, rows  # noqa: E402
from tests.accounts.trail.made import broken_by, made, made_lines  # noqa: E402

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw().hex()
WHOLE = 5
FILLED = [name for name in COLUMNS if name != "by_id"]


def every_byte() -> int:
    """Part 1; how many were not found."""
    lines, walk, missed, tried = made_lines(made(500), KEY), chain.Walk(), 0, 0
    for place, line in enumerate(lines):
        state = (walk.sealed, walk.head)
        for at in range(len(line)):
            missed += not broken_by(lines, place, at, state, PUBLIC)
            tried += 1
        if place < 500:
            walk.step(json.loads(line))
    print(f"500 条导出，逐字节改动 {tried:,} 处，未发现 {missed}")
    return missed


def fill(count: int) -> None:
    """So many sealed rows, past the triggers."""
    marks = ", ".join(["%s"] * (len(COLUMNS)))
    with transaction.atomic(), connection.cursor() as cursor:
        for sql in guard.REMOVE["sqlite"]:
            cursor.execute(sql)
        cursor.execute(f"DELETE FROM {TABLE}")
        batch = []
        for row in made(count, people=0):
            batch.append([_stored(name, row[name]) for name in COLUMNS])
            if len(batch) == 10_000 or row["number"] == count:
                names = ", ".join(f'"{name}"' for name in COLUMNS)
                cursor.executemany(f"INSERT INTO {TABLE} ({names}) VALUES ({marks})", batch)
                batch = []
        for sql in guard.install("sqlite"):
            cursor.execute(sql)


def _stored(name: str, value: object) -> object:
    """As the program writes it."""
    if name in ("before", "after"):
        return json.dumps(value)
    if name in ("at", "sealed_at"):
        text = value.replace("T", " ").removesuffix("+00:00")
        return text.removesuffix(".000000")
    return value


def lift() -> None:
    """What somebody with full rights can do."""
    with connection.cursor() as cursor:
        for sql in guard.REMOVE["sqlite"]:
            cursor.execute(sql)
        cursor.execute("PRAGMA ignore_check_constraints = ON")


def flips(count: int, total: int) -> int:
    """Part 2: each is looked at in its place, some by a whole check from the first row; how many were not found."""
    lift()
    verify.guard_stands = lambda: True
    whole_before = verify.verify()
    if whole_before.fault:
        print(f"改动以前就不完整：{whole_before}")
        return count
    draw, tally = random.Random(1), Counter()
    # One transaction for all: each change is taken back to its savepoint, so that none waits for the disk.
    with transaction.atomic():
        while (tried := tally["found"] + tally["whole"] + tally["missed"]) < count:
            tally[flip(draw, total, from_the_start=tried % (count // WHOLE or 1) == 0)] += 1
        transaction.set_rollback(True)
    print(
        f"{total:,} 条，随机改动 {count:,} 处（其中 {tally['whole']} 处从头核验；另有 {tally['refused']} 处数据库自己拒绝，{tally['empty']} 处栏目是空的），"
        f"未发现 {tally['missed']}"
    )
    return tally["missed"]


def flip(draw: random.Random, total: int, *, from_the_start: bool) -> str:
    """One bit of one row: found (in its place), whole (by a check from the first row), missed, refused by the database, or an empty column."""
    number, column = draw.randrange(1, total + 1), draw.choice(FILLED)
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT CAST("{column}" AS BLOB), previous FROM {TABLE} WHERE number = %s', [number])
        value, head = cursor.fetchone()
        if not value:
            return "empty"
        at = draw.randrange(len(value))
        forged = value[:at] + bytes([value[at] ^ (1 << draw.randrange(8))]) + value[at + 1 :]
        point = transaction.savepoint()
        try:
            cursor.execute(f'UPDATE {TABLE} SET "{column}" = CAST(%s AS TEXT) WHERE number = %s', [forged, number])
            if from_the_start:
                fault = verify.verify().fault
            else:
                fault = _looked_at(number, head if column != "previous" else _seal_before(number))
        except django.db.IntegrityError:  # a number or id that another row has
            return "refused"
        finally:
            transaction.savepoint_rollback(point)
    if fault is None or (fault.number != number and column != "number"):
        return "missed"
    return "whole" if from_the_start else "found"


def _seal_before(number: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT seal FROM {TABLE} WHERE number = %s", [number - 1])
        found = cursor.fetchone()
    return found[0] if found else chain.GENESIS


def _looked_at(number: int, head: str) -> chain.Fault | None:
    """What a check says that has come as far as the row before."""
    walk = chain.Walk({}, number - 1, head)
    whole, trail_rows.AT_ONCE = trail_rows.AT_ONCE, 1
    row = next(rows(sealed=True, after=number - 1), None)
    trail_rows.AT_ONCE = whole
    if row is None:
        return chain.Fault(number, None, "缺失")
    return verify._unreadable(row, number) or walk.step(row.values) or verify._rewritten(row)


def speed(count: int) -> int:
    """Part 3; 1 when the whole trail was not found whole."""
    began, work = time.monotonic(), time.process_time()
    found = verify.verify()
    took, work = time.monotonic() - began, time.process_time() - work
    file = BytesIO()
    export(file, django.utils.timezone.now())
    file.seek(0)
    began = time.process_time()
    walk, fault = chain.check(file, {}, anchors.public_key())
    alone = time.process_time() - began
    load = os.getloadavg()[0]
    print(
        f"核验 {count:,} 条：数据库 {took:.1f} 秒（其中运算 {work:.1f} 秒，{count / work:,.0f} 条/秒），导出文件 {alone:.1f} 秒（{count / alone:,.0f} 条/秒），负荷 {load:.1f}"
    )
    return int(found.fault is not None or fault is not None or walk.sealed != count)


def main() -> int:
    """All three parts."""
    call_command("migrate", verbosity=0)
    missed = every_byte()
    fill(ROWS)
    missed += flips(FLIPS, ROWS)
    fill(SPEED)
    return int(missed + speed(SPEED) > 0)


if __name__ == "__main__":
    sys.exit(main())
