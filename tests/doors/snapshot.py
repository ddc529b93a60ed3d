"""The state of the business tables and of the kept files, so that two moments can be compared."""

import hashlib
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection

from tests.client import BUSINESS, GUESSES, TECHNICAL_COLUMNS, TRAIL

FILES = "(files)"
# What accounts.access.refuse writes: the only trace that a refusal may leave.
REFUSAL = "越权访问被拒"


@cache
def queries() -> dict[str, str]:
    """For each table of our apps, many-to-many ones too, the SELECT of all its rows.

    Left out is the count of guesses, which goes up before anything is decided. Of the trail, which the database itself keeps append-only, it is enough to count: without its refusals.
    """
    found = {TRAIL: f"SELECT count(*), max(id) FROM {TRAIL} WHERE act <> '{REFUSAL}'"}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if table.startswith(BUSINESS) and table not in (TRAIL, GUESSES):
            columns = [f.column for f in model._meta.concrete_fields if (table, f.column) not in TECHNICAL_COLUMNS]
            shown = ", ".join(f'"{column}"' for column in columns)
            found[table] = f'SELECT {shown} FROM "{table}" ORDER BY "{model._meta.pk.column}"'
    return found


def take(written: Iterable[str] | None = None) -> dict[str, str]:
    """A digest of each table's rows (of the written ones only, where a request's statements were watched), and the names of the files."""
    found, tables = {}, queries()
    with connection.cursor() as cursor:
        for table in tables if written is None else tables.keys() & set(written):
            cursor.execute(tables[table])
            found[table] = hashlib.md5(repr(cursor.fetchall()).encode(), usedforsecurity=False).hexdigest()
    return found | {FILES: " ".join(names())}


def names() -> list[str]:
    """The files under MEDIA_ROOT, which are only ever written under new random names."""
    root = str(settings.MEDIA_ROOT)  # walked after each request: pathlib would take ten times as long
    return sorted(
        os.path.join(folder[len(root) + 1 :], name) for folder, _, files in os.walk(root) for name in files if "." in name
    )


def kept() -> dict[str, bytes]:
    """The files with their bytes."""
    return {name: (Path(settings.MEDIA_ROOT) / name).read_bytes() for name in names()}


def restore(files: dict[str, bytes]) -> None:
    """Files know no rollback: put back what was there, remove what came."""
    root, now = Path(settings.MEDIA_ROOT), set(names())
    for name in now - files.keys():
        (root / name).unlink()
    for name in files.keys() - now:
        (root / name).write_bytes(files[name])
