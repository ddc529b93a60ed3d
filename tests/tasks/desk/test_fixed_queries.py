"""Each list page costs the same number of queries with one row, with three and with five hundred."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tasks.items.models import Assignment, Item, ItemUnit, ResponsibilityList
from tasks.progress.models import Report
from tasks.review.models import Submission
from tests import factories
from tests.tasks.supervision.matters import assignment, clock

ON = date(2026, 11, 24)
MOST = 20  # the bar, the rights and the notices of every page are among them


@pytest.fixture
def small(db):
    with time_machine.travel(clock(ON, 10), tick=False):
        yield factories.office()


def queries(client, address: str) -> int:
    """How many statements one visit costs (a visit before it has filled what a process keeps)."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def grow(small, first: Assignment, rows: int) -> None:
    """Make `rows` matters like `first`, each with an item of its own, a report and a submission that waits."""
    missing = rows - Assignment.objects.count()
    listed = first.item.responsibility_list
    said = {"responsibility_list": listed, "title": "同题", "requirement": "同文", "source": "hand", "due_on": ON}
    start = Item.objects.count() + 5000
    items = Item.objects.bulk_create(Item(number=start + n, **said) for n in range(missing))
    copied = {
        name: getattr(first, name) for name in ("unit", "part", "state", "assigned_on", "first_due_on", "submitted_on", "leader")
    }
    made = Assignment.objects.bulk_create(
        Assignment(item=item, due_on=ON + timedelta(n % 90), **copied) for n, item in enumerate(items)
    )
    _with_life(made, small)


def _with_life(made: list[Assignment], small) -> None:
    at = {"at": clock(ON), "by": small.a.secretary}
    Report.objects.bulk_create(Report(assignment=one, text="同文进展", percent=5, key=f"k{one.pk}", **at) for one in made)
    Submission.objects.bulk_create(Submission(assignment=one, claim="已完成", on=ON, **at) for one in made)


ADDRESSES = (
    "desk:matters", "desk:matters?light=green&unit=县财政局党组&q=tt", "desk:matters?view=nominal", "desk:search?q=同文", "review:queue",
    "items:list", "items:lists", "supervision:lights", "supervision:lights?unit=县财政局党组&color=green", "desk:overview",
)  # fmt: skip


def test_list_pages_cost_the_same_with_1_3_and_500_rows(client, small):
    leader = {"leader": small.a.leader_post}
    first = assignment(small.a.unit, ON, assigned_on=ON, state="submitted", submitted_on=ON, title="同题", **leader)
    first.item.responsibility_list.__class__.objects.update(state="issued", number="1号", issued_on=ON, issued_by=small.admin)
    _with_life([first], small)
    client.force_login(small.admin)
    costs = {address: [] for address in ADDRESSES}
    for rows in (1, 3, 500):
        grow(small, first, rows)
        for address in ADDRESSES:
            name, _, query = address.partition("?")
            args = [first.item.responsibility_list_id] if name == "items:list" else []
            costs[address].append(queries(client, f"{reverse(name, args=args)}?{query}"))
    # The list of all matters counts its total by one query once there is more than a page of it.
    for address in ADDRESSES[:2]:
        costs[address][2] -= 1
    assert {address: (len(set(found)), max(found) <= MOST) for address, found in costs.items()} == dict.fromkeys(
        ADDRESSES, (1, True)
    ), costs


def test_an_items_page_costs_the_same_with_1_3_and_500_units(client, small):
    first = assignment(small.a.unit, ON, assigned_on=ON, leader=small.a.leader_post)
    client.force_login(small.admin)
    address, costs = reverse("desk:item", args=[first.item_id]), []
    for rows in (1, 3, 500):
        missing = rows - first.item.assignments.count()
        start = small.county.__class__.objects.count()
        units = small.county.__class__.objects.bulk_create(
            small.county.__class__(name=f"第{start + n}单位", kind="branch", path=f"8{start + n:03}/") for n in range(missing)
        )
        copied = {"item": first.item, "part": "each", "assigned_on": ON, "first_due_on": ON, "due_on": ON}
        Assignment.objects.bulk_create(Assignment(unit=unit, leader=first.leader, **copied) for unit in units)
        costs.append(queries(client, address))
    assert (len(set(costs)), max(costs) <= MOST) == (1, True), costs
    page = client.get(address)
    assert (len(page.context["rows"]), page.context["all"]) == (50, 500)


def test_a_list_names_the_first_unit_of_many_and_says_how_many_they_are(client, small):
    first = assignment(small.a.unit, ON, assigned_on=ON, title="全县事项")
    few = assignment(small.a.unit, ON, assigned_on=ON, title="两家事项")
    few.item.responsibility_list_id = first.item.responsibility_list_id
    few.item.number = first.item.number + 1
    few.item.save()
    units = [*small.county.__class__.objects.order_by("path")]
    ItemUnit.objects.bulk_create(ItemUnit(item=first.item, unit=unit, part="each") for unit in units)
    ItemUnit.objects.bulk_create(ItemUnit(item=few.item, unit=unit, part="each") for unit in units[:2])
    client.force_login(small.admin)
    page = client.get(reverse("items:list", args=[first.item.responsibility_list_id])).content.decode()
    said = [" ".join(cell.split()) for cell in re.findall(r'data-label="责任单位">(.*?)</td>', page, re.S)]
    assert said == [f"{units[0].short}等 {len(units)} 个单位", f"{units[0].short}、{units[1].short}"]


def test_all_lists_can_be_reached_page_by_page(client, small):
    many = [ResponsibilityList(year=2000 + n // 9, title=f"第{n}份") for n in range(120)]
    ResponsibilityList.objects.bulk_create(many)
    client.force_login(small.admin)
    address, seen = reverse("items:lists"), []
    while address:
        page = client.get(address)
        seen += [one.title for one in page.context["lists"]]
        address = page.context["next"] and reverse("items:lists") + page.context["next"]
    assert seen == [f"第{n}份" for n in sorted(range(120), key=lambda n: (n // 9, n), reverse=True)]


def test_the_review_queue_goes_on_past_its_first_page(client, small):
    first = assignment(small.a.unit, ON, assigned_on=ON, state="submitted", submitted_on=ON)
    grow(small, first, 230)
    client.force_login(small.admin)
    address, seen = reverse("review:queue"), []
    while address:
        page = client.get(address)
        seen += [one.pk for one in page.context["waiting"]]
        address = page.context["next"] and reverse("review:queue") + page.context["next"]
    assert seen == list(Assignment.objects.order_by("submitted_on", "id").values_list("pk", flat=True))
