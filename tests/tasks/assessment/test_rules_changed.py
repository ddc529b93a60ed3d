"""Rules that change while a run is going (RELIABILITY A3): it goes on under its own copy, and the page says which one that is."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse

from tasks.assessment import actions
from tasks.assessment.models import Cycle, Scheme, UnitScore
from tasks.assessment.scheme import digest
from tests.tasks.assessment.decided import CHECKED
from tests.tasks.chain import at
from tests.tasks.reports.office import year


def outcome() -> list[tuple]:
    """What a run leaves behind but for its time."""
    return list(UnitScore.objects.order_by("unit").values_list("unit", "score", "proposed_grade", "arithmetic"))


def other(rules: dict) -> dict:
    """All weight on the last indicator but one point for each of the others."""
    weights = ["1"] * (len(rules["indicators"]) - 1)
    weights.append(str(100 - len(weights)))
    changed = [one | {"weight": weight} for one, weight in zip(rules["indicators"], weights, strict=True)]
    return rules | {"indicators": changed}


@pytest.mark.django_db(transaction=True)
def test_a3_rules_that_change_while_a_run_is_going_do_not_touch_it_and_the_page_shows_its_own(client):
    one = year(units=2)
    scheme, admin, changes = Scheme.objects.get(), one.chain.admin, []
    rules = other(scheme.rules)

    def run() -> list[tuple]:
        actions.compute(cycle=Cycle.objects.get(), on=CHECKED, now=at(CHECKED), by=admin)
        return outcome()

    def change() -> None:
        """A new version, published; and the row of the old one rewritten, as no page would do it."""
        try:
            made = actions.new_scheme(name=scheme.name, rules=rules, by=admin)
            actions.publish_scheme(scheme=made, on=CHECKED, today=CHECKED, by=admin)
            changes.append(Scheme.objects.filter(pk=scheme.pk).update(rules=rules))
        finally:
            connection.close()

    def midway(execute, sql, *rest):
        """Before the first score is written."""
        if not changes and re.match(r'(INSERT INTO|UPDATE) "tasks_unitscore"', sql):
            with ThreadPoolExecutor(1) as somebody:
                somebody.submit(change).result()
        return execute(sql, *rest)

    before = run()
    if connection.vendor == "postgresql":
        with connection.execute_wrapper(midway):
            assert run() == before
    else:
        change()  # SQLite lets one writer in at a time: the change is before the run or after it
        assert run() == before
    assert changes == [1] and Scheme.objects.filter(rules=rules).count() == 2
    assert run() == before

    client.force_login(admin)
    page = client.get(reverse("assessment:cycle", args=[one.cycle.pk])).content.decode()
    assert digest(Cycle.objects.get().frozen)[:12] in page and digest(rules)[:12] not in page
    shown = re.findall(r'data-label="指标">([^<]*)</td>\s*<td data-label="权重" class="num">([^<]*)</td>', page)
    assert shown == [(i["name"], i["weight"]) for i in one.cycle.frozen["indicators"]]

    Cycle.objects.update(frozen=rules, frozen_digest=digest(rules))
    assert run() != before  # under the changed rules it would have been another outcome
