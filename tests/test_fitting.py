"""After an upgrade, or a way back from one, no process works on a database of another version: it does not start and says why."""

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.conf import settings

from tests.services.office import Office

pytestmark = pytest.mark.once
STARTS = {
    "web": ("-c", "import config.wsgi; print('started')"),
    "worker": ("-m", "celery", "-A", "config", "worker", "--pool=solo"),
    "beat": ("-m", "celery", "-A", "config", "beat", "--schedule=beat", "--pidfile="),
    "standby": ("manage.py", "stand_by"),
}
NEWER = "INSERT INTO django_migrations (app, name, applied) VALUES ('tasks', '9999_of_next_year', '2026-12-01')"
OLDER = "DELETE FROM django_migrations WHERE app = 'tasks' AND name LIKE '0021%'"


def run(office: Office, *words: str) -> subprocess.CompletedProcess:
    """In the office's own folder: there the clock writes its schedule."""
    env = office.env | {"PYTHONPATH": str(settings.BASE_DIR)}
    words = tuple(str(settings.BASE_DIR / word) if word == "manage.py" else word for word in words)
    return subprocess.run([sys.executable, *words], cwd=office.folder, env=env, capture_output=True, text=True, timeout=120)


def change(office: Office, sql: str) -> None:
    with closing(sqlite3.connect(office.folder / "db.sqlite3")) as database, database:
        assert database.execute(sql).rowcount == 1


@pytest.mark.parametrize("who", STARTS)
def test_on_a_newer_database_nothing_starts(own_office: Office, who: str) -> None:
    own_office.migrate()
    change(own_office, NEWER)
    ended = run(own_office, *STARTS[who])
    assert (ended.returncode != 0, "数据库已经由更新的版本升级过（tasks.9999_of_next_year）" in ended.stderr) == (True, True), (
        ended.stderr[-800:]
    )


def test_before_migrate_it_does_not_start_after_it_it_does_and_an_empty_place_is_no_fault(own_office: Office) -> None:
    web = STARTS["web"]
    assert run(own_office, *web).stdout == "started\n"
    own_office.migrate()
    assert run(own_office, *web).stdout == "started\n"
    change(own_office, OLDER)
    ended = run(own_office, *web)
    assert (ended.returncode, ended.stdout, "缺 1 步，第一步是 tasks.0021" in ended.stderr) == (1, "", True), ended.stderr[-800:]
