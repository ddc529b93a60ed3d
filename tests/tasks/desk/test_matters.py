"""The list of all matters: what the address leaves, the ready views, pages, and names within reach only."""

from datetime import date, timedelta

import pytest
import time_machine
from django.http import QueryDict
from django.urls import reverse
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from accounts.roles import Role
from tasks.desk import matters
from tasks.desk.initials import pattern
from tasks.items.models import Assignment, Move
from tasks.progress.models import Report
from tests import factories
from tests.tasks.supervision.matters import assignment, clock

pytestmark = pytest.mark.django_db
ON, GIVEN = date(2026, 11, 24), date(2026, 9, 1)
ADDRESS = "desk:matters"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(clock(ON, 10), tick=False):
        yield


@pytest.fixture
def small(db):
    return factories.office()


@pytest.fixture
def admin(client, small):
    client.force_login(small.admin)
    return small.admin


def titles(user, query: str) -> list[str]:
    """What the address shows, in its order."""
    return [one.item.title for one in matters.shown(user, QueryDict(query), ON)]


@pytest.fixture
def some(small):
    """Five matters of three units."""
    a, b = small.a, small.b
    leads = {"leader": a.leader_post}
    return {
        "late": assignment(a.unit, ON - timedelta(3), assigned_on=GIVEN, title="改进文风会风", acknowledged_on=GIVEN, **leads),
        "soon": assignment(small.branch, ON + timedelta(2), assigned_on=GIVEN, title="开好组织生活会", state="pending"),
        "far": assignment(b.unit, ON + timedelta(60), assigned_on=ON, title="减少文件", acknowledged_on=ON),
        "waits": assignment(b.unit, ON + timedelta(9), assigned_on=GIVEN, title="整治形式主义", state="submitted", submitted_on=ON),
        "gone": assignment(a.unit, ON + timedelta(9), assigned_on=GIVEN, title="另行安排", state="cancelled"),
    }


LEFT = (
    ("state=all", ["改进文风会风", "开好组织生活会", "整治形式主义", "另行安排", "减少文件"]),
    ("", ["改进文风会风", "开好组织生活会", "整治形式主义", "减少文件"]),
    ("unit=县财政局党组&state=all", ["改进文风会风", "开好组织生活会", "另行安排"]),
    ("unit=教育局", ["整治形式主义", "减少文件"]),
    ("light=red", ["改进文风会风"]),
    ("light=yellow", ["开好组织生活会"]),
    ("light=green", ["整治形式主义", "减少文件"]),
    ("light=grey", ["另行安排"]),
    ("due_from=2026-11-25&due_to=2026-12-03&state=all", ["开好组织生活会", "整治形式主义", "另行安排"]),
    ("q=文", ["改进文风会风", "减少文件"]),
    ("q=zzhxs", []),
    ("q=zzxszy", ["整治形式主义"]),
    ("q=cz&state=all", ["改进文风会风", "开好组织生活会", "另行安排"]),
    ("q=%25_", []),
    ("source=hand&light=red", ["改进文风会风"]),
    ("source=directive", []),
    ("view=unsigned", ["开好组织生活会"]),
    ("view=still", ["改进文风会风"]),
    ("view=nominal", ["改进文风会风"]),
    ("state=pending&state=open&light=red", ["改进文风会风"]),
)


def test_the_address_says_what_is_left(small, some):
    assert {query: titles(small.admin, query) for query, _ in LEFT} == dict(LEFT)


def test_a_leader_is_found_by_name_and_the_address_can_hold_the_number(small, some):
    leader = small.a.leader
    assert titles(small.admin, f"leader={leader.name}") == titles(small.admin, f"leader={leader.pk}") == ["改进文风会风"]


def test_progress_within_a_month_ends_the_standstill_and_an_act_of_the_leader_the_nominal_lead(small, some):
    Report.objects.create(assignment=some["late"], text="在办", percent=10, at=clock(ON), by=small.a.clerk, key="1")
    assert (titles(small.admin, "view=still"), titles(small.admin, "view=nominal")) == ([], ["改进文风会风"])
    Move.objects.create(assignment=some["late"], act="x", target="active", on=ON, at=clock(ON), by=small.a.leader)
    assert titles(small.admin, "view=nominal") == []


def test_a_month_ago_to_the_day_is_long_enough(small):
    on = ON - timedelta(30)
    assignment(small.a.unit, ON, assigned_on=on, acknowledged_on=on, title="正好一个月")
    assignment(small.a.unit, ON, assigned_on=on, acknowledged_on=on + timedelta(1), title="差一天")
    assert titles(small.admin, "view=still") == ["正好一个月"]


def test_a_unit_sees_its_own_and_what_stands_below_whatever_the_filter_says(small, some):
    assert titles(small.a.clerk, "state=all") == ["改进文风会风", "开好组织生活会", "另行安排"]
    assert titles(small.branch_secretary, "q=文") == []
    assert titles(small.a.clerk, f"unit={small.b.unit.pk}") == []


