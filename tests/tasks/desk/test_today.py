"""我的事项: what comes first, how it is cut, and what an empty day says."""

from datetime import date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tasks.days.queries import calendar
from tasks.desk import day
from tasks.duties.actions import open_periods, switch_on
from tasks.duties.models import DutyPeriod, StandingDuty
from tasks.duties.rules.due import DueRule
from tasks.duties.states import Period
from tasks.items.models import Assignment, Item
from tasks.items.states import Level
from tasks.review.actions import return_, submit
from tests import factories
from tests.accounts.signed_in import client_of, text
from tests.tasks.conftest import NOW, ON
from tests.tasks.unit_day import CLOCK, DUE, active, given

TODAY = reverse("desk:today")


@pytest.fixture(autouse=True)
def clock():
    """The stage's day."""
    with time_machine.travel(NOW, tick=False):
        yield


def many(matter: Assignment, number: int) -> None:
    """`number` more matters like this one."""
    items = [Item(**_copied(matter.item, number=matter.item.number + n, title=f"事项{n:03}")) for n in range(1, number + 1)]
    Item.objects.bulk_create(items)
    Assignment.objects.bulk_create(Assignment(**_copied(matter, item=item)) for item in items)


def _copied(row, **changed) -> dict:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}
    for name in changed:
        values.pop(row._meta.get_field(name).attname)
    return values | changed


def test_every_matter_lies_on_one_pile_in_the_order_of_the_work(small):
    back, waiting, soon, later = active(small, "退", "等", "近", "远")
    given(small, "新")
    for one in (back, waiting):
        submit(assignment=one, version=one.version, claim="已办。", by=small.a.clerk, **CLOCK)
    back.refresh_from_db()
    return_(assignment=back, version=back.version, reason="请补充会议决定。", by=small.admin, **CLOCK)
    Assignment.objects.filter(pk=soon.pk).update(due_on=ON)
    assert day.counts(small.a.clerk, ON) == {"returned": 1, "pending": 1, "due": 1, "confirm": 0, "later": 1, "waiting": 1}
    page = text(client_of(small.a.clerk).get(TODAY))
    assert "请补充会议决定。" in page
    headings = ["退回补办（1）", "待签收（1）", "七天内到期或已逾期（1）", "办理中（1）", "等待答复（1）"]
    places = [page.index(heading) for heading in headings]
    assert places == sorted(places)


def test_five_hundred_matters_cost_as_much_as_one_and_are_led_through_page_by_page(small):
    matter = active(small, "讲党课", due_on=DUE)[0]
    client = client_of(small.a.secretary)
    client.get(TODAY)
    with CaptureQueriesContext(connection) as few:
        client.get(TODAY)
    many(matter, 499)
    with CaptureQueriesContext(connection) as lots:
        page = text(client.get(TODAY))
    assert (len(lots), page.count("<article")) == (len(few), day.SHOWN)
    assert f"另有 {500 - day.SHOWN} 项：办理中" in page
    pages, seen = 0, 0
    address = f"{TODAY}?pile=later"
    while address:
        found = client.get(address)
        pages, seen = pages + 1, seen + text(found).count("<article")
        address = found.context["page"].next and TODAY + found.context["page"].next
    assert (pages, seen) == (10, 500)


def test_a_pile_that_does_not_exist_is_the_whole_day(small):
    active(small, "讲党课")
    pages = [text(client_of(small.a.clerk).get(TODAY + query)) for query in ("?pile=later", "?pile=%00", "?pile=later&after=~")]
    assert ["返回全部我的事项" in page for page in pages] == [True, False, True]


def test_an_empty_day_says_what_will_come(small):
    page = text(client_of(small.a.clerk).get(TODAY))
    assert "没有待办事项。" in page and "有新事项下达时，您会收到邮件，也会列在这里。" in page
    assert "这一类现在没有事项。" in text(client_of(small.a.clerk).get(TODAY + "?pile=returned"))


def duties_run(small, *units, codes=("D02", "D03"), since=date(2026, 9, 1)) -> None:
    """Monthly duties switched on in autumn: in November September and October are missing."""
    at = datetime(since.year, since.month, since.day, 2, tzinfo=NOW.tzinfo)
    for code in codes:
        said = {"duty": StandingDuty.objects.get(code=code), "units": list(units), "rhythm": Period.MONTH, "rule": DueRule()}
        switch_on(**said, from_on=since, on=since, days=calendar(), now=at, by=small.admin)
    open_periods(on=date(2026, 10, 1), days=calendar(), now=NOW)
    open_periods(on=ON, days=calendar(), now=NOW)


def test_standing_duties_that_press_stand_between_what_is_due_and_what_has_time(small):
    active(small, "远")
    Assignment.objects.filter(pk=active(small, "近")[0].pk).update(due_on=ON)
    duties_run(small, small.a.unit, codes=("D02",))
    page = text(client_of(small.a.secretary).get(TODAY))
    headings = ["七天内到期或已逾期（1）", "经常性工作（1）", "办理中（1）"]
    assert [page.index(heading) for heading in headings] == sorted(page.index(heading) for heading in headings)
    assert "连续缺2期" in page and "没有待办事项" not in page
    assert "经常性工作（" not in text(client_of(small.b.secretary).get(TODAY))


def test_a_day_with_nothing_but_a_standing_duty_is_not_called_empty_and_is_answered_on_the_spot(small):
    duties_run(small, small.a.unit, codes=("D02",))
    client = client_of(small.a.clerk)
    page = client.get(TODAY)
    assert "没有待办事项" not in text(page) and "经常性工作（1）" in text(page)
    period = page.context["duties"][0].period
    said = {"version": period.version, "done_on": f"{ON}", "text": "已召开支部党员大会。"}
    assert client.post(reverse("duties:done", args=[period.pk]), said).status_code == 302
    assert "没有待办事项" in text(client.get(TODAY))


def test_many_duties_of_many_branches_cost_as_many_queries_as_one(small):
    duties_run(small, small.a.unit, codes=("D02",))
    client = client_of(small.a.secretary)
    client.get(TODAY)
    with CaptureQueriesContext(connection) as few:
        client.get(TODAY)
    branches = [factories.unit(f"第{n}支部", kind="branch", parent=small.a.unit) for n in range(20)]
    duties_run(small, *branches)
    assert DutyPeriod.objects.filter(unit__in=branches).count() >= 120
    with CaptureQueriesContext(connection) as lots:
        page = text(client.get(TODAY))
    assert (len(lots), page.count('class="one-line"')) == (len(few), day.SHOWN)
    assert f"另有 {41 - day.SHOWN} 项：经常性工作" in page


def test_a_matter_of_the_secretary_says_so_to_others_instead_of_offering_a_button_that_refuses(small):
    [one] = given(small, "书记的事")
    Item.objects.filter(pk=one.item_id).update(level=Level.SECRETARY)
    door = reverse("items:acknowledge", args=[one.pk])
    shown = {
        who: text(client_of(person).get(TODAY)) for who, person in (("clerk", small.a.clerk), ("secretary", small.a.secretary))
    }
    assert (f'action="{door}"' in shown["secretary"], f'action="{door}"' in shown["clerk"]) == (True, False)
    assert f"书记责任，由{small.a.secretary.posts.get()}本人签收。" in shown["clerk"]
    assert client_of(small.a.clerk).post(door, {"version": one.version}).status_code == 403
