"""Portfolios by dates: nothing overlaps unnoticed, passed on without a gap, matters follow on the day."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction

from accounts.conflict import NotYours, Refused
from accounts.models import Portfolio
from accounts.roles import Role
from accounts.trail.models import Entry
from tasks.dual_responsibility.actions import end_charge, follow_all, give_charge, pass_charge
from tasks.items.models import Assignment
from tests import factories
from tests.accounts.signed_in import client_of, text
from tests.tasks.items.matters import clock, give, issued_list, item

ON, LATER = date(2026, 11, 24), date(2026, 12, 1)
DAY = clock(ON)


@pytest.fixture
def small(db):
    with time_machine.travel(DAY["now"], tick=False):
        yield factories.office()


def colleague(small):
    return factories.post(Role.UNIT_LEADER, small.a.unit)


def test_a_second_leader_of_the_same_field_must_be_meant(small):
    other = colleague(small)
    said = {"to_post": other, "field": "作风建设", "valid_from": ON, "by": small.admin, **DAY}
    with pytest.raises(Refused, match="也分管“作风建设”.*共同分管"):
        give_charge(**said)
    assert give_charge(**said, shared=True).post == other
    with pytest.raises(Refused, match="已分管“作风建设”"):
        give_charge(**said | {"valid_from": LATER}, shared=True)


def test_fields_of_other_units_and_of_other_days_do_not_meet(small):
    other, b = colleague(small), small.b.leader_post
    give_charge(to_post=b, field="作风建设", valid_from=ON, by=small.admin, **DAY)
    line = small.a.leader_post.portfolio.get()
    end_charge(line=line, until=date(2026, 11, 30), on=ON, by=small.admin)
    assert give_charge(to_post=other, field="作风建设", valid_from=LATER, by=small.admin, **DAY).valid_from == LATER


def test_a_field_is_passed_on_without_gap_and_its_open_matters_follow_on_the_day(small):
    other, listed = colleague(small), issued_list(small)
    matter = give(item(listed, theme="作风建设"), small.a.unit, leader=small.a.leader_post)
    named = give(item(listed, theme="作风建设", leader=small.a.leader_post), small.a.unit, leader=small.a.leader_post)
    pass_charge(line=small.a.leader_post.portfolio.get(), to=other, starting=LATER, by=small.admin, **DAY)
    dates = list(Portfolio.objects.filter(field="作风建设").order_by("valid_from").values_list("post", "valid_from", "valid_to"))
    assert dates[1:] == [(other.pk, LATER, None)] and dates[0][2] == date(2026, 11, 30)
    assert [follow_all(**clock(day)) for day in (ON, LATER, LATER)] == [0, 1, 0]
    leaders = [Assignment.objects.get(pk=one.pk).leader_id for one in (matter, named)]
    assert leaders == [other.pk, small.a.leader_post.pk]
    assert Entry.objects.filter(act="随分管变更").count() == 1


def test_nothing_follows_a_shared_field(small):
    matter = give(item(issued_list(small), theme="作风建设"), small.a.unit, leader=small.a.leader_post)
    give_charge(to_post=colleague(small), field="作风建设", valid_from=ON, shared=True, by=small.admin, **DAY)
    assert Assignment.objects.get(pk=matter.pk).leader == small.a.leader_post


@pytest.mark.parametrize("who", ["supervisor", "county_leader"])
def test_only_the_office_keeps_portfolios(small, who):
    with pytest.raises(NotYours):
        give_charge(to_post=colleague(small), field="减负", valid_from=ON, by=getattr(small, who), **DAY)


def test_what_cannot_be_is_said_in_a_sentence(small):
    line = small.a.leader_post.portfolio.get()
    for act, words in (
        (lambda: pass_charge(line=line, to=small.b.leader_post, starting=LATER, by=small.admin, **DAY), "本单位"),
        (lambda: pass_charge(line=line, to=small.a.leader_post, starting=LATER, by=small.admin, **DAY), "本来就由"),
        (lambda: end_charge(line=line, until=date(2019, 1, 1), on=ON, by=small.admin), "不能早于起始日期"),
    ):
        with pytest.raises(Refused, match=words):
            act()


def test_the_database_holds_no_charge_twice(small):
    for same in ({"field": "作风建设"}, {"unit": small.b.unit}):
        Portfolio.objects.filter(post=small.a.leader_post).delete()
        Portfolio.objects.create(post=small.a.leader_post, valid_from=ON, **same)
        with pytest.raises(IntegrityError), transaction.atomic():
            Portfolio.objects.create(post=small.a.leader_post, valid_from=LATER, **same)


def test_the_page_shows_who_has_what_and_keeps_what_was_typed(small):
    other, office = colleague(small), client_of(small.admin)
    answer = office.post(f"/leaders/{other.pk}/charge/", {"field": "作风建设", "valid_from": "2026-11-24"})
    assert (answer.status_code, "请勾选“共同分管”" in text(answer), 'value="作风建设"' in text(answer)) == (422, True, True)
    office.post(f"/leaders/{other.pk}/charge/", {"field": "作风建设", "valid_from": "2026-11-24", "shared": "on"})
    page = text(office.get("/leaders/portfolios/"))
    assert (page.count("多人分管"), "2026-11-24 起" in page) == (2, True)
