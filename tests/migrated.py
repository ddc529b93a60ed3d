"""Migrating takes three seconds: it is done once for all processes of a parallel run, each of which then gets a copy."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from django.conf import settings
from django.db import connection

FILE, NAME = "MIGRATED_SQLITE", "migrated"


def once_for_all(config) -> None:
    """In the process that only hands out the tests: migrate a database of its own and tell the others by the environment."""
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None) or FILE in os.environ:
        return
    folder = Path(tempfile.mkdtemp(prefix="dangjian-migrated-"))
    config.add_cleanup(lambda: (os.environ.pop(FILE, None), shutil.rmtree(folder, ignore_errors=True)))
    env = os.environ | {"VAR_DIR": str(folder), "LOCAL": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
    if url := os.environ.get("DATABASE_URL", ""):
        _make_database(url)
        env["DATABASE_URL"] = urlunsplit(urlsplit(url)._replace(path=f"/{NAME}"))
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=settings.BASE_DIR, env=env, check=True)
    os.environ[FILE] = str(folder / "db.sqlite3")


def _make_database(url: str) -> None:
    """An empty one beside the given."""
    server = psycopg2.connect(url)
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {NAME}")
        cursor.execute(f"CREATE DATABASE {NAME}")
    server.close()


def take_a_copy() -> None:
    """Before the test database is made: let it begin as a copy. Django's own `migrate` runs all the same and finds nothing to do."""
    if FILE not in os.environ:
        return
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = NAME
    else:
        connection.prepare_database = _fill  # what `migrate` calls first


def _fill() -> None:
    connection.ensure_connection()
    with sqlite3.connect(os.environ[FILE]) as source:
        source.backup(connection.connection)
    source.close()
