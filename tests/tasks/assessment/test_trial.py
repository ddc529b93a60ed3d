"""试算 shows what a scheme would have given on known facts and how firm its grades are; it stores nothing and only the office sees it."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tasks.assessment import actions, closing
from tasks.assessment.models import Scheme, UnitScore
from tasks.assessment.scheme import DEFAULT
from tasks.assessment.scoring import score
from tasks.assessment.trial import moves, shifts
from tasks.items import life as items
from tests.tasks.assessment.decided import CHECKED, FROM, SITTING, TO, ready
from tests.tasks.assessment.test_scoring import fact
from tests.tasks.chain import Chain, at


def test_each_weight_moves_by_a_tenth_both_ways_and_the_rest_follows():
    weights = {label: [str(one.weight) for one in scheme.indicators] for label, scheme in shifts(DEFAULT)}
    assert list(weights) == [f"“{one.name}”权重{way}" for one in DEFAULT.indicators for way in ("上调10%", "下调10%")]
    assert weights["“完成情况”权重上调10%"] == ["44.00", "28.00", "28.00"]
    assert all(sum(map(Decimal, found)) == 100 for found in weights.values())


def test_a_grade_near_its_bound_moves_and_a_safe_one_does_not():
    period = {"from_on": FROM, "to_on": TO, "on": CHECKED}
    safe = score([fact(1)], DEFAULT, **period)
    near = score([fact(1, weight="16"), fact(2, weight="84", returns=1)], DEFAULT, **period)
    assert (safe.total, moves(safe, DEFAULT)) == (Decimal("100.00"), ())
    assert near.total == Decimal("74.80")
    assert [(move.label, move.grade) for move in moves(near, DEFAULT)] == [
        ("“完成情况”权重上调10%", "较好"),
        ("“按时情况”权重上调10%", "较好"),
        ("“一次通过情况”权重下调10%", "较好"),
    ]


@pytest.mark.django_db
def test_the_page_tries_a_draft_on_the_kept_facts_and_changes_nothing(client):
    chain = Chain()
    cycle, rows = ready(chain, "甲局", "乙局")
    closing.close_cycle(cycle=cycle, **SITTING, now=at(CHECKED), by=chain.admin)
    assignment = rows["乙局"].unit.assignments.get()
    again = {"reason": "问题又出现。", "due_on": TO, "on": CHECKED, "now": at(CHECKED), "by": chain.admin}
    items.reopen(assignment=assignment, version=assignment.version, **again)
    rules = DEFAULT.as_dict()
    rules["indicators"] = [{"name": "按时情况", "formula": "on_time", "weight": "100"}]
    draft = actions.new_scheme(name="草案", rules=rules, by=chain.admin)
    before = list(UnitScore.objects.values())
    client.force_login(chain.admin)
    answer = client.get(reverse("assessment:trial", args=[draft.pk]))
    lines = {
        line.row.unit.name: (str(line.row.score), str(line.total), line.grade, line.changed) for line in answer.context["lines"]
    }
    assert lines == {"甲局": ("70.00", "0.00", "差", True), "乙局": ("100.00", "100.00", "好", False)}
    assert answer.context["shares"] == [("好", 1, 1), ("较好", 0, 0), ("一般", 1, 0), ("差", 0, 1)]
    assert list(UnitScore.objects.values()) == before
    assert client.get(reverse("assessment:trial", args=[draft.pk]), {"cycle": 999}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("names", [["甲局"], ["甲局", "乙局", "丙局"]])
def test_a_trial_on_an_open_cycle_takes_the_same_queries_for_any_number_of_units(client, names):
    chain = Chain()
    ready(chain, *names)
    client.force_login(chain.admin)
    with CaptureQueriesContext(connection) as made:
        assert client.get(reverse("assessment:trial", args=[Scheme.objects.get().pk])).status_code == 200
    assert len(made) == 13
