"""What the real actions made once is put back row by row the next time: the same office need not be appointed a thousand times.

Stages build on each other. As long as a test's transaction has written nothing but kept stages, it is known to the row what the
database holds, and what a maker adds to that is kept too. Any other write ends this until the next test.
"""

import pickle
import re
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

import time_machine
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from tests.canary import canaries
from tests.client import TRAIL, WRITE

READS = re.compile(r"\s*(SELECT|SAVEPOINT|RELEASE|EXPLAIN|PRAGMA)\b", re.I)
BEGINS = re.compile(r"\s*BEGIN\b", re.I)  # SQLite: Django sends it as any other statement
FILES = "accounts_storedfile"
BUSINESS = ("accounts_entry", "accounts_post", "accounts_unit", "accounts_user")


class Watch:
    """Stands at a connection and knows what its transaction holds: nothing yet, a kept stage, or something else (None)."""

    def __init__(self) -> None:
        self._block: object = None
        self._stage: Kept | None = None

    def __call__(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        """Whatever does not plainly read ends what was known."""
        if not READS.match(str(sql)):
            self.stand(None)
        return execute(sql, params, many, context)

    def stand(self, stage: "Kept | None") -> None:
        """From now on, and as long as the outermost transaction lasts."""
        self._block, self._stage = next(iter(connection.atomic_blocks), None), stage

    @property
    def stage(self) -> "Kept | str | None":
        """A test that commits, and another thread, are not followed."""
        if not connection.atomic_blocks:
            return None
        return self._stage if self._block is connection.atomic_blocks[0] else "nothing"


def watch() -> Watch:
    """The one at this thread's connection; put there before any test writes, and again where it got lost.

    First in the row, because `execute_wrapper` takes the last away: two threads that share a connection may take one too many.
    """
    found = next((one for one in connection.execute_wrappers if isinstance(one, Watch)), None)
    if found is None:
        connection.execute_wrappers.insert(0, found := Watch())
    return found


class Before:
    """A wrapper that looks at each table before its first write."""

    def __init__(self) -> None:
        self.tables: dict[str, list[tuple]] = {}
        self.plain = True

    def __call__(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        """Remember the rows, then run the statement; one that is none of the usual is not followed."""
        if found := WRITE.match(str(sql)):
            if found[1] not in self.tables:
                self.tables[found[1]] = _read(found[1])[1]
        elif not READS.match(str(sql)) and not BEGINS.match(str(sql)):
            self.plain = False
        return execute(sql, params, many, context)


def _read(table: str) -> tuple[list[str], list[tuple]]:
    """The names of a table's columns, and its rows."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        return [column[0] for column in cursor.description], cursor.fetchall()


class Kept:
    """What a maker did to the rows of each table and to the objects it was given, what it returned, and whom it named."""

    def __init__(self, make: Callable[[], Any], given: list[Model]) -> None:
        before, waiting = Before(), len(connection.run_on_commit)
        planted, canaries.planted = canaries.planted, set()
        with connection.execute_wrapper(before):
            self._made = pickle.dumps((make(), given))
        self._named, canaries.planted = canaries.planted, planted
        self._deletes: list[tuple[str, list]] = []
        self._inserts: list[tuple[str, list]] = []
        self._files: dict[Path, bytes] = {}
        self.whole = before.plain and len(connection.run_on_commit) == waiting  # what waits for a commit is not in the rows
        keys = {model._meta.db_table: model._meta.pk.column for model in apps.get_models(include_auto_created=True)}
        for table, rows in before.tables.items():
            self._compare(table, keys[table], rows)

    def _compare(self, table: str, key: str, before: list[tuple]) -> None:
        """Note the statements that lead from the rows before to those of now; a changed row is taken out and put in."""
        columns, after = _read(table)
        place = columns.index(key)
        gone = [row[place] for row in before if row not in after]
        new = [row for row in after if row not in before]
        if gone and table in (TRAIL, FILES):  # from the trail nothing can be taken away; where a file was put away is not followed
            self.whole = False
        if table == FILES:
            self._read_files([row[columns.index("name")] for row in new])
        if gone:
            self._deletes.append((f'DELETE FROM "{table}" WHERE "{key}" IN ({", ".join(["%s"] * len(gone))})', gone))
        if new:
            names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join(["%s"] * len(columns))
            self._inserts.append((f'INSERT INTO "{table}" ({names}) VALUES ({marks})', new))

    def _read_files(self, names: list[str]) -> None:
        """What lies on the disk under the names of the inventory; a name without a file is not followed."""
        paths = [Path(default_storage.path(name)) for name in names]
        self.whole &= all(path.is_file() for path in paths)
        self._files = {path: path.read_bytes() for path in paths if path.is_file()}

    def put_back(self) -> None:
        """The rows into the database. Foreign keys are looked at when the transaction ends: the order does not matter."""
        for path, data in self._files.items():
            if not path.is_file() or path.read_bytes() != data:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        with connection.cursor() as cursor:
            for statement, keys in self._deletes:
                cursor.execute(statement, keys)
            for statement, rows in self._inserts:
                cursor.executemany(statement, rows)

    def made(self, given: list[Model]) -> Any:
        """A copy of what was made; whoever was named is planted, and whoever was given remembers, as if it had been made now."""
        canaries.planted |= self._named
        made, then = pickle.loads(self._made)
        for one, like in zip(given, then, strict=True):
            vars(one).update(vars(like))
        return made


_kept: dict[tuple, Kept] = {}


def once(make: Callable[[], Any], *key: Any) -> Any:
    """`make()`, or its rows from the last time under this key on the same stage, at the same (frozen) moment or on the same day.

    `key` names all that `make` depends on. Where the stage is not known, and somebody is in the office, `make` is simply called.
    """
    standing = watch()
    stage = standing.stage
    if not isinstance(stage, Kept) and _begun():
        return make()
    moment = timezone.now() if time_machine.escape_hatch.is_travelling() else timezone.localdate()
    given: list[Model] = []
    full = (stage, _hashable(key, given), moment)
    if not (kept := _kept.get(full)):
        kept = _kept[full] = Kept(make, given)
    elif kept.whole:
        kept.put_back()
    else:
        return make()
    if stage and kept.whole:
        standing.stand(kept)
    return kept.made(given)


def _begun() -> bool:
    """Is there a row in one of the tables without which nothing happens?"""
    with connection.cursor() as cursor:
        for table in BUSINESS:
            cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')
            if cursor.fetchone():
                return True
    return False


def _hashable(value: Any, given: list[Model]) -> Hashable:
    """Values as they are given to a maker, made fit for a key; an object of the database is its number there, and noted in `given`."""
    if isinstance(value, Model):
        given.append(value)
        return type(value), value.pk
    if isinstance(value, dict):
        value = tuple(value.items())
    return tuple(_hashable(one, given) for one in value) if isinstance(value, list | tuple) else value
