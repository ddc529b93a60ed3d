"""A large office for trying: its rows are such as the real actions leave, its pages open, and production is left alone."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import Entry, Post, Unit
from accounts.roles import Role
from accounts.trail.standalone import digest
from tasks.items.models import Assignment, ItemUnit
from tasks.items.states import DONE, State
from tasks.review.models import Submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(settings):
    settings.LOCAL = True
    call_command("fill", units=25, items=60, verbosity=0)


def test_it_makes_as_many_as_asked_with_people_and_paths_that_form_a_tree(filled):
    assert (Unit.objects.count(), Assignment.objects.count()) == (26, 60)
    assert all(unit.path.startswith(unit.parent.path) for unit in Unit.objects.exclude(parent=None).select_related("parent"))
    assert set(ItemUnit.objects.values_list("item", "unit")) == set(Assignment.objects.values_list("item", "unit"))
    assert Post.objects.filter(role=Role.UNIT_SECRETARY).count() == 25


def test_every_assignment_has_the_moves_and_submissions_that_lead_to_its_state(filled):
    for one in Assignment.objects.prefetch_related("moves", "submissions"):
        moves = list(one.moves.all())
        assert ([move.origin for move in moves[1:]], moves[-1].target) == ([move.target for move in moves[:-1]], one.state)
        assert len(one.submissions.all()) == (one.state in DONE | {State.SUBMITTED})
    assert Submission.objects.filter(decision="").count() == Assignment.objects.filter(state=State.SUBMITTED).count()


def test_its_trail_can_be_checked(filled):
    rows = list(Entry.objects.all())
    assert rows and all(row.digest == digest(row.salt, vars(row)) for row in rows)


def test_its_pages_open_for_the_office_and_for_a_unit(client, filled):
    for role, names in ((Role.OFFICE_ADMIN, ("desk:matters", "desk:overview", "review:queue")), (Role.UNIT_CLERK, ("desk:today",))):
        client.force_login(Post.objects.filter(role=role).first().user)
        assert [client.get(reverse(name)).status_code for name in names] == [200] * len(names)


def test_a_second_time_a_second_county_stands_beside_the_first(filled):
    call_command("fill", units=3, items=5, verbosity=0)
    assert (Unit.objects.filter(parent=None).count(), Assignment.objects.count()) == (2, 65)


@pytest.mark.parametrize("said", [{"units": 0}, {"units": 30_000}, {"items": -1}, {"items": 2_000_000}])
def test_absurd_sizes_are_refused(settings, said):
    settings.LOCAL = True
    with pytest.raises(CommandError, match="--units 须为"):
        call_command("fill", **{"units": 5, "items": 5, **said})


def test_production_is_refused(settings):
    settings.LOCAL = False
    with pytest.raises(CommandError, match="正式环境不能造试用数据"):
        call_command("fill", units=1, items=1)
    assert Unit.objects.count() == 0
