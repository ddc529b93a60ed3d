"""A whole office of its own in a folder: database, queue and processes, as `make run` would start them."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from deploy import places
from deploy.processes import die_with_parent, end_group
from tests import migrated
from tests.services.leaks import leaks
from tests.services.redis import start_redis


class Office:
    """One VAR_DIR and the processes that work on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "DATABASE_URL", "DEMO"))}
        self.env |= {"VAR_DIR": str(folder), "LOCAL": "1", "PYTHONUNBUFFERED": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
        self.children: list[subprocess.Popen] = []
        self.typed: set[str] = set()  # what the test sends to its site
        places.prepare(folder)

    def python(self, *words: str, check: bool = True) -> str:
        """Run our Python to its end and give its output."""
        run = subprocess.run([sys.executable, *words], cwd=settings.BASE_DIR, env=self.env, capture_output=True, text=True)
        assert run.returncode == 0 or not check, run.stdout + run.stderr
        return run.stdout

    def migrate(self) -> None:
        """Give the office its tables: a copy where there is one, else by the command."""
        if made := os.environ.get(migrated.FILE):
            shutil.copy(made, self.folder / "db.sqlite3")
        else:
            self.python("manage.py", "migrate", "-v", "0")

    def start(self, name: str, *words: str) -> subprocess.Popen:
        """Start a process that stays; its output goes to log/<name>.log."""
        with places.log_file(self.folder, name).open("ab") as log:
            child = subprocess.Popen(
                [sys.executable, *words],
                cwd=settings.BASE_DIR,
                env=self.env,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )
        self.children.append(child)
        return child

    def start_queue(self) -> subprocess.Popen:
        """Start this office's Redis."""
        child = start_redis(self.folder / "redis" / "redis.sock", self.folder / "redis")
        self.children.append(child)
        return child

    def log(self, name: str) -> str:
        """What a process has written so far."""
        return (self.folder / "log" / f"{name}.log").read_text(encoding="utf-8")

    def leaks(self) -> list[tuple[str, str, str]]:
        """Lines of its processes' logs that hold something about somebody, or what was typed (`typed`)."""
        return leaks(self.folder, self.typed)

    def ask(self, sql: str) -> list[tuple]:
        """Rows of this office's SQLite."""
        database = sqlite3.connect(f"file:{self.folder / 'db.sqlite3'}?mode=ro", uri=True, timeout=20)
        try:
            return database.execute(sql).fetchall()
        finally:
            database.close()

    def close(self) -> None:
        """End what still runs and delete the folder."""
        for child in reversed(self.children):
            if child.poll() is None:
                child.terminate()
                try:
                    child.wait(20)
                except subprocess.TimeoutExpired:
                    end_group(child)
        shutil.rmtree(self.folder, ignore_errors=True)


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """True as soon as the condition holds; False when the time is over."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return condition()


@pytest.fixture
def own_office() -> Iterator[Office]:
    """An empty office in a folder with a short path (sockets allow no long one)."""
    office = Office(Path(tempfile.mkdtemp(prefix="dangjian-office-")))
    yield office
    found = office.leaks()
    office.close()
    assert found[:5] == [], "personal data came into the log of a process of this office"
