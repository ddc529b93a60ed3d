"""One moment of the records for a whole report: what others commit meanwhile is not seen, and nobody is kept from writing."""

import gc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

from django.db import OperationalError, connection, transaction


class Moment:
    """What may be done while it lasts besides reading: word of how far it is, which others see at once.

    Inside another transaction (`apart` is False) that word is a part of it, like everything else.
    """

    def __init__(self, *, apart: bool) -> None:
        self._apart = apart
        self._pool: ThreadPoolExecutor | None = None

    def aside(self, act: Callable[[], object]) -> None:
        """Do it on a connection of its own. It is a courtesy: a database that is busy with other writers leaves it out."""
        if not self._apart:
            act()
            return
        self._pool = self._pool or ThreadPoolExecutor(1)
        with suppress(OperationalError):
            self._pool.submit(act).result()

    def end(self) -> None:
        """Give the connection back."""
        if self._pool:
            self._pool.submit(lambda: connection.close()).result()  # the one of that thread
            self._pool.shutdown()


@contextmanager
def one_moment() -> Iterator[Moment]:
    """A transaction whose every question is answered from the same state; it only reads.

    PostgreSQL's default answers each statement from the newest state, so it is told before the first one. SQLite keeps the state of a
    transaction by itself, but ours begin as writers (config.env), and one that gathers for a minute would keep every other writer waiting: so
    this one begins as a reader. Inside another transaction that one's rule stays.
    """
    inside = connection.in_atomic_block
    moment = Moment(apart=not inside)
    with _reading() if connection.vendor == "sqlite" and not inside else transaction.atomic():
        if connection.vendor == "postgresql" and not inside:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        try:
            yield moment
        finally:
            moment.end()


@contextmanager
def undisturbed() -> Iterator[None]:
    """Without the collector of circles, which looks at the hundred thousand objects of a large report over and over and finds none: a quarter of
    the work of this process. What is no longer used goes as ever.
    """
    usual = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if usual:
            gc.enable()


@contextmanager
def _reading() -> Iterator[None]:
    """A transaction of SQLite that takes no lock but a reader's, and may not write."""
    connection.ensure_connection()
    usual = connection.transaction_mode
    connection.transaction_mode = "DEFERRED"
    try:
        with transaction.atomic():
            connection.transaction_mode = usual
            _only_read(True)
            yield
    finally:
        connection.transaction_mode = usual
        _only_read(False)


def _only_read(wanted: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA query_only = {int(wanted)}")
