"""Chain the rows that were written since the last time (HOUSE.md habit 7: never inside the transaction that writes them)."""

from datetime import datetime

from django.db import connection, transaction

from accounts.trail.models import Entry
from accounts.trail.standalone import GENESIS
from accounts.trail.standalone import seal as sealed

# One number for one purpose: who holds this advisory lock on PostgreSQL is the one who seals.
LOCK = 7_201_105


@transaction.atomic
def seal(*, limit: int, now: datetime) -> int:
    """Seal up to `limit` rows in id order; returns how many. While another process seals, returns 0.

    The chain number is the order of sealing: a row that was committed late with a smaller id is simply chained later.
    """
    if not _alone():
        return 0
    head = Entry.objects.exclude(number=None).order_by("-number").values_list("number", "seal").first()
    number, previous = head or (0, GENESIS)
    waiting = Entry.objects.filter(number=None).order_by("id").values_list("id", "digest", "alg")[:limit]
    for entry_id, digest, alg in list(waiting):
        number += 1
        mark = sealed(previous, number, entry_id, digest, now, alg)
        Entry.objects.filter(pk=entry_id).update(number=number, previous=previous, seal=mark, sealed_at=now)
        previous = mark
    return number - (head[0] if head else 0)


def _alone() -> bool:
    """True when no other process seals now; SQLite's IMMEDIATE transaction has already kept the others out."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return cursor.fetchone()[0]
