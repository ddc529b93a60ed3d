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


# A unit of its own in both offices, with as many matters in one as in the other: what grows there, grows with the office.
SAME = ("--units", "1", "--items", "30")


def pages(units: int, items: int, keep: bool = False) -> None:
    """Make both offices on a private PostgreSQL (`keep`: on that of DATABASE_URL, once for many runs), then visit them by turns."""
    if keep and not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        sys.exit("--keep 需要 DATABASE_URL 指明一个 PostgreSQL，两个试用库（bench_large、bench_small）留在那里。")
    with server() as url, tempfile.TemporaryDirectory(prefix="dangjian-bench-") as var:
        kept = _kept(url) if keep else set()
        try:
            for name, count in ((LARGE, items), (SMALL, 1000)):
                env = environment(url, name, var)
                if name not in kept:
                    databases(url, f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
                run(env, "manage.py", "migrate", "-v0")
                if name not in kept:
                    run(env, "manage.py", "fill", "--units", str(units), "--items", str(count))
                    run(env, "manage.py", "fill", *SAME)
                databases(named(url, name), "VACUUM ANALYZE")
            run(environment(url, LARGE, var), "-m", "tests.bench.visits", LARGE, SMALL)
        finally:
            if not keep:
                databases(url, *(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)" for name in (LARGE, SMALL)))


def environment(url: str, name: str, var: str) -> dict[str, str]:
    """The environment of a process that works in one of the two."""
    kept = {key: value for key, value in os.environ.items() if key not in ("DEMO", "DATABASE_URL")}
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    return kept | {"LOCAL": "1", "VAR_DIR": var, "DATABASE_URL": named(url, name), "STATICFILES_BACKEND": plain}


def named(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def run(env: dict[str, str], *command: str) -> None:
    subprocess.run([sys.executable, "-W", "ignore", *command], env=env, cwd=BASE_DIR, check=True)


def databases(url: str, *commands: str) -> list[tuple]:
    """Run the commands in the database of the URL; the rows of the last one, if it has any."""
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for command in commands:
            cursor.execute(command)
        rows = cursor.fetchall() if cursor.description else []
    connection.close()
    return rows


def _kept(url: str) -> set[str]:
    """Which of the two databases are there from an earlier run."""
    return {name for (name,) in databases(url, "SELECT datname FROM pg_database")} & {LARGE, SMALL}
