"""The desk: where the day begins, one matter's life, relatives and the way from words to units."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.units.actions import end_post
from speeches.models import Directive
from tasks.desk.overview import picture
from tasks.items.actions import acknowledge, draft_from_speech, issue, propose, settle, take_back
from tasks.items.models import Assignment
from tasks.items.states import State
from tests.factories import approve
from tests.tasks.conftest import NOW, ON

CLOCK = {"on": ON, "now": NOW}


@pytest.fixture
def issued(speech, small):
    """The list of the decided speech, issued to both organs."""
    drafted = draft_from_speech(speech=speech, year=2026, title="2026年度清单", by=small.admin)
    settle(responsibility_list=drafted, units=[small.a.unit], due_on=ON, by=small.admin)
    approve(drafted, on=ON, by=small.admin)
    issue(responsibility_list=drafted, number="1号", by=small.admin, **CLOCK)
    return drafted


@pytest.mark.parametrize(
    ("who", "door"),
    [
        ("admin", "desk:overview"), ("supervisor", "desk:overview"), ("county_leader", "desk:overview"),
        ("system_admin", "accounts:units"), ("security_admin", "accounts:rights"), ("audit_admin", "accounts:trail"),
    ],
)  # fmt: skip
def test_each_person_begins_at_the_first_door_that_is_open(client, small, who, door):
    client.force_login(getattr(small, who))
    assert client.get("/").url == reverse(door)


def test_a_secretary_begins_with_the_units_own_matters(client, small, issued):
    client.force_login(small.a.secretary)
    assert client.get("/").url == reverse("desk:today")
    page = client.get(reverse("desk:today")).content.decode()
    assert "改进文风会风" in page and "抓党课" in page


def test_a_person_whose_post_has_ended_is_told_so_at_the_very_next_request(client, small, issued):
    client.force_login(small.a.secretary)
    assert client.get(reverse("desk:today")).status_code == 200
    end_post(post=small.a.secretary.posts.get(), on=ON.replace(year=2020, month=2), by=None)
    assert client.get(reverse("desk:today")).status_code == 403
    assert "没有在任岗位" in client.get("/").content.decode()


def test_the_page_of_a_matter_marks_its_words_and_tells_its_life_newest_first(client, small, issued):
    one = Assignment.objects.get(unit=small.a.unit, item__number=1)
    acknowledge(assignment=one, version=1, by=small.a.secretary, **CLOCK)
    client.force_login(small.a.clerk)
    page = client.get(reverse("desk:assignment", args=[one.pk])).content.decode()
    assert "<mark>一要转作风。各单位要改进文风会风，减少文件，精简会议。</mark>" in page
    assert page.index('<span class="what">签收</span>') < page.index('<span class="what">下达</span>')


def test_another_units_matter_does_not_exist(client, small, issued):
    one = Assignment.objects.get(unit=small.a.unit, item__number=2)
    client.force_login(small.b.secretary)
    assert client.get(reverse("desk:assignment", args=[one.pk])).status_code == 404


def test_only_the_acts_that_are_open_are_offered(client, small, issued):
    address = reverse("desk:assignment", args=[Assignment.objects.get(unit=small.a.unit, item__number=1).pk])
    client.force_login(small.a.secretary)
    mine = client.get(address).content.decode()
    client.force_login(small.admin)
    offices = client.get(address).content.decode()
    assert (">签收</button>" in mine, ">撤销</button>" in mine) == (True, False)
    assert (">签收</button>" in offices, ">撤销</button>" in offices) == (False, True)


def test_a_directive_finds_its_like_in_an_earlier_list_with_what_became_of_it(client, small, issued, speech):
    speech.pk = None
    speech.save(force_insert=True)
    text = "三要精简会议，减少文件，改进文风会风。"
    speech.text = text
    speech.save()
    fresh = Directive.objects.create(speech=speech, order=1, start=0, end=len(text), title="精简会议", strength="soft")
    client.force_login(small.admin)
    page = client.get(reverse("desk:relatives", args=[fresh.pk])).content.decode()
    assert "2026年第1项　改进文风会风" in page and "在办，办结0／2" in page


def test_the_trace_leads_from_words_to_units(client, small, issued, speech):
    client.force_login(small.county_leader)
    page = client.get(reverse("desk:trace", args=[speech.pk])).content.decode()
    assert "第1项　改进文风会风" in page and "待签收2" in page and "待签收1" in page


@pytest.mark.parametrize("name", ["desk:today", "desk:overview"])
def test_pages_cost_the_same_with_one_row_and_with_three(client, small, issued, name, django_assert_max_num_queries):
    client.force_login(small.a.secretary if name == "desk:today" else small.admin)
    counts = []
    for _ in (1, 2):
        with django_assert_max_num_queries(21) as captured:
            client.get(reverse(name))
        counts.append(len(captured))
        Assignment.objects.filter(unit=small.a.unit, item__number=2).update(state="active")
    assert counts[0] == counts[1]


def shown_units(page: str) -> int:
    """Rows of the table of units."""
    return page.count('data-label="单位"')


def test_an_item_is_narrowed_to_the_units_under_one_light(client, small, issued):
    item = issued.items.get(number=1)
    first, *rest = item.assignments.all()
    item.assignments.exclude(pk=first.pk).update(due_on=ON.replace(year=2099))
    client.force_login(small.admin)
    address = reverse("desk:item", args=[item.pk])
    pages = [client.get(address + query).content.decode() for query in ("", "?light=red", "?light=done_late", "?light=no")]
    assert [shown_units(page) for page in pages] == [1 + len(rest), 1, 0, 1 + len(rest)]
    assert "没有亮这种灯的单位" in pages[2]


@pytest.mark.parametrize(
    ("who", "leads"),
    [
        ("admin", ["/lists/", "/supervision/?state=pending", "/supervision/?color=red", "/review/", "/review/closing/"]),
        ("supervisor", ["/lists/", "/supervision/?state=pending", "/supervision/?color=red", "/review/closing/"]),
        ("county_leader", ["/lists/"]),
    ],
)
def test_figures_lead_only_to_pages_that_this_person_may_open(client, small, issued, who, leads):
    client.force_login(getattr(small, who))
    page = client.get(reverse("desk:overview")).content.decode()
    found = re.findall(r'<a class="stat[^"]*" href="([^"]+)"', page)
    assert (found, [client.get(address).status_code for address in found]) == (leads, [200] * len(leads))


def test_a_leader_sees_the_lists_that_wait_for_his_approval_where_the_day_begins(client, small, speech):
    drafted = draft_from_speech(speech=speech, year=2026, title="待审定清单", by=small.admin)
    settle(responsibility_list=drafted, units=[small.a.unit], due_on=ON.replace(month=12), by=small.admin)
    propose(responsibility_list=drafted, approver=small.a.secretary, by=small.admin, **CLOCK)
    named = [("a.secretary", "desk:today", True), ("a.clerk", "desk:today", False), ("county_leader", "desk:overview", False)]
    for who, page, told in named:
        assert shows_waiting(client, small, who, page) == told
    take_back(responsibility_list=drafted, reason="改请县委领导审定", now=NOW, by=small.admin)
    propose(responsibility_list=drafted, by=small.admin, **CLOCK)
    seen = [shows_waiting(client, small, who, page) for who, page, _ in [*named, ("supervisor", "desk:overview", False)]]
    assert seen == [False, False, True, False]


def shows_waiting(client, small, who: str, page: str) -> bool:
    """Whether the page where this person's day begins names the list."""
    person = small
    for name in who.split("."):
        person = getattr(person, name)
    client.force_login(person)
    return "待您审定" in client.get(reverse(page)).content.decode()


def test_an_empty_office_is_told_where_to_begin(client, small):
    client.force_login(small.admin)
    page = client.get(reverse("desk:overview")).content.decode()
    assert (
        f'还没有下达的事项。</strong>先导入一篇讲话，逐句判定后起草清单，印发后下达到各单位。 <a href="{reverse("speeches:new")}">'
        in page
    )


def test_the_figure_of_overdue_matters_is_that_of_the_red_lights_behind_it(client, small, issued):
    one, two, *rest = Assignment.objects.order_by("id")
    late, today = ON - timedelta(days=3), timezone.localdate()
    Assignment.objects.filter(pk=one.pk).update(due_on=late)
    Assignment.objects.filter(pk=two.pk).update(due_on=late, state=State.OBJECTED, submitted_on=ON)
    Assignment.objects.filter(pk__in=[a.pk for a in rest]).update(due_on=today + timedelta(days=90))
    client.force_login(small.admin)
    figures = picture(small.admin, today)
    assert (figures["figures"]["overdue"], [a.pk for a, _ in figures["stuck"]]) == (2, [one.pk, two.pk])
    page = client.get(reverse("supervision:lights"), {"color": "red"})
    assert f'href="{reverse("desk:assignment", args=[two.pk])}"' in page.content.decode()
