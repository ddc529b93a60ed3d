"""催办 from the page of a matter: one click, once a day, by somebody outside the unit."""

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Letter
from tasks.supervision.models import Urge
from tasks.supervision.urging import urge
from tests.client import TrailClient
from tests.factories import office
from tests.tasks.supervision.matters import assignment, clock
from tests.tasks.supervision.orders.test_race import at_once
from tests.tasks.supervision.test_plan import DUE, GIVEN

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def late(redis_url):
    """The day after the due date, two in the afternoon."""
    with time_machine.travel(clock(DUE.replace(day=DUE.day + 1), 14), tick=False):
        yield


def test_one_click_urges_the_unit_and_a_second_one_on_the_day_is_refused_in_words(small):
    one = assignment(small.a.unit, DUE, assigned_on=GIVEN)
    me, page, path = TrailClient(), reverse("desk:assignment", args=[one.pk]), reverse("supervision:urge", args=[one.pk])
    me.force_login(small.supervisor)
    assert f'action="{path}"' in me.get(page).content.decode()
    done = me.post(path, follow=True).content.decode()
    assert ("已催办" in done, "今天已催办" in done, f'action="{path}"' in done) == (True, True, False)
    again = me.post(path)
    assert (again.status_code, "一天只催办一次" in again.content.decode()) == (409, True)
    assert (Urge.objects.count(), Letter.objects.filter(kind="urged").count()) == (1, 1)


def test_what_waits_for_a_review_and_ones_own_matter_show_no_such_button(small):
    waiting = assignment(small.a.unit, DUE, assigned_on=GIVEN, state="submitted", submitted_on=DUE)
    own = assignment(small.a.unit, DUE, assigned_on=GIVEN)
    for who, one in ((small.supervisor, waiting), (small.a.secretary, own)):
        me = TrailClient()
        me.force_login(who)
        page = me.get(reverse("desk:assignment", args=[one.pk]))
        assert (page.status_code, "催办" in page.content.decode()) == (200, False)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_urge_the_same_matter_at_once_one_is_told_by_whom_it_was_done():
    """On PostgreSQL both would otherwise read that nobody had, and the second would end in an error."""
    small = office()
    one = assignment(small.a.unit, DUE, assigned_on=GIVEN)
    said = {"assignments": [one], "words": "", "on": DUE.replace(day=DUE.day + 1), "now": clock(DUE.replace(day=DUE.day + 1), 14)}
    told = at_once([lambda who=who: urge(**said, by=who) for who in (small.supervisor, small.admin)])
    assert sorted(len(refused) for refused in told) == [0, 1]
    assert (Urge.objects.count(), Letter.objects.filter(kind="urged").count()) == (1, 1)
