"""Rows are chained in the order of sealing, by one process at a time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction

from accounts.models import Entry, User
from accounts.trail import standalone as chain
from accounts.trail.actions import record
from accounts.trail.jobs import AT_ONCE, seal_rows
from accounts.trail.sealing import seal
from accounts.trail.verify import verify
from tests.accounts.trail.rows import START, person, write


@pytest.mark.django_db
def test_each_seal_binds_the_row_to_the_one_before_it():
    write(3, person())
    assert seal(limit=2, now=START) == 2
    assert seal(limit=10, now=START + timedelta(minutes=1)) == 2
    assert seal(limit=10, now=START) == 0
    previous = chain.GENESIS
    for number, row in enumerate(Entry.objects.order_by("id"), 1):
        assert (row.number, row.previous) == (number, previous)
        assert row.seal == chain.seal(previous, number, row.pk, row.digest, row.sealed_at)
        previous = row.seal


@pytest.mark.django_db
def test_the_job_seals_everything_that_waits():
    write(AT_ONCE + 7, person())
    seal_rows()
    assert str(verify()) == f"痕迹完整：{AT_ONCE + 8} 条。"


@pytest.mark.django_db
def test_a_fact_and_its_row_are_kept_together_or_not_at_all():
    by = person()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        User.objects.filter(pk=by.pk).update(phone="1")
        record(act="改电话", target=by, by=by)
        record(act="改电话", target=by, by=by)
        raise ZeroDivisionError
    by.refresh_from_db()
    assert (by.phone, list(Entry.objects.values_list("act", flat=True))) == ("", ["开立账号"])


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_a_programming_error():
    by = person()
    with pytest.raises(RuntimeError):
        record(act="改电话", target=by, by=by)


@pytest.mark.django_db(transaction=True)
def test_two_sealers_and_a_writer_at_once_make_one_unbroken_chain():
    by = person()
    write(40, by)
    start = Barrier(4)

    def busy(work):
        start.wait()
        try:
            return [work() for _ in range(15)]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        sealers = [pool.submit(busy, lambda: seal(limit=5, now=START)) for _ in range(3)]
        writer = pool.submit(busy, lambda: write(2, by))
        sealed = sum(sum(s.result()) for s in sealers)
        assert len(writer.result()) == 15
    sealed += seal(limit=1000, now=START)
    assert sealed == 1 + 40 + 30
    assert str(verify()) == "痕迹完整：71 条。"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite one transaction writes at a time")
@pytest.mark.django_db(transaction=True)
def test_a_row_committed_late_with_a_smaller_id_is_chained_later():
    by = person()

    def after_the_other_row():
        try:
            write(1, by)
            return seal(limit=10, now=START)
        finally:
            connection.close()

    with transaction.atomic():
        late = record(act="签收", target=by, by=by)
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(after_the_other_row).result() == 2
    assert seal(limit=10, now=START) == 1
    late.refresh_from_db()
    assert late.number == 3
    assert late.pk < Entry.objects.get(number=2).pk
    assert str(verify()) == "痕迹完整：3 条。"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite the second one waits")
@pytest.mark.django_db(transaction=True)
def test_while_one_process_seals_another_leaves_it_alone():
    write(3, person())

    def second():
        try:
            return seal(limit=10, now=START)
        finally:
            connection.close()

    with transaction.atomic():
        assert seal(limit=2, now=START) == 2
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(second).result() == 0
    assert seal(limit=10, now=START) == 2
