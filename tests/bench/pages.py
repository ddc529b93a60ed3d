"""What the pages cost in a large office: each against the same page of a small office, and against the barest list of the same rows."""

import os
import subprocess
import sys
import tempfile
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from config.env import BASE_DIR
from deploy.postgres import server

LARGE, SMALL = "bench_large", "bench_small"


def pages(units: int, items: int) -> None:
    """Make both offices on a private PostgreSQL, then visit them by turns."""
    with server() as url, tempfile.TemporaryDirectory(prefix="dangjian-bench-") as var:
        _databases(url, "DROP DATABASE IF EXISTS {}", "CREATE DATABASE {}")
        try:
            for name, count in ((LARGE, items), (SMALL, 1000)):
                env = _env(url, name, var)
                _run(env, "manage.py", "migrate", "-v0")
                _run(env, "manage.py", "fill", "--units", str(units), "--items", str(count))
            _databases(url, "VACUUM ANALYZE", inside=True)
            _run(_env(url, LARGE, var), "-m", "tests.bench.visits", LARGE, SMALL)
        finally:
            _databases(url, "DROP DATABASE IF EXISTS {} WITH (FORCE)")


def _env(url: str, name: str, var: str) -> dict[str, str]:
    """The environment of a process that works in one of the two."""
    kept = {key: value for key, value in os.environ.items() if key not in ("DEMO", "DATABASE_URL")}
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    return kept | {"LOCAL": "1", "VAR_DIR": var, "DATABASE_URL": _named(url, name), "STATICFILES_BACKEND": plain}


def _named(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _run(env: dict[str, str], *command: str) -> None:
    subprocess.run([sys.executable, "-W", "ignore", *command], env=env, cwd=BASE_DIR, check=True)


def _databases(url: str, *commands: str, inside: bool = False) -> None:
    """Run the commands for both databases, from outside or from inside them."""
    for name in (LARGE, SMALL):
        connection = psycopg2.connect(_named(url, name) if inside else url)
        connection.autocommit = True
        with connection.cursor() as cursor:
            for command in commands:
                cursor.execute(command.format(name))
        connection.close()
