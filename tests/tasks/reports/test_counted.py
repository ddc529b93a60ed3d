"""A report whose items are told in rows is counted by the database: the same figures as of each assignment, in a fixed number of queries."""

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tasks.items.models import Assignment
from tasks.items.models.assignments import REVIEWED_ONLY, SUPPORT_ONLY
from tasks.items.states import DONE, Part, State
from tasks.reports import document
from tasks.review.models import Submission
from tests.tasks.reports.office import TODAY, year
from tests.tasks.reports.test_answers import report

pytestmark = pytest.mark.django_db
QUERIES = 68


@pytest.fixture(autouse=True)
def rows(monkeypatch):
    """Two items are many."""
    monkeypatch.setattr(document, "ITEMS_IN_FULL", 2)


def shuffled(seed: int):
    """A year whose assignments stand and end in every way that the database allows, whether or not an act would lead there."""
    one, lot = year(1, units=2), random.Random(seed)
    days = [TODAY + timedelta(n) for n in (-400, -1, 0, 1, 40)]
    for row in Assignment.objects.all():
        part = lot.choice([Part.EACH, Part.EACH, Part.SUPPORT])
        state = lot.choice([s for s in State if s not in (REVIEWED_ONLY if part == Part.SUPPORT else SUPPORT_ONLY)])
        done = (
            {"completed_by": one.chain.admin, "completed_on": TODAY}
            if state in DONE
            else {"completed_by": None, "completed_on": None}
        )
        closed = {"closed_off_by": None, "closed_off_on": None}
        closed = {"closed_off_by": one.chain.checker, "closed_off_on": TODAY} if state == State.CLOSED_OFF else closed
        Assignment.objects.filter(pk=row.pk).update(part=part, state=state, due_on=lot.choice(days), **done, **closed)
    for row in Submission.objects.all():
        Submission.objects.filter(pk=row.pk).update(on=lot.choice(days))
    return one


def told(made):
    """All figures of a report."""
    items = {item.pk: item.figures for item in made.answers}
    systems = [one for chapter in made.chapters for demand in chapter.requirements for one in demand.systems]
    return made.table, made.overview, items, made.parts, made.charts, systems, made.basis, made.notes


@pytest.mark.parametrize("seed", range(4))
def test_what_the_database_counts_is_what_the_assignments_say(seed):
    one = shuffled(seed)
    secretary = one.chain.secretaries[one.units[0].pk]
    for user, unit in ((None, None), (None, one.units[1]), (secretary, None)):
        counted, listed = (report(one, user, unit=unit, whole=whole) for whole in (False, True))
        assert told(counted) == told(listed) and counted.brief
        assert counted.figures.given and listed.answers[0].units and not counted.answers[0].units


@pytest.mark.parametrize("units", [1, 3])
def test_it_takes_the_same_queries_for_any_number_of_units(units):
    one = year(units=units)
    with CaptureQueriesContext(connection) as made:
        report(one, whole=False)
    assert len(made) == QUERIES


def test_few_items_and_a_closed_year_are_told_whole(monkeypatch):
    one = year(units=1)
    monkeypatch.setattr(document, "ITEMS_IN_FULL", 500)
    assert report(one, whole=False) == report(one)
