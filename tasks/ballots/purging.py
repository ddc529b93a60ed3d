"""Take votes off the disk: what SQL deletes stays in pages, logs and row headers until it is rewritten.

PostgreSQL: TRUNCATE gives both tables new files in the closing's own transaction. SQLite: pages are overwritten on deletion, then
VACUUM writes the file anew and the write-ahead log is cut to nothing; both need to be alone for a moment, so a job does it.
"""

import secrets
from collections.abc import Iterable

from django.db import OperationalError, connection, transaction

from tasks.ballots.models import Mark, Vote, VotingCode

TABLES = (VotingCode, Vote)
AT_ONCE = 1000


def hold_still() -> None:
    """Nobody votes, and whoever is voting has finished, until the caller's transaction ends. SQLite writes one at a time anyway."""
    if connection.vendor == "postgresql":
        _run(f"LOCK TABLE {_names()} IN ACCESS EXCLUSIVE MODE")


def rewrite(kept: Iterable[list], marks: list[Mark]) -> None:
    """Empty both tables physically, put back what belongs to other ballots, and write the marks: each in random order."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("votes are rewritten in the transaction that closes their ballot")
    if connection.vendor == "postgresql":
        _run("SET CONSTRAINTS ALL IMMEDIATE")  # TRUNCATE refuses a table with checks that still wait
        _run(f"TRUNCATE {_names()}")
        _run("SET CONSTRAINTS ALL DEFERRED")
    else:
        _run("PRAGMA secure_delete = ON")
        for model in TABLES:
            model.objects.all().delete()
    for rows in (*kept, marks):
        secrets.SystemRandom().shuffle(rows)
        if rows:
            type(rows[0]).objects.bulk_create(rows, batch_size=AT_ONCE)


def clear_disk() -> bool:
    """After the closing was committed: True when no page and no log of the database holds what it deleted. False: try again later."""
    if connection.vendor == "postgresql":
        return True
    try:
        _run("VACUUM")
        busy, *_ = _run("PRAGMA wal_checkpoint(TRUNCATE)")
    except OperationalError:  # somebody writes or reads for a long time
        return False
    return not busy


def _names() -> str:
    return ", ".join(model._meta.db_table for model in TABLES)


def _run(sql: str):
    """One statement; its first row when it gives any."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone() if cursor.description else None
