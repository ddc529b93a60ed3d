"""Whatever is changed in the trail behind the program's back is found, and the row is named."""

import random

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from accounts.models import Entry
from accounts.trail.verify import guard_stands, verify
from tests.accounts.trail import rows
from tests.accounts.trail.rows import lift_the_guard, run, sealed_trail, write

pytestmark = pytest.mark.django_db
TABLE = "accounts_entry"
COLUMNS = [field.column for field in Entry._meta.concrete_fields]
TEXTS = ["post", "act", "target_type", "target_label", "note", "salt", "digest", "previous", "seal"]


@pytest.fixture
def guard_says_it_stands(monkeypatch):
    """Triggers are lifted so that rows can be forged; the check shall find the forgery, not the missing triggers."""
    monkeypatch.setattr("accounts.trail.verify.guard_stands", lambda: True)


@pytest.fixture
def without_checks(db):
    """Whoever edits the file itself is not held by the check that JSON is JSON."""
    run("PRAGMA ignore_check_constraints = ON")
    yield
    run("PRAGMA ignore_check_constraints = OFF")


def changed_bytes(value: bytes, tries: random.Random | None = None) -> list[bytes]:
    """`value` with one byte changed: at every place, or at one drawn place."""
    places = range(len(value)) if tries is None else tries.sample(range(len(value)), min(1, len(value)))
    return [value[:n] + bytes([value[n] ^ 1]) + value[n + 1 :] for n in places]


def faults_of(change, *values) -> tuple[int | None, int | None]:
    """The place that the check names after a change, which is then taken back."""
    with transaction.atomic():
        point = transaction.savepoint()
        run(change, *values)
        fault = verify().fault
        transaction.savepoint_rollback(point)
    assert fault is not None, (change, values)
    return fault.number, fault.entry_id


def test_a_whole_trail_is_whole():
    trail = sealed_trail()
    write(2, trail[-1].by)
    verdict = verify()
    assert (verdict.sealed, verdict.unsealed, verdict.head, verdict.fault) == (60, 2, trail[-1].seal, None)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="other databases store values, not the bytes that were written")
