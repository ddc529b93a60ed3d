"""make upgrade [FROM=commit] [KILLED=20]: the demo office as an earlier version makes it, its dump put into an empty database, brought up to this version.

On SQLite and on PostgreSQL (or the one that is named as a third word): migrate is killed KILLED times on its way and must come to its end afterwards; then migrate --check, every row of
every table still there, verify_trail, verify_files, backup, restore_drill, all by this version's commands. The earlier version is a commit of
this repository, checked out beside it (git worktree); it runs with the packages of today.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from accounts.backups.tools import program
from deploy import places, postgres
from deploy.words import say

# The commit from which on the migrations are one line (decision 0006): older ones are no version that anybody could have installed.
OLDEST = "b0b9a86"
DEMO = """
import django; django.setup()
from django.conf import settings; settings.DEMO = True
from celery import current_app
from django.core.management import call_command
call_command("load_demo")
current_app.loader.import_default_modules()
current_app.tasks["accounts.trail.seal"]()
"""
COUNT = """
import json, django; django.setup()
from django.db import connection as c
with c.cursor() as cursor:
    found = {}
    for name in c.introspection.table_names(cursor):
        cursor.execute(f'SELECT count(*) FROM "{name}"'); found[name] = cursor.fetchone()[0]
print(json.dumps(found))
"""
CHECKS = (("verify_trail",), ("verify_files", "--sweep"), ("verify_files",), ("backup",), ("restore_drill",))


def main(commit: str, kills: int, databases: list[str]) -> int:
    """Each database; returns the exit code."""
    wrong = []
    with worktree(commit) as old:
        for database in databases:
            say(f"—— {database}，从 {commit} ——")
            with tempfile.TemporaryDirectory(prefix="upgrade-") as place, server(database) as url:
                wrong += [f"{database}: {words}" for words in Upgrade(old, Path(place), url, kills).run()]
    for words in wrong:
        say(f"不对：{words}")
    say(f"{len(wrong)} failed")
    return 1 if wrong else 0


@contextmanager
def worktree(commit: str):
    """The earlier version in a folder, taken away afterwards."""
    with tempfile.TemporaryDirectory(prefix="earlier-") as place:
        folder = Path(place) / "code"
        git = ["git", "-C", str(places.PROJECT), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(folder), commit], check=True)
        try:
            yield folder
        finally:
            subprocess.run([*git, "remove", "--force", str(folder)], check=True)


@contextmanager
def server(database: str):
    """ "" for SQLite, else the address of a fresh PostgreSQL."""
    if database == "SQLite":
        yield ""
        return
    os.environ.pop("DATABASE_URL", None)
    with postgres.server() as url:
        yield url


class Upgrade:
    """One way from the old office to the new one; `url` is empty on SQLite."""

    def __init__(self, old: Path, place: Path, url: str, kills: int) -> None:
        self.old, self.place, self.url, self.kills = old, place, url, kills
        for name in ("before", "after"):
            places.prepare(place / name)

    def env(self, which: str) -> dict[str, str]:
        """The variables of the office before or after."""
        kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DEMO", "VAR_DIR")}
        kept |= {"VAR_DIR": str(self.place / which), "LOCAL": "1", "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONUTF8": "1"}
        kept["SECRET_KEY"] = "upgrade-" + "k" * 60
        static = "django.contrib.staticfiles.storage.StaticFilesStorage"
        return kept | {"STATICFILES_BACKEND": static} | ({"DATABASE_URL": self.database(which)} if self.url else {})

    def database(self, which: str) -> str:
        """The address of a database of its own on the server."""
        return self.url.replace("/postgres?", f"/{which}?")

    def python(self, tree: Path, which: str, *words: str) -> subprocess.CompletedProcess:
        """Our Python in one of the two trees."""
        command = [sys.executable, "-W", "ignore", *words]
        return subprocess.run(command, cwd=tree, env=self.env(which), capture_output=True, text=True)

    def must(self, tree: Path, which: str, *words: str) -> str:
        """The same; an error ends the drill with its last words."""
        done = self.python(tree, which, *words)
        if done.returncode:
            raise SystemExit(f"{words}: {(done.stdout + done.stderr)[-3000:]}")
        return done.stdout

    def run(self) -> list[str]:
        """Old office, dump, new database, upgrade, checks; returns what is wrong."""
        began = time.monotonic()
        if self.url:
            self.sql("CREATE DATABASE before")
        self.must(self.old, "before", "manage.py", "migrate", "--no-input", "-v", "0")
        self.must(self.old, "before", "-c", DEMO)
        before = json.loads(self.must(self.old, "before", "-c", COUNT))
        self.carry()
        say(f"旧版本的演示机构：{len(before)} 张表、{sum(before.values()):,} 行，{time.monotonic() - began:.0f} 秒")
        wrong = self.upgrade()
        after = json.loads(self.must(places.PROJECT, "after", "-c", COUNT))
        wrong += [
            f"{name} had {count} rows, now {after.get(name)}" for name, count in before.items() if after.get(name, -1) < count
        ]
        say(f"升级以后：{len(after)} 张表、{sum(after.values()):,} 行；原有各表一行不少：{not wrong}")
        return wrong + self.same() + self.checks()

    def upgrade(self) -> list[str]:
        """Killed on the way so many times, then let through; the schema must be what the models say."""
        lot, began, killed, between = random.Random(1), time.monotonic(), 0, 0
        for n in range(self.kills):
            # Every other time where it hurts most: a migration's work is done, and not yet noted.
            at = f"note:{lot.randint(1, 2)}" if n % 2 else str(lot.randint(5, 250))
            done = self.python(places.PROJECT, "after", "-m", "tests.upgrade.killed", at)
            killed += done.returncode == -signal.SIGKILL
            between += done.returncode == -signal.SIGKILL and n % 2
            if done.returncode not in (0, -signal.SIGKILL):
                return [f"after {killed} kills migrate said: {done.stderr[-500:]}"]
        whole = self.must(places.PROJECT, "after", "-m", "tests.upgrade.killed").strip()
        say(
            f"升级：强杀 {killed} 次（其中 {between} 次断在提交与登记之间），最后一次执行 {whole} 条语句后完成，共 {time.monotonic() - began:.0f} 秒"
        )
        left = self.python(places.PROJECT, "after", "manage.py", "migrate", "--check")
        return [f"migrate --check: {left.stdout}"] if left.returncode else []

    def same(self) -> list[str]:
        """An empty database made at once, one brought along the chain and the old one that was upgraded have the same tables.

        The first two have the same rows as well.
        """
        for which in ("at_once", "chain"):
            places.prepare(self.place / which)
            if self.url:
                self.sql(f"CREATE DATABASE {which}")
        self.found("chain", "chain")  # goes along it
        for which in ("at_once", "chain"):
            self.must(places.PROJECT, which, "manage.py", "migrate", "--no-input", "-v", "0")
        (tables, rows), (chain_tables, chain_rows) = self.found("at_once"), self.found("chain")
        wrong = [f"chain: {line}" for line in sorted(set(chain_tables) ^ set(tables))]
        wrong += [f"rows of {name}" for name in rows | chain_rows if rows.get(name) != chain_rows.get(name)]
        upgraded, fresh = "after", "at_once"
        if self.url:  # a dump writes some casts in another way: both have been through one
            upgraded, fresh = "after_again", "at_once_again"
            self.by_dump("after", upgraded)
            self.by_dump("at_once", fresh)
        wrong += [f"upgraded: {line}" for line in sorted(set(self.found(upgraded)[0]) ^ set(self.found(fresh)[0]))]
        say(f"结构（一次建成、逐步建成、升级而来）：{len(tables)} 项，不同 {len(wrong)} 处")
        return wrong

    def found(self, which: str, *words: str) -> list:
        """What tests.upgrade.same says of a database."""
        file = self.place / "same.json"
        self.must(places.PROJECT, which, "-m", "tests.upgrade.same", str(file), *words)
        return json.loads(file.read_text(encoding="utf-8"))

    def checks(self) -> list[str]:
        """This version's own commands."""
        wrong = []
        for words in CHECKS:
            began = time.monotonic()
            done = self.python(places.PROJECT, "after", "manage.py", *words)
            said = (done.stdout.strip().splitlines() or done.stderr.strip().splitlines() or ["没有输出"])[-1]
            say(f"{' '.join(words)}：{said[:200]}（{time.monotonic() - began:.0f} 秒）")
            if done.returncode:
                wrong.append(f"{' '.join(words)}: {(done.stdout + done.stderr)[-500:]}")
        return wrong

    def carry(self) -> None:
        """The dump of the old state into the new place: database, files, anchors."""
        for name in ("files", "anchors"):
            shutil.rmtree(self.place / "after" / name, ignore_errors=True)
        if self.url:
            self.by_dump("before", "after")
        else:
            source, target = self.place / "before" / "db.sqlite3", self.place / "after" / "db.sqlite3"
            for ending in ("", "-wal", "-shm"):
                target.with_name(target.name + ending).unlink(missing_ok=True)
            copy = f"import sqlite3; sqlite3.connect({str(source)!r}).backup(sqlite3.connect({str(target)!r}))"
            subprocess.run([sys.executable, "-c", copy], check=True)
        for name in ("files", "anchors"):
            if (self.place / "before" / name).exists():
                subprocess.run(["cp", "-a", str(self.place / "before" / name), str(self.place / "after" / name)], check=True)

    def by_dump(self, source: str, target: str) -> None:
        """Dump one database and restore it as another."""
        self.sql(f"DROP DATABASE IF EXISTS {target}", f"CREATE DATABASE {target}")
        dump = self.place / "dump"
        subprocess.run([program("pg_dump"), "-Fc", f"--dbname={self.libpq(source)}", f"--file={dump}"], check=True)
        restore = [program("pg_restore"), "--exit-on-error", "--no-owner", f"--dbname={self.libpq(target)}", str(dump)]
        subprocess.run(restore, check=True)

    def libpq(self, which: str) -> str:
        """The same address as libpq reads it."""
        return self.database(which).replace("postgres://", "postgresql://")

    def sql(self, *commands: str) -> None:
        """As the server's owner."""
        line = psycopg2.connect(self.url.replace("postgres://", "postgresql://"))
        line.autocommit = True
        with line.cursor() as cursor:
            for command in commands:
                cursor.execute(command)
        line.close()


if __name__ == "__main__":
    os.umask(0o077)
    WORDS = sys.argv[1:]
    sys.exit(main(WORDS[0] if WORDS else OLDEST, int(WORDS[1]) if len(WORDS) > 1 else 20, WORDS[2:] or ["SQLite", "PostgreSQL"]))
