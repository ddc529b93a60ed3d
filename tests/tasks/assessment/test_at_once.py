"""Two who compute at the same moment (RELIABILITY A5)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from accounts.conflict import Refused
from tasks.assessment import actions
from tasks.assessment.models import UnitScore
from tests.tasks.assessment.decided import CHECKED
from tests.tasks.chain import at
from tests.tasks.reports.office import year


@pytest.mark.django_db(transaction=True)
def test_while_one_computes_the_other_is_told_so_and_nothing_is_computed_twice():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time: the second begins when the first is done")
    one = year(units=1)
    before = UnitScore.objects.values_list("computed_at", "version").get()

    def second() -> str:
        try:
            actions.compute(cycle=one.cycle, on=CHECKED, now=at(CHECKED), by=one.chain.admin)
            return "computed"
        except Refused as refused:
            return str(refused)
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        actions.lock(one.cycle)
        assert "正在由他人计算或审定，请稍候再看结果" in pool.submit(second).result(20)
    assert UnitScore.objects.values_list("computed_at", "version").get() == before
