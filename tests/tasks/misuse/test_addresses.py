"""Rows Q3, Q4, H5: odd parameters, and pages asked for as if by htmx. (Q1, Q2: tests/tasks/desk/test_search.py; H6: tests/test_doors.py.)"""

import pytest
import time_machine
from django.urls import reverse

from tests.accounts.signed_in import client_of, text
from tests.tasks.conftest import NOW
from tests.tasks.unit_day import active, given

PAGES = (
    "desk:today",
    "desk:matters",
    "desk:search",
    "items:lists",
    "review:queue",
    "duties:mine",
    "duties:library",
    "orders:orders",
)
ODD = (
    "page=-1", "page=1e9", "page=abc", "sort=password", "per_page=100000", "after=~", "after=9999-99-99~1", "before=abc", "next=//evil.example",
    "unit=1&unit=2", "q=a&q=b", "state=", "=", "&&&", "%ff=%fe", "year=9999999999999", "pile=returned&pile=later",
)  # fmt: skip


@pytest.fixture
def matters(small):
    """A's two matters and B's, on the stage's day."""
    with time_machine.travel(NOW, tick=False):
        yield [*active(small, "讲党课"), *given(small, "转作风")]


@pytest.mark.parametrize("name", PAGES)
def test_q3_odd_places_orders_and_sizes_are_a_page_or_a_sentence_and_never_a_fault(matters, small, name):
    for user in (small.admin, small.a.secretary):
        client = client_of(user)
        plain = client.get(reverse(name)).status_code
        for query in ODD:
            answer = client.get(f"{reverse(name)}?{query}")
            assert answer.status_code in ({200, 400, 422} if plain == 200 else {plain}), (name, query)
            assert text(answer).count('class="card card-body"') <= 100


def test_q4_a_parameter_said_twice_reaches_no_further_than_one(matters, small):
    a, b = small.a.unit.name, small.b.unit.name
    client = client_of(small.a.secretary)
    for query in (f"unit={a}&unit={b}", f"unit={b}&unit={a}", f"unit={b}"):
        page = client.get(f"{reverse('desk:matters')}?{query}")
        assert {row["full_unit"] for row in page.context.get("rows") or []} <= {a}, query
    both = client_of(small.admin).get(f"{reverse('desk:matters')}?unit={a}&unit={b}")
    last = client_of(small.admin).get(f"{reverse('desk:matters')}?unit={b}")
    shown = [[row["pk"] for row in page.context["rows"]] for page in (both, last)]
    assert shown[0] == shown[1] != []


def test_h5_a_page_asked_for_as_if_by_htmx_is_the_whole_page_under_the_same_rights(matters, small):
    one = matters[0]
    names = ("desk:assignment", "progress:report", "review:submit", "errands:hand", "desk:comment", "review:extend")
    addresses = [reverse(name, args=[one.pk]) for name in names]
    addresses += [reverse("desk:item", args=[one.item_id]), reverse("items:list", args=[one.item.responsibility_list_id])]
    mine, foreign = client_of(small.a.clerk), client_of(small.b.clerk)
    as_htmx = {"headers": {"HX-Request": "true"}}
    for address in addresses:
        plain, asked = mine.get(address), mine.get(address, **as_htmx)
        assert (asked.status_code, "<html" in text(asked)) == (plain.status_code, True) == (200, True), address
    for address in addresses[:6]:
        assert foreign.get(address, **as_htmx).status_code == 404, address
    assert mine.get(reverse("review:decide", args=[one.pk]), **as_htmx).status_code == 403


def test_h5_the_part_that_saves_drafts_gives_nothing_away_when_it_is_opened_directly(matters, small):
    client, address = client_of(small.b.clerk), reverse("progress:draft")
    assert client.get(address).status_code == 405
    answer = client.post(address, {"text": "读一读"}, headers={"HX-Request": "true"})
    assert (answer.status_code, text(answer).strip()) == (422, "草稿未存，请先登录")
