"""Lateness is excused by somebody from outside the unit, with a reason, once for a missed date; and the decision can be taken back."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.conflict import NotYours, Refused, Stale
from accounts.models import Entry
from accounts.roles import Role
from tasks.supervision.acts import excusing
from tasks.supervision.acts.models import Excuse
from tests import factories
from tests.tasks.supervision.matters import assignment, clock, secretary

pytestmark = pytest.mark.django_db
ON, GIVEN, MISSED = date(2026, 11, 24), date(2026, 11, 2), date(2026, 11, 20)
TODAY = {"on": ON, "now": clock(ON)}


@pytest.fixture
def late():
    return assignment(secretary().unit, MISSED, assigned_on=GIVEN)


@pytest.fixture
def supervisor():
    return factories.post(Role.SUPERVISOR).user


def test_it_is_kept_with_person_post_and_reason_and_stands_in_the_trail(late, supervisor):
    made = excusing.excuse(assignment=late, reason=" 汛期抢险。 ", by=supervisor, **TODAY)
    assert (made.due_on, made.reason, made.by, made.on) == (MISSED, "汛期抢险。", supervisor, ON)
    assert made.post and Entry.objects.get(act="认定逾期理由").post == made.post


def test_the_second_of_two_sees_what_the_first_decided_and_a_new_date_is_a_new_question(late, supervisor):
    excusing.excuse(assignment=late, reason="汛期抢险。", by=supervisor, **TODAY)
    with pytest.raises(Stale) as stale:
        excusing.excuse(assignment=late, reason="别的理由。", by=supervisor, **TODAY)
    assert (stale.value.mine, stale.value.theirs) == ("别的理由。", f"{supervisor}：汛期抢险。")
    late.due_on = date(2026, 11, 23)
    late.save(update_fields=["due_on"])
    excusing.excuse(assignment=late, reason="又遇暴雨。", by=supervisor, **TODAY)
    assert list(Excuse.objects.values_list("due_on", flat=True)) == [MISSED, date(2026, 11, 23)]


def test_not_by_the_units_own_people_not_without_a_reason_and_not_where_nothing_is_late(late, supervisor):
    factories.post(Role.SUPERVISOR, late.unit, who=supervisor)
    other = factories.post(Role.SUPERVISOR).user
    with pytest.raises(NotYours, match="不能对本单位的事项认定逾期理由"):
        excusing.excuse(assignment=late, reason="汛期抢险。", by=supervisor, **TODAY)
    with pytest.raises(NotYours):
        excusing.excuse(assignment=late, reason="汛期抢险。", by=factories.post(Role.UNIT_SECRETARY).user, **TODAY)
    with pytest.raises(Refused, match="请填写理由"):
        excusing.excuse(assignment=late, reason=" ", by=other, **TODAY)
    for values in ({"state": "active"}, {"state": "submitted", "submitted_on": date(2026, 12, 1)}):
        due_on = date(2026, 12, 1)
        fine = assignment(late.unit, due_on, assigned_on=GIVEN, **values)
        with pytest.raises(Refused, match="没有逾期，不用认定"):
            excusing.excuse(assignment=fine, reason="汛期抢险。", by=other, **TODAY)
    assert not Excuse.objects.exists()


def test_taken_back_once_with_a_reason_and_open_again(late, supervisor):
    made = excusing.excuse(assignment=late, reason="汛期抢险。", by=supervisor, **TODAY)
    with pytest.raises(Refused, match="撤销认定须说明理由"):
        excusing.withdraw(excuse=made, reason="", by=supervisor, **TODAY)
    excusing.withdraw(excuse=made, reason="依据不实。", by=supervisor, **TODAY)
    with pytest.raises(Stale):
        excusing.withdraw(excuse=made, reason="再撤一次。", by=supervisor, **TODAY)
    excusing.excuse(assignment=late, reason="已补充依据。", by=supervisor, **TODAY)
    assert Excuse.objects.filter(withdrawn_on=None).count() == 1


def test_the_matters_page_offers_it_shows_it_and_tells_it_in_the_timeline(client, late, supervisor):
    client.force_login(supervisor)
    page = reverse("desk:assignment", args=[late.pk])
    form = reverse("acts:excuse", args=[late.pk])
    assert form in client.get(page).content.decode()
    assert client.post(form, {"reason": ""}).status_code == 422
    assert client.post(form, {"reason": "汛期抢险。"}).url == page
    shown = client.get(page).content.decode()
    assert form not in shown
    assert "认定逾期有正当理由：汛期抢险。" in shown
    back = reverse("acts:withdraw_excuse", args=[Excuse.objects.get().pk])
    assert back in shown
    client.post(back, {"reason": "依据不实。"})
    shown = client.get(page).content.decode()
    assert "撤销逾期认定" in shown
    assert form in shown
