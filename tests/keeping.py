"""What the real actions made once is put back row by row the next time: the same office need not be appointed a thousand times."""

import copy
from collections.abc import Callable
from typing import Any

import time_machine
from django.db import connection
from django.utils import timezone

from tests.client import Writes


class Kept:
    """The rows that a maker wrote into empty tables, and what it returned."""

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
                for statement, rows in self._rows.values():
                    cursor.executemany(statement, rows)
        self._given = True
        return copy.deepcopy(self._made)


_kept: dict[object, Kept] = {}


def once(make: Callable[[], Any], tables: tuple[str, ...]) -> Any:
    """`make()`, or its rows from the last time at the same (frozen) moment or on the same day, if these tables are empty."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')
            if cursor.fetchone():
                return make()
    moment = timezone.now() if time_machine.escape_hatch.is_travelling() else timezone.localdate()
    key = (make, connection.alias, moment)
    if key not in _kept:
        _kept[key] = Kept(make)
    return _kept[key].give()
