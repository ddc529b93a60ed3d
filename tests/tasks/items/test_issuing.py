"""印发: assignments, responsible leaders, one letter for each responsible person."""

import re
from datetime import date

import pytest
from icalendar import Calendar

from accounts.conflict import Refused, Stale
from accounts.models import Entry, Letter
from tasks.items.actions import amend, draft_from_speech, issue, settle
from tasks.items.links import read_token
from tasks.items.models import Assignment, Move, ResponsibilityList
from tasks.items.states import Part, State
from tests.factories import approve
from tests.tasks.conftest import NOW, ON

DUE = date(2026, 12, 31)


@pytest.fixture
def ready(speech, small):
    """A draft in which nothing is missing: item 1 for all units, item 2 for organ A alone."""
    draft = draft_from_speech(speech=speech, year=2026, title="清单", by=small.admin)
    settle(responsibility_list=draft, due_on=DUE, by=small.admin)
    second = draft.items.last()
    amend(item=second, version=second.version, values={}, parts={small.a.unit: Part.EACH}, by=small.admin)
    return draft


def issued(ready, by):
    approve(ready, on=ON, by=by)
    return issue(responsibility_list=ready, number="清直党〔2026〕8号", on=ON, now=NOW, by=by)


def test_every_unit_of_every_item_gets_one_assignment(ready, small):
    given = issued(ready, small.admin)
    wanted = {(iu.item_id, iu.unit_id) for item in ready.items.all() for iu in item.item_units.all()}
    assert {(a.item_id, a.unit_id) for a in given} == wanted
    assert {(a.state, a.due_on, a.first_due_on, a.assigned_on) for a in given} == {(State.PENDING, DUE, DUE, ON)}


def test_the_responsible_leader_comes_from_the_portfolio_else_it_is_the_secretary(ready, small):
    issued(ready, small.admin)
    of_a = {a.item.number: a.leader.user for a in Assignment.objects.filter(unit=small.a.unit)}
    assert of_a == {1: small.a.leader, 2: small.a.secretary}


def test_each_responsible_person_gets_one_letter_for_all_items(ready, small):
    issued(ready, small.admin)
    letters = Letter.objects.filter(kind="issued", to=small.a.secretary)
    assert [(x.subject, x.data) for x in letters] == [("【党建清单】清直党〔2026〕8号下达2项，请签收", {"list": ready.pk})]
    assert not Letter.objects.filter(to=small.a.clerk).exists()


def test_each_matter_in_the_letter_has_its_own_link_for_this_person(ready, small):
    issued(ready, small.admin)
    letter = Letter.objects.get(kind="issued", to=small.a.secretary)
    mine = Assignment.objects.filter(unit=small.a.unit).order_by("due_on", "item__number")
    for text in (letter.text, letter.html):
        tokens = re.findall(r"/m/([^/\s\"]+)/", text)
        assert [read_token(token) for token in tokens] == [(a.pk, small.a.secretary.pk) for a in mine]


def test_the_letter_brings_the_due_dates_of_its_own_matters_as_a_calendar(ready, small):
    issued(ready, small.admin)
    letter = Letter.objects.get(kind="issued", to=small.a.secretary)
    events = Calendar.from_ical(letter.calendar).walk("VEVENT")
    mine = Assignment.objects.filter(unit=small.a.unit).order_by("pk")
    assert sorted(str(event["uid"]).split("@")[0] for event in events) == [f"matter-{a.pk}" for a in mine]
    assert {event["dtstart"].dt for event in events} == {DUE}


def test_number_date_and_issuer_are_kept_and_the_life_begins(ready, small):
    issued(ready, small.admin)
    one = ResponsibilityList.objects.get()
    assert (one.state, one.number, one.issued_on, one.issued_by) == ("issued", "清直党〔2026〕8号", ON, small.admin)
    assert set(Move.objects.values_list("act", "target")) == {("assign", State.PENDING)}
    assert Entry.objects.filter(act="下达").count() == 2


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda d: d.items.first().item_units.all().delete(), "第1项　改进文风会风：尚未确定责任单位。请先指定。"),
        (lambda d: d.items.filter(number=2).update(due_on=None), "第2项　抓党课：尚未确定完成时限。请先填写。"),
        (
            lambda d: d.items.filter(number=2).update(due_on=date(2026, 11, 23)),
            "第2项　抓党课：完成时限 2026年11月23日 早于印发日期。请改为 2026年11月24日 或以后。",
        ),
        (lambda d: d.items.all().delete(), "清单中没有事项，不能印发。请先列入事项。"),
    ],
)
def test_an_incomplete_draft_is_not_issued_and_the_gap_is_named(ready, small, spoil, sentence):
    spoil(ready)
    with pytest.raises(Refused) as refused:
        issued(ready, small.admin)
    assert str(refused.value) == sentence
    assert (Assignment.objects.count(), Letter.objects.count()) == (0, 0)


def test_a_list_is_issued_once(ready, small):
    twin = ResponsibilityList.objects.get()
    issued(ready, small.admin)
    with pytest.raises(Stale):
        issue(responsibility_list=twin, number="清直党〔2026〕9号", on=ON, now=NOW, by=small.second_admin)
    assert Assignment.objects.values("item", "unit").distinct().count() == Assignment.objects.count()


def test_what_is_issued_is_not_edited_any_more(ready, small):
    issued(ready, small.admin)
    item = ready.items.first()
    with pytest.raises(Refused):
        amend(item=item, version=item.version, values={"title": "改"}, by=small.admin)
