"""What the real actions made once is put back row by row the next time: the same office need not be appointed a thousand times."""

import copy
from collections.abc import Callable, Hashable
from typing import Any

import time_machine
from django.db import connection
from django.utils import timezone

from tests.client import Writes


class Kept:
    """The tables that a maker wrote, as they were then, and what it returned."""

    def __init__(self, make: Callable[[], Any]) -> None:
        writes = Writes()
        with connection.execute_wrapper(writes):
            self._made = make()
        self._rows = {table: self._read(table) for table in dict.fromkeys(writes.tables)}
        self._given = False

    @staticmethod
    def _read(table: str) -> tuple[str, list[tuple]]:
        """The statement that writes the rows of a table, and the rows."""
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            names = ", ".join(f'"{column.name if hasattr(column, "name") else column[0]}"' for column in cursor.description)
            marks = ", ".join(["%s"] * len(cursor.description))
            return f'INSERT INTO "{table}" ({names}) VALUES ({marks})', cursor.fetchall()

    def give(self) -> Any:
        """A copy of what was made, its rows in the database."""
        if self._given:
            with connection.cursor() as cursor:
                for table, (statement, rows) in self._rows.items():
                    cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')
                    if cursor.fetchone():  # what the migrations put there, and the maker changed
                        cursor.execute(f'DELETE FROM "{table}"')
                    cursor.executemany(statement, rows)
        self._given = True
        return copy.deepcopy(self._made)


_kept: dict[object, Kept] = {}


BUSINESS = ("accounts_entry", "accounts_post", "accounts_unit", "accounts_user")


def once(make: Callable[[], Any], *key: Hashable, tables: tuple[str, ...] = BUSINESS) -> Any:
    """`make()`, or its rows from the last time under this key at the same (frozen) moment or on the same day.

    Only where nothing has happened yet: as long as one of the tables holds a row, `make` is simply called.
    """
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')
            if cursor.fetchone():
                return make()
    moment = timezone.now() if time_machine.escape_hatch.is_travelling() else timezone.localdate()
    found = _kept.get((*key, moment)) or _kept.setdefault((*key, moment), Kept(make))
    return found.give()
