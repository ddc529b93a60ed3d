"""What somebody can do who has stolen the database: its rows, its row headers, its files, its write-ahead log."""

import json
import secrets
import sqlite3
import struct
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from django.db import connection

CODES, VOTES = "tasks_votingcode", "tasks_vote"
WAL_HEADER, FRAME_HEADER = 32, 24


def begin() -> None:
    """SQLite: start with an empty log, so that the test sees what a working day writes into it."""
    if connection.vendor == "sqlite":
        run("PRAGMA wal_checkpoint(TRUNCATE)")


def joined(folder: Path) -> dict[str, dict]:
    """Each used code's digest with the sheet that was cast with it, as far as the database tells."""
    return _by_log(folder) if connection.vendor == "sqlite" else _by_transaction()


def on_disk(digests: list[str], sheets: list[tuple[int, dict]]) -> tuple[int, int]:
    """How many of the digests and of the sheets stand anywhere in the database's files."""
    data = b"".join(_files())
    needles = [json.dumps(answers).encode() if connection.vendor == "sqlite" else struct.pack("<q", pk) for pk, answers in sheets]
    written = [
        struct.pack(">q", pk) if connection.vendor == "postgresql" else needle
        for (pk, _), needle in zip(sheets, needles, strict=True)
    ]
    found = [needle in data or other in data for needle, other in zip(needles, written, strict=True)]
    return sum(digest.encode() in data for digest in digests), sum(found)


def dump() -> str:
    """Every row of every table as text, on PostgreSQL with the transaction that wrote it and its place."""
    hidden = ", xmin::text, ctid::text" if connection.vendor == "postgresql" else ""
    tables = connection.introspection.table_names()
    return "\n".join(repr(row) for table in tables for row in run(f'SELECT *{hidden} FROM "{table}"'))


def order_of_marks() -> list[str]:
    """The grades in the order in which they lie in the file."""
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    return [grade for (grade,) in run(f"SELECT grade FROM tasks_mark ORDER BY {place}")]


def run(sql: str) -> list[tuple]:
    """The rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def _by_transaction() -> dict[str, dict]:
    """PostgreSQL keeps in each row which transaction wrote it: a code is used and its sheet written by the same one."""
    rows = run(f"SELECT c.digest, v.answers FROM {CODES} c JOIN {VOTES} v ON c.xmin = v.xmin")
    return {digest: json.loads(answers) if isinstance(answers, str) else answers for digest, answers in rows}


def _by_log(folder: Path) -> dict[str, dict]:
    """SQLite's log can be read up to each commit in turn: what is new in one step belongs together."""
    main = Path(connection.settings_dict["NAME"])
    data, log = _read(main), _read(Path(f"{main}-wal"))
    found, used, votes = {}, set(), {}
    for end in _commits(log):
        copy = folder / f"{secrets.token_hex(4)}.sqlite3"
        copy.write_bytes(data)
        Path(f"{copy}-wal").write_bytes(log[:end])
        with closing(sqlite3.connect(copy)) as stolen:
            now_used = {row[0] for row in stolen.execute(f"SELECT digest FROM {CODES} WHERE used")}
            now_votes = dict(stolen.execute(f"SELECT id, answers FROM {VOTES}"))
        if len(now_used - used) == len(now_votes.keys() - votes.keys()) == 1:
            found[(now_used - used).pop()] = json.loads(now_votes[(now_votes.keys() - votes.keys()).pop()])
        used, votes = now_used, now_votes
    return found


def _read(path: Path) -> bytes:
    """A file of the live database, read by another process.

    Whoever opens and closes it here takes SQLite's locks from this process (https://www.sqlite.org/howtocorrupt.html, section 2.2);
    the next program that comes to the database believes itself alone and clears its log away: "disk I/O error" in some later test.
    """
    return subprocess.run(["cat", path], capture_output=True, check=True).stdout


def _commits(log: bytes) -> Iterator[int]:
    """The ends of the transactions in a write-ahead log (https://www.sqlite.org/fileformat2.html#walformat)."""
    if len(log) < WAL_HEADER:
        return
    page = struct.unpack(">I", log[8:12])[0]
    size = FRAME_HEADER + page
    for start in range(WAL_HEADER, len(log) - size + 1, size):
        if struct.unpack(">I", log[start + 4 : start + 8])[0]:
            yield start + size


def _files() -> Iterator[bytes]:
    """SQLite's file and log; on PostgreSQL the file of each table and index, written out first."""
    if connection.vendor == "sqlite":
        main = connection.settings_dict["NAME"]
        yield from (_read(path) for path in (Path(f"{main}{end}") for end in ("", "-wal", "-shm", "-journal")) if path.exists())
        return
    run("CHECKPOINT")
    relations = "SELECT c.oid FROM pg_class c WHERE c.relkind IN ('r', 'i', 't') AND c.relname LIKE '%tasks_%'"
    for (data,) in run(f"SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM ({relations}) found"):
        yield bytes(data)