ODD = (
    ("unit=没有的局", 422, "找不到单位“没有的局”。请改正名称，或留空。"),
    ("unit=县", 422, "有多个单位符合“县”"),
    ("unit=99999999999999999999", 422, "找不到单位"),
    ("state=burnt", 422, "没有这个选项。请在列表中选择。"),
    ("due_from=9999-01-01", 422, "年份应在 2000 年至 2100 年之间。"),
    ("due_from=2026-12-02&due_to=2026-12-01", 422, "时限的止日不能早于起日。请对调或改正。"),
    ("list=abc", 422, "找不到清单“abc”。请改正名称，或留空。"),
    (f"q={'字' * 201}", 422, "200"),
    ("q=%00", 400, "文字中有不可见的空字符。请删去后再试。"),
    ("after=x&per_page=100000&sort=password", 200, "共 4 项"),
    ("after=9999-99-99~1", 200, "共 4 项"),
    (f"after=2026-11-24~{'9' * 40}", 200, "共 4 项"),
    ("q=' OR 1=1 --", 200, "没有符合条件的事项。"),
)


def test_a_filter_that_makes_no_sense_shows_nothing_and_says_why(client, admin, some):
    for query, status, said in ODD:
        page = client.get(f"{reverse(ADDRESS)}?{query}")
        shown = page.content.decode()
        assert (query, page.status_code, said in shown, 'name="pick"' in shown) == (query, status, True, said.startswith("共"))


def test_pages_lead_forth_and_back_without_a_gap(client, admin, small):
    for n in range(120):
        assignment(small.a.unit, ON + timedelta(n // 7), assigned_on=GIVEN)
    seen, address, pages = [], reverse(ADDRESS), []
    while address:
        page = client.get(address)
        pages.append([row["pk"] for row in page.context["rows"]])
        seen += pages[-1]
        address = page.context["next"] and reverse(ADDRESS) + page.context["next"]
    assert (len(pages), seen) == (3, list(Assignment.objects.order_by("due_on", "id").values_list("pk", flat=True)))
    back = client.get(reverse(ADDRESS) + page.context["previous"])
    assert [row["pk"] for row in back.context["rows"]] == pages[1]
    first = client.get(reverse(ADDRESS) + back.context["previous"])
    assert ([row["pk"] for row in first.context["rows"]], first.context["previous"]) == (pages[0], "")


def suggested(client, kind: str, q: str) -> list[str]:
    return client.get(reverse(f"desk:suggest_{kind}"), {"q": q}).json()["names"]


def test_names_are_suggested_within_reach_only(client, small, some):
    asked = [("unit", "教育"), ("unit", "jyj"), ("leader", small.b.leader.name), ("title", "减少"), ("title", "jswj")]
    assignment(small.b.unit, ON, assigned_on=ON, leader=small.b.leader_post)
    client.force_login(small.admin)
    offices = [suggested(client, *one) for one in asked]
    client.force_login(small.a.clerk)
    own = [suggested(client, *one) for one in asked]
    unit = ["县教育局党委"]
    assert (offices, own) == ([unit, unit, [small.b.leader.name], ["减少文件"], ["减少文件"]], [[], [], [], [], []])


def test_no_suggestion_breaks(client, admin, some):
    assert [suggested(client, "unit", q) for q in ("", " ", "字" * 201, "\0", "%", "[", "(" * 50)] == [[]] * 7


@pytest.mark.once
@pytest.mark.parametrize(("said", "is_one"), [("czj", True), ("C", False), ("cz1", False), ("a" * 13, False), ("财政", False)])
def test_initials_are_two_to_twelve_letters(said, is_one):
    assert bool(pattern(said)) is is_one


@pytest.mark.once
def test_the_readings_of_phrases_are_not_loaded():
    """They would be a third of each process's memory."""
    assert (len(PINYIN_DICT) > 6763, PHRASES_DICT) == (True, {})


def test_a_role_without_bulk_rights_gets_no_ticks(client, small, some):
    county = factories.post(Role.COUNTY_LEADER, small.county).user
    pages = []
    for who in (small.admin, small.supervisor, county, small.a.clerk):
        client.force_login(who)
        page = client.get(reverse(ADDRESS)).content.decode()
        pages.append(('name="pick"' in page, 'value="due"' in page))
    assert pages == [(True, True), (True, False), (False, False), (False, False)]


def test_every_value_of_a_line_is_shown_as_text(client, admin, small):
    odd = '"><script>alert(1)</script>{title}%s'
    one = assignment(small.a.unit, ON, assigned_on=GIVEN, title=odd)
    page = client.get(reverse(ADDRESS)).content.decode()
    shown = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;{title}%s"
    assert f'<a href="{reverse("desk:assignment", args=[one.pk])}">{shown}</a>' in page
    assert f'aria-label="选中：{one.unit.short} {shown}"' in page
    assert "<script>alert" not in page
