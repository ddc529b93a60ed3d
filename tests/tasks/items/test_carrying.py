"""From one year to the next, and into the archive."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.conflict import Refused
from tasks.items import coming
from tasks.items.actions import archive, draft_next, issue, settle
from tasks.items.actions.carrying import next_year
from tasks.items.life import acknowledge, cancel
from tasks.items.models import Assignment, Item, ResponsibilityList
from tasks.items.states import ListState, State
from tasks.progress.actions import report
from tests.factories import approve
from tests.tasks.conftest import NOW, ON

CLOCK = {"on": ON, "now": NOW}


@pytest.mark.parametrize(
    ("day", "later"), [(date(2028, 2, 29), date(2029, 2, 28)), (date(2026, 12, 31), date(2027, 12, 31)), (None, None)]
)
def test_a_year_later_is_the_same_day(day, later):
    assert next_year(day) == later


def reported(small, item):
    one = Assignment.objects.get(item=item, unit=small.a.unit)
    one = acknowledge(assignment=one, version=one.version, by=small.a.secretary, **CLOCK)
    report(assignment=one, version=one.version, text="已部署。", percent=50, key="k1", now=NOW, by=small.a.clerk)


def proposed(issued):
    return [(p.item.number, p.fate.label, p.why, p.kept) for p in coming.proposals(issued)]


def test_what_is_open_is_carried_over_also_where_nobody_has_said_anything_yet(issued, small):
    first, second = issued.items.all()
    reported(small, first)
    assert proposed(issued) == [
        (1, "结转", f"还有 {first.assignments.count()} 个单位没有了结", True),
        (2, "结转", "还有 1 个单位没有了结，没有一次进展报送", True),
    ]


def test_a_recurring_duty_that_nobody_used_is_proposed_for_deletion_with_the_reason(issued, small):
    issued.items.filter(number=2).update(rhythm="每年")
    assert proposed(issued)[1] == (2, "建议删除", "下达 1 个单位，没有一次进展报送", False)


def test_what_ended_without_a_word_is_proposed_for_deletion(issued, small):
    for one in Assignment.objects.filter(item__number=2).select_related("item", "unit"):
        cancel(assignment=one, version=one.version, reason="不再需要。", by=small.admin, **CLOCK)
    assert proposed(issued)[1] == (2, "建议删除", "下达 1 个单位，没有一次进展报送", False)


def test_the_next_list_continues_the_chosen_items_a_year_later(issued, small):
    made = draft_next(responsibility_list=issued, items=[issued.items.first()], title="2027年度清单", by=small.admin)
    item = made.items.get()
    assert (made.year, made.follows, item.carried_from, item.due_on) == (2027, issued, issued.items.first(), date(2027, 12, 31))
    assert item.spans == issued.items.first().spans
    assert {iu.unit for iu in item.item_units.all()} == {iu.unit for iu in issued.items.first().item_units.all()}


def test_a_unit_that_has_done_a_single_matter_does_not_get_it_again_but_a_recurring_one_it_does(issued, small):
    first = issued.items.first()
    done = {"state": State.COMPLETED, "submitted_on": ON, "completed_on": ON, "completed_by": small.admin}
    Assignment.objects.filter(item=first, unit=small.a.unit).update(**done)
    said = {"responsibility_list": issued, "items": [first], "by": small.admin}
    everybody = {iu.unit for iu in first.item_units.all()}
    made = draft_next(title="2027年度清单", **said).items.get()
    assert {iu.unit for iu in made.item_units.all()} == everybody - {small.a.unit}
    issued.items.filter(pk=first.pk).update(rhythm="每年")
    said["items"] = [issued.items.first()]
    again = draft_next(title="2027年度清单二", **said).items.get()
    assert {iu.unit for iu in again.item_units.all()} == everybody


def test_when_the_next_list_is_issued_no_unit_has_the_same_matter_twice(issued, small):
    first = issued.items.first()
    Assignment.objects.filter(item=first, unit=small.a.unit).update(due_on=date(2026, 11, 1))
    made = draft_next(responsibility_list=issued, items=[first], title="2027年度清单", by=small.admin)
    approve(made, on=ON, by=small.admin)
    issue(responsibility_list=made, number="清直党〔2027〕1号", by=small.admin, **CLOCK)
    old = {a.unit: a.state for a in Assignment.objects.filter(item=first)}
    assert old[small.a.unit] == State.TERMINATED and old[small.b.unit] == State.CANCELLED
    reasons = {m.reason for a in first.assignments.all() for m in a.moves.exclude(act="assign")}
    assert reasons == {"结转至《2027年度清单》第1项。"}


def test_a_list_with_open_matters_is_not_archived(issued, small):
    with pytest.raises(Refused, match=r"还有 \d+ 项任务没有了结（如“.+：改进文风会风”，待签收），不能归档"):
        archive(responsibility_list=issued, on=ON, by=small.admin)
    for one in Assignment.objects.select_related("item", "unit"):
        cancel(assignment=one, version=one.version, reason="不再需要。", by=small.admin, **CLOCK)
    archive(responsibility_list=issued, on=ON, by=small.admin)
    one = ResponsibilityList.objects.get()
    assert (one.state, one.archived_on, one.archived_by) == (ListState.ARCHIVED, ON, small.admin)


def test_the_office_drafts_the_next_year_on_a_page(client, issued, small):
    client.force_login(small.admin)
    page = client.get(reverse("items:next", args=[issued.pk])).content.decode()
    assert "没有一次进展报送" in page and "2027年度党建工作责任清单" in page
    chosen = issued.items.first()
    answer = client.post(reverse("items:next", args=[issued.pk]), {"title": "2027年度清单", "items": [chosen.pk]})
    made = ResponsibilityList.objects.get(year=2027)
    assert answer.url == reverse("items:list", args=[made.pk])
    assert [i.carried_from for i in made.items.all()] == [chosen]


def test_items_of_another_list_are_not_taken(client, issued, small):
    other = Item.objects.create(
        responsibility_list=ResponsibilityList.objects.create(year=2026, title="别的"),
        number=1,
        title="甲",
        requirement="甲",
        source="hand",
    )
    client.force_login(small.admin)
    answer = client.post(reverse("items:next", args=[issued.pk]), {"title": "2027年度清单", "items": [other.pk]})
    assert (answer.status_code, ResponsibilityList.objects.filter(year=2027).count()) == (422, 0)


def test_a_draft_is_no_ground_for_the_next_year(draft, small):
    settle(responsibility_list=draft, units=[small.a.unit], by=small.admin)
    with pytest.raises(Refused, match="清单尚未印发"):
        draft_next(responsibility_list=draft, items=[], title="2027年度清单", by=small.admin)
