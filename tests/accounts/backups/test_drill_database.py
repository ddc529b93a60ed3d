"""The drill's database on PostgreSQL under an ordinary account, as docs/install.md gives it: made, and gone afterwards whoever is in it."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
from django.db import connection

from accounts.backups import databases
from accounts.backups.tools import Broken

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles"),
]


@pytest.fixture
def ordinary(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict]:
    """Everything here goes on as an account that may make databases, and nothing else."""
    owner, name, password = databases.here(), f"drill_{secrets.token_hex(4)}", secrets.token_hex(8)
    with databases._postgresql(owner) as cursor:
        cursor.execute(f"CREATE ROLE {name} LOGIN CREATEDB PASSWORD '{password}'")
    params = owner | {"user": name, "password": password}
    monkeypatch.setattr(databases, "here", lambda: params)
    yield owner
    with databases._postgresql(owner) as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{owner["dbname"]}_drill" WITH (FORCE)')
        cursor.execute(f"DROP ROLE {name}")


def there(owner: dict) -> bool:
    """Whether the drill's database exists."""
    with databases._postgresql(owner) as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [f"{owner['dbname']}_drill"])
        return bool(cursor.fetchone()[0])


def test_a_process_that_was_left_behind_is_sent_away(ordinary: dict, tmp_path: Path):
    with databases.empty(tmp_path) as params:
        left = psycopg2.connect(**params)
        assert there(ordinary)
    assert not there(ordinary)
    with pytest.raises(psycopg2.OperationalError):
        left.cursor().execute("SELECT 1")


def test_somebody_else_in_it_is_told_in_words_and_gone_the_next_time(ordinary: dict, tmp_path: Path):
    """As an administrator who looks around; what failed before is told rather than this."""
    with pytest.raises(Broken, match="演练用的数据库 .*_drill 没有删掉"), databases.empty(tmp_path) as params:
        other = psycopg2.connect(**ordinary | {"dbname": params["dbname"]})
    with pytest.raises(Broken, match="不能建立演练用的数据库"), databases.empty(tmp_path):
        pass
    other.close()
    with pytest.raises(ZeroDivisionError), databases.empty(tmp_path) as params:
        raise ZeroDivisionError
    assert not there(ordinary)
