"""Read trail rows for checking, as they are stored: a page at a time by key, each as plain values or named as unreadable.

Plain SQL, because a million rows are to be read in a minute; on SQLite each value's spelling is compared with what the program writes.
"""

import json
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass

from django.db import connection, transaction

from accounts.trail.guard import TABLE

AT_ONCE = 2000
COLUMNS = (
    "id", "number", "previous", "seal", "sealed_at", "alg", "salt", "digest",
    "at", "by_id", "post", "act", "target_type", "target_id", "target_label", "before", "after", "note",
)  # fmt: skip
MOMENTS, VALUES = {"sealed_at": "sealed_at", "at": "时间"}, {"before": "之前", "after": "之后"}
# How a column is asked for: on SQLite as it is stored (the sign keeps the driver from converting), on PostgreSQL moments as text.
ASKED = {
    "sqlite": {name: f'+"{name}"' for name in COLUMNS},
    "postgresql": {name: f'"{name}"' for name in COLUMNS}
    | {name: f'to_char("{name}" AT TIME ZONE \'UTC\', \'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"\')' for name in MOMENTS},
}
written = json.JSONEncoder().encode


@dataclass(frozen=True)
class Row:
    """One row: `values` is None when it cannot be read; `rewritten` names a column stored otherwise than the program writes it."""

    id: int
    number: int | None
    values: dict | None
    rewritten: str = ""


def rows(*, sealed: bool, after: int | None = None) -> Iterator[Row]:
    """The sealed rows in the order of the chain (from the one after number `after`), or the others by id."""
    key, which = ("number", "number IS NOT NULL") if sealed else ("id", "number IS NULL")
    place, sqlite = COLUMNS.index(key), connection.vendor == "sqlite"
    while page := _page(key, which, after):
        yield from (_row(values, sqlite=sqlite) for values in page)
        after = page[-1][place]  # an unreadable row has these two columns only


def _page(key: str, which: str, after: int | None) -> list[tuple]:
    """The next rows; when the page cannot be read, row by row: of a damaged one only id and number."""
    where = f'{which} AND "{key}" > %s' if after is not None else which
    values = [] if after is None else [after]
    asked = ", ".join(ASKED[connection.vendor][name] for name in COLUMNS)
    order = f'WHERE {where} ORDER BY "{key}" LIMIT {AT_ONCE}'
    try:
        return _ask(f"SELECT {asked} FROM {TABLE} {order}", values)
    except Exception:  # whatever a damaged value raises on its way through the driver
        ids = _ask(f"SELECT id, number FROM {TABLE} {order}", values)
    return [_alone(asked, entry_id) or (entry_id, number) for entry_id, number in ids]


def _alone(asked: str, entry_id: int) -> tuple | None:
    try:
        return _ask(f"SELECT {asked} FROM {TABLE} WHERE id = %s", [entry_id])[0]
    except Exception:  # the damaged one
        return None


def _ask(sql: str, values: list) -> list[tuple]:
    """In a savepoint of its own where a transaction runs: a refused query must not end that."""
    with transaction.atomic() if connection.in_atomic_block else nullcontext(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _row(found: tuple, *, sqlite: bool) -> Row:
    if len(found) < len(COLUMNS):
        return Row(found[0], found[1], None)
    values = dict(zip(COLUMNS, found, strict=True))
    try:
        return Row(values["id"], values["number"], values, _spelled(values, sqlite=sqlite))
    except (TypeError, ValueError, RecursionError):
        return Row(found[0], found[1], None)


def _spelled(values: dict, *, sqlite: bool) -> str:
    """Moments and JSON as the chain takes them; the name of the first column that is spelled otherwise than we write it."""
    other = ""
    for name, label in VALUES.items():
        raw = values[name]
        if isinstance(raw, str):
            values[name] = value = json.loads(raw)
            if value is None or (sqlite and written(value) != raw):
                other = other or label
        elif raw is not None and sqlite:
            raise TypeError(name)
    if sqlite:
        for name, label in MOMENTS.items():
            if values[name] is not None and (moment := _moment(values[name])) != values[name]:
                values[name] = moment
            elif values[name] is not None:
                other = other or label
    return other


def _moment(raw: str) -> str:
    """The instant in the chain's spelling; unchanged when it is not stored as the program stores it (in UTC, no empty fraction)."""
    if raw[10:11] == " " and len(raw) == 26 and raw[20:] != "000000":
        return f"{raw[:10]}T{raw[11:]}+00:00"
    if raw[10:11] == " " and len(raw) == 19:
        return f"{raw[:10]}T{raw[11:]}.000000+00:00"
    return raw
