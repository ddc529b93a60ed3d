"""Two people of the office do the same at the same moment: one is told, nobody meets an error page."""

from datetime import date, timedelta

import pytest
from django.db import connection

from accounts.conflict import Refused
from accounts.models import Entry
from accounts.roles import Role
from tasks.assessment import actions as assessment
from tasks.assessment.models import Cycle, UnitScore
from tasks.ballots.actions import appraising, drawing
from tasks.ballots.models import AppraisalCall, VotingCode
from tasks.supervision.actions import set_policy
from tasks.supervision.models import Policy
from tasks.supervision.rules import DEFAULT
from tests import factories
from tests.tasks.ballots.booth import LAST, SERVED, TODAY, Booth
from tests.tasks.chain import Chain, at
from tests.tasks.supervision.orders.test_race import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def names(answers: list) -> list[str]:
    return sorted(type(answer).__name__ for answer in answers)


def test_of_two_who_ask_set_rules_or_discard_at_once_the_second_is_told():
    """Three acts in one office, because each transactional test costs a migration's worth of emptying."""
    booth = Booth()
    factories.portfolio(factories.post(Role.COUNTY_LEADER), unit=booth.units[0])
    clock = {"now": at(TODAY), "by": booth.admin}
    asked = at_once([lambda: appraising.ask(cycle=booth.cycle, due_on=LAST, on=TODAY, **clock)] * 2)
    assert (names(asked)[0], AppraisalCall.objects.count(), Entry.objects.filter(act="发起领导评鉴").count()) == (
        "AppraisalCall",
        1,
        1,
    )
    rules = {"rules": DEFAULT, "valid_from": TODAY + timedelta(1), "based_on": 0}
    before = Policy.objects.count()
    rules["based_on"] = Policy.objects.order_by("-version").values_list("version", flat=True).first() or 0
    assert names(at_once([lambda: set_policy(**rules, **clock)] * 2)) == ["Policy", "Stale"]
    assert Policy.objects.count() == before + 1
    draft = booth.drawn()
    assert names(at_once([lambda: drawing.discard(ballot=draft, by=booth.admin)] * 2)) == [
        "NoneType",
        "Stale",
    ]


def test_of_two_runs_at_once_each_unit_is_scored_once():
    booth, chain = Booth(), Chain()
    chain.issue({"units": [chain.unit(), chain.unit()], "due_on": date(2026, 6, 30)})
    run = {"cycle": booth.cycle, "on": TODAY, "now": at(TODAY), "by": booth.admin}
    answers = at_once([lambda: assessment.compute(**run)] * 2)
    # The second is told so when it comes meanwhile (tests/tasks/assessment/test_at_once.py), and computes again when it comes later.
    # On SQLite transactions queue up before they get there: both compute.
    told = connection.vendor == "postgresql" and names(answers) == ["Refused", "list"]
    assert told or names(answers) == ["list", "list"]
    assert UnitScore.objects.count() == 2


def test_a_draft_does_not_begin_once_its_cycle_was_decided_and_a_void_run_counts_what_it_took():
    booth = Booth()
    ballot = booth.opened()
    codes = booth.print_slips(ballot)
    booth.cast(ballot, codes[0], "好", "好")
    group = ballot.groups.get(name=SERVED)
    assert (drawing.void_batch(group=group, batch=1, by=booth.admin), VotingCode.objects.filter(group=group).count()) == (2, 1)
    draft = booth.drawn(title="补充测评")
    Cycle.objects.update(state="closed", closed_at=at(TODAY), closed_by=booth.admin)
    with pytest.raises(Refused, match="已经审定，不能再开始测评"):
        drawing.open_(ballot=draft, on=TODAY, now=at(TODAY), by=booth.admin)
