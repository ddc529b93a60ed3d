"""On PostgreSQL the program's own role can add and read trail rows and seal them; the owner's triggers are out of its reach."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction

from accounts.models import Entry
from accounts.trail.sealing import seal
from accounts.trail.verify import verify
from config.env import BASE_DIR
from tasks.ballots import purging
from tests.accounts.trail.rows import START, run, sealed_trail, write

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles"),
]
FORBIDDEN = [
    "UPDATE accounts_entry SET act = '改'",
    "UPDATE accounts_entry SET digest = ''",
    "DELETE FROM accounts_entry",
    "TRUNCATE accounts_entry",
    "ALTER TABLE accounts_entry DISABLE TRIGGER trail_rows",
    "DROP TRIGGER trail_rows ON accounts_entry",
    "DROP FUNCTION trail_append_only() CASCADE",
    "DELETE FROM accounts_erasedentry",
]


@pytest.fixture
def as_the_program(settings, tmp_path):
    """The role of the document, for the rest of this test's transaction."""
    settings.ANCHOR_DIR = tmp_path
    by = sealed_trail(4)[1].by
    run("CREATE ROLE dangjian_app")
    with connection.cursor() as cursor:
        cursor.execute((BASE_DIR / "deploy/server/trail-role.sql").read_text(encoding="utf-8"))
        cursor.execute("SET LOCAL ROLE dangjian_app")
    return by


def test_it_adds_reads_seals_and_nothing_else(as_the_program):
    write(2, as_the_program)
    assert seal(limit=10, now=START + timedelta(days=2)) == 2
    assert str(verify()) == "痕迹完整：6 条。"
    for sql in FORBIDDEN:
        with pytest.raises(ProgrammingError), transaction.atomic():
            run(sql)
    for sql in ("UPDATE accounts_entry SET note = ''", "UPDATE accounts_entry SET number = number + 10"):
        with pytest.raises(DatabaseError, match="痕迹只能追加"), transaction.atomic():
            run(sql)
    assert Entry.objects.count() == 6


def test_closing_a_ballot_empties_its_tables_under_this_role(as_the_program):
    """TRUNCATE belongs to the owner unless it is granted; it is granted on these two tables only."""
    purging.hold_still()
    purging.rewrite([], [])
    with pytest.raises(ProgrammingError), transaction.atomic():
        run("TRUNCATE accounts_letter CASCADE")
