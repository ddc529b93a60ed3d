"""One moment of the records for a whole report: what others commit meanwhile is not seen."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction whose every question is answered from the same state.

    SQLite keeps the state of a transaction by itself. PostgreSQL's default answers each statement from the newest state, so it is told
    before the first one; inside another transaction that one's rule stays.
    """
    inside = connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and not inside:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
