"""A migration and its note are one: killed between the two, it is begun again, where Django's own command is stuck for ever."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from django.conf import settings

# A migration of Django's own that leaves indexes and foreign keys for its end, as those of every package may.
FIRST = ("auth", "0001")


@pytest.fixture
def empty(tmp_path: Path) -> dict[str, str]:
    """The environment of an office without a table, on the database that this suite is for."""
    env = os.environ | {"VAR_DIR": str(tmp_path), "LOCAL": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
    if url := os.environ.get("DATABASE_URL", ""):
        name = f"killed_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
        with closing(psycopg2.connect(url)) as server:
            server.autocommit = True
            with server.cursor() as cursor:
                cursor.execute(f"DROP DATABASE IF EXISTS {name}")
                cursor.execute(f"CREATE DATABASE {name}")
        env["DATABASE_URL"] = urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    return env


def migrate(env: dict[str, str], at: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-W", "ignore", "-m", "tests.upgrade.killed", at, *FIRST]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True)


def notes(env: dict[str, str]) -> int:
    """At which note the migration in question is killed: the last of the way to it."""
    command = [sys.executable, "manage.py", "migrate", *FIRST, "--plan"]
    said = subprocess.run(command, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=True).stdout
    steps = [line.strip() for line in said.splitlines() if line[:1].isalpha() and "." in line]
    assert steps[-1].startswith("auth.0001")
    return len(steps)


def test_killed_between_a_migration_and_its_note_it_is_begun_again_and_djangos_own_is_stuck(empty: dict[str, str]) -> None:
    at = notes(empty)
    assert migrate(empty, f"note:{at}").returncode == -signal.SIGKILL
    again = migrate(empty, "0")
    assert (again.returncode, int(again.stdout) > 10) == (0, True), again.stderr[-500:]
    assert migrate(empty, "0").returncode == 0


def test_the_control_djangos_own_command_is_stuck(empty: dict[str, str]) -> None:
    at = notes(empty)
    assert migrate(empty, f"django:{at}").returncode == -signal.SIGKILL
    stuck = migrate(empty, "django:0")
    assert (stuck.returncode, "already exists" in stuck.stderr) == (1, True), stuck.stderr[-500:]
