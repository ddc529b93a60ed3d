"""The database itself refuses to change or delete what was recorded."""

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import Entry
from accounts.trail.verify import guard_stands, verify
from tests.accounts.trail.rows import lift_the_guard, run, sealed_trail, write

pytestmark = pytest.mark.django_db

CHANGES = [
    "UPDATE accounts_entry SET act = '改'",
    "UPDATE accounts_entry SET note = ''",
    "UPDATE accounts_entry SET by_id = NULL",
    "UPDATE accounts_entry SET salt = ''",
    "UPDATE accounts_entry SET digest = ''",
    "UPDATE accounts_entry SET id = id + 1000",
    "UPDATE accounts_entry SET seal = ''",
    "UPDATE accounts_entry SET number = number + 1000",
    "UPDATE accounts_entry SET number = NULL, previous = '', seal = '', sealed_at = NULL",
    "DELETE FROM accounts_entry",
    "DELETE FROM accounts_entry WHERE id = (SELECT MAX(id) FROM accounts_entry)",
]


@pytest.mark.parametrize("sql", CHANGES)
def test_without_the_guard_the_change_happens_and_with_it_the_database_refuses(sql):
    sealed_trail(5)
    before = list(Entry.objects.order_by("id").values_list())
    with pytest.raises(IntegrityError, match="痕迹只能追加"), transaction.atomic():
        run(sql)
    assert list(Entry.objects.order_by("id").values_list()) == before
    lift_the_guard()
    run(sql)
    assert list(Entry.objects.order_by("id").values_list()) != before


@pytest.mark.skipif(connection.vendor != "sqlite", reason="REPLACE is SQLite's own")
@pytest.mark.parametrize(
    "sql",
    [
        "INSERT OR REPLACE INTO accounts_entry SELECT * FROM accounts_entry WHERE number = 2",
        "UPDATE OR REPLACE accounts_entry SET number = 2, seal = 'x' WHERE number IS NULL",
    ],
)
def test_replacing_a_row_is_refused_too(sql):
    by = sealed_trail(3)[2].by
    write(1, by)
    with pytest.raises(IntegrityError, match="痕迹只能追加"), transaction.atomic():
        run(sql)
    assert str(verify()) == "痕迹完整：3 条，另有 1 条内容无误，等待入链。"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
@pytest.mark.django_db(transaction=True)
def test_truncating_is_refused_too():
    sealed_trail(3)
    with pytest.raises(IntegrityError, match="痕迹只能追加"), transaction.atomic():
        run("TRUNCATE accounts_entry CASCADE")  # what refers to it would refuse a plain one first
    assert str(verify()) == "痕迹完整：3 条。"


def test_an_unsealed_row_cannot_be_changed_either_and_sealing_works_once():
    by = sealed_trail(2)[1].by
    row = write(1, by)[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=row.pk).update(note="改")
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=row.pk).update(number=3, note="改")
    Entry.objects.filter(pk=row.pk).update(number=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=row.pk).update(number=4)


def test_a_row_is_never_born_sealed():
    rows = sealed_trail(2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(at=rows[0].at, act="伪造", number=3, target_type="accounts.user")


def test_the_check_says_when_the_guard_is_gone():
    sealed_trail(2)
    assert guard_stands()
    lift_the_guard()
    assert not guard_stands()
    assert "触发器不在" in str(verify())
