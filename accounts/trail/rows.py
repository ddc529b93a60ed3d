"""Read trail rows for checking: page by page, each readable or named, and on SQLite byte by byte as they are stored."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from accounts.trail.models import Entry

AT_ONCE = 500


@dataclass(frozen=True)
class Row:
    """One row: `entry` is None when it cannot be read; `rewritten` names a column stored otherwise than the program writes it."""

    id: int
    number: int | None
    entry: Entry | None
    rewritten: str = ""


def rows(found: QuerySet[Entry], key: str) -> Iterator[Row]:
    """The rows of `found` in the order of `key` (id or number), a page at a time."""
    page = list(found.order_by(key).values_list(key, "id", "number")[:AT_ONCE])
    while page:
        ids = [entry_id for _, entry_id, _ in page]
        entries, stored = _entries(ids), _stored(ids)
        for _, entry_id, number in page:
            entry = entries.get(entry_id)
            yield Row(entry_id, number, entry, _rewritten(entry, stored.get(entry_id)) if entry else "")
        page = list(found.filter(**{f"{key}__gt": page[-1][0]}).order_by(key).values_list(key, "id", "number")[:AT_ONCE])


def _entries(ids: list[int]) -> dict[int, Entry]:
    """The rows by id; when the page cannot be read, row by row, without those that are damaged."""
    try:
        return Entry.objects.in_bulk(ids)
    except Exception:  # whatever a damaged value raises on its way through the driver and the fields
        return {pk: entry for pk in ids for entry in _entries([pk]).values()} if len(ids) > 1 else {}


def _stored(ids: list[int]) -> dict[int, tuple]:
    """The columns as bytes by id. Only SQLite keeps what was written as text; other databases keep values, not spellings."""
    if connection.vendor != "sqlite":
        return {}
    columns = ", ".join(f'CAST("{field.column}" AS BLOB)' for field in Entry._meta.concrete_fields)
    marks = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, {columns} FROM {Entry._meta.db_table} WHERE id IN ({marks})", ids)
        return {row[0]: row[1:] for row in cursor.fetchall()}


def _rewritten(entry: Entry, stored: Iterable | None) -> str:
    """The name of the first column whose bytes are not what the program writes for its value; empty when all are."""
    if stored is None:
        return ""
    for field, found in zip(Entry._meta.concrete_fields, stored, strict=True):
        written = field.get_db_prep_save(getattr(entry, field.attname), connection)
        if found != (None if written is None else str(written).encode()):
            return str(field.verbose_name)
    return ""