@pytest.mark.parametrize("step", [10, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("column", COLUMNS)
def test_every_byte_of_one_row_and_drawn_bytes_of_all_rows(column, step, guard_says_it_stands, without_checks):
    """Every tenth row; each, and every byte of one, by make long; every byte of many by make tamper."""
    sealed_trail()
    lift_the_guard()
    draw = random.Random(column)
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT id, number, CAST("{column}" AS BLOB) FROM {TABLE} WHERE "{column}" IS NOT NULL ORDER BY number')
        stored = cursor.fetchall()
    tried = 0
    for entry_id, number, value in stored[::step]:
        for forged in changed_bytes(value, None if number == 30 and step == 1 else draw):
            if column in ("id", "number") and Entry.objects.filter(**{column: int(forged)}).exists():
                continue  # the database itself refuses two rows with one number
            named = faults_of(f'UPDATE {TABLE} SET "{column}" = CAST(%s AS TEXT) WHERE id = %s', forged, entry_id)
            assert (number == named[0]) or (column == "number" and named[1] == entry_id), (named, number, forged)
            tried += 1
    assert tried > 0


@pytest.mark.parametrize("column", TEXTS)
def test_one_changed_character_in_any_text_is_found_and_the_row_named(column, guard_says_it_stands):
    trail = sealed_trail()
    lift_the_guard()
    for row in (trail[0], trail[1], trail[30], trail[59]):
        value = getattr(row, column) or "x"
        forged = chr(ord(value[0]) ^ 1) + value[1:]
        assert faults_of(f"UPDATE {TABLE} SET {column} = %s WHERE id = %s", forged, row.pk) == (row.number, row.pk)
        if len(value) > 1:
            assert faults_of(f"UPDATE {TABLE} SET {column} = %s WHERE id = %s", value[:-1], row.pk) == (row.number, row.pk)


@pytest.mark.parametrize("column", ["at", "sealed_at"])
def test_a_microsecond_is_found(column, guard_says_it_stands):
    row = sealed_trail()[30]
    lift_the_guard()
    forged = getattr(row, column).replace(microsecond=getattr(row, column).microsecond ^ 1)
    with transaction.atomic():
        Entry.objects.filter(pk=row.pk).update(**{column: forged})
        assert (verify().fault.number, verify().fault.entry_id) == (31, row.pk)


@pytest.mark.parametrize("column", ["before", "after"])
@pytest.mark.parametrize("value", [None, {}, {"percent": 29}, {"percent": "30", "text": "尚未开展"}])
def test_changed_values_are_found(column, value, guard_says_it_stands):
    row = sealed_trail()[30]
    lift_the_guard()
    Entry.objects.filter(pk=row.pk).update(**{column: value})
    assert (verify().fault.number, verify().fault.entry_id) == (31, row.pk)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="jsonb and timestamps keep no spelling")
@pytest.mark.parametrize(("column", "old", "new"), [("after", "\\u5df2", "\\u5DF2"), ("after", ": ", ":  "), ("at", " ", "T")])
def test_another_spelling_of_the_same_value_is_a_change_too(column, old, new, guard_says_it_stands):
    row = sealed_trail()[30]
    lift_the_guard()
    run(f'UPDATE {TABLE} SET "{column}" = replace("{column}", %s, %s) WHERE id = %s', old, new, row.pk)
    assert (verify().fault.number, verify().fault.entry_id) == (31, row.pk)


@pytest.mark.parametrize("number", [1, 2, 30, 59])
def test_a_deleted_row_is_named_by_its_number(number, guard_says_it_stands):
    sealed_trail()
    lift_the_guard()
    Entry.objects.filter(number=number).delete()
    assert str(verify().fault) == f"链上第{number}号缺失：该条被删除或改了序号"


def test_swapped_rows_are_found(guard_says_it_stands):
    trail = sealed_trail()
    lift_the_guard()
    content = {name: getattr(trail[40], name) for name in ("at", "act", "note", "before", "after", "salt", "digest")}
    Entry.objects.filter(pk=trail[20].pk).update(**content)
    assert str(verify().fault) == f"链上第21号（编号{trail[20].pk}）链值不符"


def test_swapped_numbers_are_found(guard_says_it_stands):
    trail = sealed_trail()
    lift_the_guard()
    for pk, number in ((trail[20].pk, 1000), (trail[40].pk, 21), (trail[20].pk, 41)):
        Entry.objects.filter(pk=pk).update(number=number)
    assert str(verify().fault) == f"链上第21号（编号{trail[40].pk}）与前一条不衔接"


def test_a_forged_row_slipped_in_is_found(guard_says_it_stands):
    trail = sealed_trail()
    lift_the_guard()
    forged = Entry.objects.get(pk=trail[-1].pk)
    forged.pk, forged.number, forged.act = None, 61, "通过"
    forged.save(force_insert=True)
    assert (verify().fault.number, verify().fault.entry_id) == (61, forged.pk)


def test_a_row_taken_off_the_chain_is_found(guard_says_it_stands):
    trail = sealed_trail()
    lift_the_guard()
    Entry.objects.filter(pk=trail[-1].pk).update(number=None)
    assert str(verify().fault) == f"尚未入链的一条（编号{trail[-1].pk}）曾入链而序号被去掉"


def test_an_unsealed_row_is_checked_by_its_digest(guard_says_it_stands):
    trail = sealed_trail()
    row = write(2, trail[-1].by)[1]
    lift_the_guard()
    Entry.objects.filter(pk=row.pk).update(note="改")
    assert str(verify()) == f"痕迹被改动：尚未入链的一条（编号{row.pk}）内容与摘要不符。此前 60 条无误。"


def test_the_command_says_it_in_words_and_by_its_exit_code(capsys, guard_says_it_stands):
    trail = sealed_trail()
    call_command("verify_trail")
    assert capsys.readouterr().out == f"痕迹完整：60 条。\n末条链值：{trail[-1].seal}\n"
    lift_the_guard()
    Entry.objects.filter(number=7).update(act="改")
    with pytest.raises(SystemExit) as exit_:
        call_command("verify_trail")
    assert exit_.value.code == 1
    assert capsys.readouterr().err == f"痕迹被改动：链上第7号（编号{trail[6].pk}）内容与摘要不符。此前 6 条无误。\n"


def test_the_migrated_database_has_its_guard():
    assert guard_stands()
    assert rows.START.microsecond % 1000 != 0  # the sample times reach below a millisecond
