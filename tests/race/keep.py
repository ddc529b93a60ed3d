"""A whole database is kept and put back: SQLite by its backup API, PostgreSQL by a template."""

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg2
from django.conf import settings
from django.db import connection, connections

KEPT = "kept"


def keep() -> None:
    """Remember everything as it is now."""
    connections.close_all()
    if connection.vendor == "sqlite":
        _copy(_name(), f"{_name()}.{KEPT}")
    else:
        _administer(f"CREATE DATABASE {KEPT} TEMPLATE {_name()}")


def put_back() -> None:
    """As it was when it was kept. Nobody may be connected."""
    if connection.vendor == "sqlite":
        _copy(f"{_name()}.{KEPT}", _name())
    else:
        _administer(f"DROP DATABASE {_name()} WITH (FORCE)", f"CREATE DATABASE {_name()} TEMPLATE {KEPT}")


def _name() -> str:
    return str(settings.DATABASES["default"]["NAME"])


def _copy(source: Path | str, target: Path | str) -> None:
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as two:
        one.backup(two)


def _administer(*statements: str) -> None:
    """From the database beside, because nobody may be in the one that is copied."""
    words = connection.get_connection_params() | {"dbname": "postgres"}
    known = {name: words[name] for name in ("dbname", "user", "password", "host", "port") if words.get(name)}
    with closing(psycopg2.connect(**known)) as server:
        server.autocommit = True
        with server.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
