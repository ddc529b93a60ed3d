"""Saved filters and notes."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tasks.desk.models import Comment, SavedFilter
from tasks.desk.saved import MOST
from tests import factories
from tests.tasks.supervision.matters import assignment, clock

ON = date(2026, 11, 24)
SAVED = "desk:saved"


@pytest.fixture
def small(db):
    return factories.office()


def keep(client, **said):
    return client.post(reverse(SAVED), {"name": "红灯", "query": "light=red&page=7&after=1"} | said)


def offered(client) -> list[str]:
    return [one.name for one in client.get(reverse("desk:matters")).context["kept"]]


def test_a_filter_is_kept_under_a_name_without_what_is_none_of_it(client, small):
    client.force_login(small.admin)
    assert keep(client).url == "/matters/?light=red&state=open"
    assert offered(client) == ["红灯"]


def test_what_the_office_shares_is_offered_in_the_office_only_and_taken_away_by_its_maker(client, small):
    client.force_login(small.admin)
    keep(client, shared="on")
    keep(client, name="自用")
    names = {}
    for who in ("supervisor", "second_admin", "county_leader"):
        client.force_login(getattr(small, who))
        names[who] = offered(client)
    assert names == {"supervisor": ["红灯"], "second_admin": ["红灯"], "county_leader": []}
    shared = SavedFilter.objects.get(shared=True)
    client.force_login(small.supervisor)
    assert client.post(reverse("desk:forget", args=[shared.pk])).status_code == 403
    client.force_login(small.admin)
    assert client.post(reverse("desk:forget", args=[shared.pk])).status_code == 302
    assert offered(client) == ["自用"]


def test_a_unit_keeps_its_own_but_shares_with_nobody(client, small):
    client.force_login(small.a.clerk)
    assert (keep(client).status_code, keep(client, name="共用", shared="on").status_code) == (302, 403)
    client.force_login(small.admin)
    assert offered(client) == []


def test_what_cannot_be_kept_says_why_and_keeps_what_was_typed(client, small):
    client.force_login(small.admin)
    keep(client)
    bad = [
        ({}, "已有名为“红灯”的常用筛选。请换一个名称。"),
        ({"name": ""}, "请给这个筛选起个名称。"),
        ({"name": "空", "query": "page=3"}, "还没有选择筛选条件。请先筛选，再保存。"),
        ({"name": "坏", "query": "state=burnt"}, "筛选条件有误，不能保存。"),
        ({"name": "长", "query": "q=" + "字" * 1000}, "1000"),
    ]
    for said, why in bad:
        page = keep(client, **said)
        assert (said, page.status_code, why in page.content.decode()) == (said, 422, True)
    SavedFilter.objects.bulk_create(
        SavedFilter(owner=small.admin, name=str(n), query="q=a", made_at=clock(ON)) for n in range(MOST - 1)
    )
    assert f"常用筛选最多 {MOST} 个" in keep(client, name="再来").content.decode()


def test_a_note_is_read_by_office_and_unit_and_a_double_click_is_one_note(client, small):
    one = assignment(small.a.unit, ON, assigned_on=ON)
    said = {"text": "请附\u200b会议\n纪要。", "key": "0" * 32}
    client.force_login(small.admin)
    address = reverse("desk:comment", args=[one.pk])
    assert [client.post(address, said).status_code for _ in range(2)] == [302, 302]
    assert Comment.objects.get().text == "请附会议 纪要。"
    client.force_login(small.a.clerk)
    page = client.get(reverse("desk:assignment", args=[one.pk])).content.decode()
    assert "留言" in page and "请附会议 纪要。" in page
    client.force_login(small.b.clerk)
    assert (client.get(address).status_code, client.post(address, said).status_code) == (404, 404)
    client.force_login(small.a.clerk)
    bad = [client.post(address, said | more).status_code for more in ({"text": ""}, {"text": "字" * 301}, {"key": "x"})]
    assert (bad, Comment.objects.count()) == ([422, 422, 422], 1)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("light=red", "亮灯：逾期"),
        ("state=completed&unit=县财政局党组&due_to=2026-12-31", "单位（含下级）：县财政局党组；状态：办结；时限至：2026-12-31"),
        ("view=unsigned", "谁没签收"),
        ("state=all&source=instruction", "状态：全部；来源：批示"),
    ],
)
def test_the_page_of_saved_filters_says_what_each_asks_for(client, small, query, words):
    client.force_login(small.admin)
    keep(client, query=query)
    assert [said for _, said in client.get(reverse(SAVED)).context["kept"]] == [words]


def test_what_many_filters_ask_for_costs_no_query_of_its_own(client, small):
    client.force_login(small.admin)
    counts = []
    for n in (1, 9):
        for k in range(n):
            keep(client, name=f"{n}-{k}", query=f"unit=县财政局党组&q={n}{k}")
        with CaptureQueriesContext(connection) as made:
            client.get(reverse(SAVED))
        counts.append(len(made))
    assert counts[0] == counts[1]


def test_of_many_saved_filters_eight_stand_above_the_table_and_a_link_leads_to_all(client, small):
    client.force_login(small.admin)
    for n in range(9):
        keep(client, name=f"筛选{n}")
    client.get(reverse("desk:matters"))  # what was kept has been told
    page = client.get(reverse("desk:matters")).content.decode()
    assert (page.count("chip-kept"), "全部常用筛选 9" in page, "筛选8" in page) == (9, True, False)


def test_earlier_notes_stand_below_the_form_newest_first(client, small):
    one = assignment(small.a.unit, ON, assigned_on=ON)
    client.force_login(small.admin)
    address = reverse("desk:comment", args=[one.pk])
    assert "最近留言" not in client.get(address).content.decode()
    for n in range(7):
        client.post(address, {"text": f"第{n}句话", "key": f"{n:032x}"})
    assert [note.text for note in client.get(address).context["latest"]] == [f"第{n}句话" for n in (6, 5, 4, 3, 2)]
