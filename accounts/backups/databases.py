"""Take a consistent copy of the database with what it says about itself, and put a copy back into an empty one."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg2
from django.db import connection
from django.db.backends.sqlite3._functions import register

from accounts.backups.manifest import Facts
from accounts.backups.tools import Broken, program, run

ENV = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
ENV |= {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY"}
TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename",
}
Ask = Callable[[str], list[tuple]]


def dump(target: Path) -> Facts:
    """Write the database into `target` while others go on working; the facts are of that very moment."""
    return {"sqlite": _dump_sqlite, "postgresql": _dump_postgresql}[connection.vendor](target)


def put_back(source: Path, params: dict) -> None:
    """Fill the empty database of `params` (as `here` gives them): all or nothing."""
    if connection.vendor == "sqlite":
        _put_back_sqlite(source, Path(params["database"]))
        return
    command = [program("pg_restore"), "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    run([*command, f"--dbname={params['dbname']}", str(source)], _env(params), "恢复数据库（pg_restore）")


def facts(vendor: str, ask: Ask) -> Facts:
    """Counts, migrations and the trail's head."""
    tables = [name for (name,) in ask(TABLES[vendor])]
    counts = {name: ask(f'SELECT count(*) FROM "{name}"')[0][0] for name in tables}
    migrations: dict[str, list[str]] = {}
    for app, name in ask("SELECT app, name FROM django_migrations ORDER BY app, name"):
        migrations.setdefault(app, []).append(name)
    head = ask("SELECT number, seal FROM accounts_entry WHERE number IS NOT NULL ORDER BY number DESC LIMIT 1")
    number, seal = head[0] if head else (0, "")
    return Facts(vendor, counts, migrations, number, seal)


def here() -> dict:
    """The connection parameters of the site's own database."""
    params = dict(connection.get_connection_params())
    params.pop("cursor_factory", None)
    if connection.vendor == "sqlite":
        return {"database": str(connection.settings_dict["NAME"])}
    return params


def address(params: dict) -> str:
    """The DATABASE_URL of parameters, for a child process."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{params['database']}"
    user = quote(str(params.get("user", "")), safe="")
    secret = f":{quote(str(params['password']), safe='')}" if params.get("password") else ""
    more = {name: params[name] for name in ENV if name not in ("user", "password", "dbname") and params.get(name)}
    return f"postgres://{user}{secret}@/{quote(params['dbname'], safe='')}?{urlencode(more)}"


def is_empty(params: dict) -> bool:
    """True when the database holds no table at all."""
    if connection.vendor == "sqlite":
        path = Path(params["database"])
        if not path.exists() or not path.stat().st_size:
            return True
        with _sqlite(path) as database:
            return not database.execute(TABLES["sqlite"]).fetchall()
    with _postgresql(params) as cursor:
        cursor.execute(TABLES["postgresql"])
        return not cursor.fetchall()


@contextmanager
def empty(folder: Path) -> Iterator[dict]:
    """An empty database for a drill: a file in `folder`, or a database of its own on the same server, gone afterwards."""
    if connection.vendor == "sqlite":
        yield {"database": str(folder / "db.sqlite3")}
        return
    name = f"{here()['dbname']}_drill"[:63]
    try:
        with _postgresql(here()) as cursor:
            _drop(cursor, name)
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    except psycopg2.Error as error:
        raise Broken(f"不能建立演练用的数据库：{str(error).splitlines()[0]}。请给数据库用户 CREATEDB 权限。") from error
    try:
        yield here() | {"dbname": name}
    except BaseException:
        with suppress(psycopg2.Error), _postgresql(here()) as cursor:  # what went wrong before is what is told
            _drop(cursor, name)
        raise
    try:
        with _postgresql(here()) as cursor:
            _drop(cursor, name)
    except psycopg2.Error as error:
        raise Broken(f"演练用的数据库 {name} 没有删掉：{str(error).splitlines()[0]}。") from error


def _drop(cursor: psycopg2.extensions.cursor, name: str) -> None:
    """Away with the drill's database, and with those of this account who are still in it.

    Not WITH (FORCE): that wants to end everybody there itself, and an ordinary account may not end an autovacuum worker, which comes by once a
    minute. A plain DROP sends such a worker away, and waits five seconds for whoever is going.
    """
    left = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user"
    cursor.execute(left, [name])
    cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


@contextmanager
def _sqlite(path: Path) -> Iterator[sqlite3.Connection]:
    """With Django's functions: constraints of the tables use them, and an integrity check evaluates constraints."""
    database = sqlite3.connect(path, timeout=20)
    register(database)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def _postgresql(params: dict) -> Iterator[psycopg2.extensions.cursor]:
    """A connection of our own without the site's time limits: a backup takes longer than a page."""
    line = psycopg2.connect(**params | {"options": "-c statement_timeout=0 -c idle_in_transaction_session_timeout=0"})
    line.autocommit = True
    try:
        with line.cursor() as cursor:
            yield cursor
    finally:
        line.close()


def _dump_sqlite(target: Path) -> Facts:
    """SQLite's backup API: a plain copy of the file in use would lack rows or be malformed."""
    with _sqlite(Path(here()["database"])) as source, _sqlite(target) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        said = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if said != "ok":
            raise Broken(f"数据库副本没有通过完整性检查：{said[:200]}")
        return facts("sqlite", lambda sql: copy.execute(sql).fetchall())


def _dump_postgresql(target: Path) -> Facts:
    """pg_dump in an exported snapshot, in which the facts are read as well."""
    params = here()
    with _postgresql(params) as cursor:

        def ask(sql: str) -> list[tuple]:
            cursor.execute(sql)
            return cursor.fetchall()

        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        snapshot = ask("SELECT pg_export_snapshot()")[0][0]
        command = [program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
        run([*command, f"--file={target}"], _env(params), "导出数据库（pg_dump）")
        found = facts("postgresql", ask)
        cursor.execute("ROLLBACK")
        return found


def _put_back_sqlite(source: Path, path: Path) -> None:
    """Beside it first, then renamed; what a log of an older file would add must not be there."""
    draft = path.with_name(f"{path.name}.restoring")
    draft.write_bytes(b"")
    with _sqlite(source) as database, _sqlite(draft) as copy:
        database.backup(copy)
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    draft.replace(path)


def _env(params: dict) -> dict[str, str]:
    """libpq's variables: a password stands in no command line."""
    given = {ENV[name]: str(params[name]) for name in ENV if params.get(name)}
    return {name: value for name, value in os.environ.items() if not name.startswith("PG") or name == "PGPASSFILE"} | given
