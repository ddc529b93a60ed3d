"""The wall's pages: who sees which rows, of which day, and that each number is the number of the list behind it."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Unit
from tasks.items.models import Assignment, Item
from tasks.wall import actions, queries
from tasks.wall.drawn import MOST, drawn, forget
from tasks.wall.models import WallDay
from tests import factories
from tests.tasks.supervision.matters import assignment, clock

pytestmark = pytest.mark.django_db
WALL, BRIEF, MATTERS = (reverse(f"wall:{name}") for name in ("wall", "brief", "matters"))
ON = date(2026, 11, 24)
NOW = clock(ON, 10)


@pytest.fixture
def small():
    """A: red and done in 作风建设, yellow without a theme; its branch: green. B: green, and one that was cancelled."""
    with time_machine.travel(NOW, tick=False):
        small = factories.office()
        done = {"state": "completed", "completed_by": small.admin, "completed_on": ON, "submitted_on": ON - timedelta(5)}
        rows = (
            (small.a.unit, -3, "作风建设", {}),
            (small.a.unit, 5, "作风建设", done),
            (small.a.unit, 5, "", {}),
            (small.branch, 60, "政治建设", {}),
            (small.b.unit, 60, "政治建设", {}),
            (small.b.unit, -9, "政治建设", {"state": "cancelled"}),
        )
        for unit, days, theme, values in rows:
            one = assignment(unit, ON + timedelta(days), assigned_on=ON - timedelta(30), **values)
            Item.objects.filter(pk=one.item_id).update(theme=theme)
        yield small


def cells(page) -> dict[str, list[str]]:
    """What each line of the table says, by its name."""
    found = {}
    for row in re.findall(r"<tr[^>]*>(.*?)</tr>", page.content.decode(), re.S):
        head = re.search(r'<th scope="row"[^>]*>.*?<a[^>]*>(.*?)</a>', row, re.S)
        if head:
            texts = re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)
            found[head[1]] = ["".join(re.sub(r"<[^>]+>", "", text).split()) for text in texts]
    return found


def test_the_office_sees_each_unit_with_all_below_it_light_by_word_shape_and_number(client, small):
    client.force_login(small.admin)
    page = client.get(WALL)
    assert page.context["matrix"].columns == ["政治建设", "作风建设", "未分类"]
    assert cells(page) == {
        "合计": ["●正常2", "■逾期1", "▲临近1", "4", "1"],
        small.work_committee.short: ["", "", "", "0", "0"],
        small.county_office.short: ["", "", "", "0", "0"],
        small.b.unit.short: ["●正常1", "", "", "1", "0"],
        small.a.unit.short: ["●正常1", "■逾期1", "▲临近1", "3", "1"],
    }
    assert 'data-tip="县财政局党组 · 作风建设：逾期 1、已办结 1"' in page.content.decode()


def test_every_number_is_the_number_of_the_list_behind_it(client, small):
    client.force_login(small.admin)
    for address in (WALL, f"{WALL}?unit={small.a.unit.pk}"):
        text = client.get(address).content.decode()
        links = re.findall(r'class="cell cell-\w+" href="([^"]+)"[^>]*>.*?<b>(\d+)</b>', text)
        links += re.findall(r'class="stat[^"]*" href="([^"]+)"><b>(\d+)</b>', text)
        found = {href: len(client.get(href.replace("&amp;", "&")).context["rows"]) for href, _ in links}
        assert len(found) > 8 and found == {href: int(number) for href, number in links}


def test_a_past_days_numbers_are_those_of_its_own_list(client, small):
    client.force_login(small.admin)
    text = client.get(f"{WALL}?on={ON - timedelta(10)}").content.decode()
    links = re.findall(r'class="cell cell-\w+" href="([^"]+)"[^>]*>.*?<b>(\d+)</b>', text)
    assert links and all(MATTERS in href for href, _ in links)
    found = {href: len(client.get(href.replace("&amp;", "&")).context["rows"]) for href, _ in links}
    assert found == {href: int(number) for href, number in links}


def test_a_secretary_sees_the_own_unit_and_what_is_below_and_nothing_of_others(client, small):
    client.force_login(small.a.secretary)
    page = client.get(WALL)
    assert set(cells(page)) == {"合计", small.a.unit.short, small.branch.short}
    assert small.b.unit.name not in page.content.decode()
    missing = [
        client.get(f"{address}?unit={unit.pk}").status_code
        for address in (WALL, BRIEF, MATTERS)
        for unit in (small.b.unit, small.county)
    ]
    assert missing == [404] * 6
    assert client.get(f"{WALL}?unit={small.branch.pk}").status_code == 200
    client.force_login(small.branch_secretary)
    assert set(cells(client.get(WALL))) == {"合计", small.branch.short}
    assert client.get(f"{WALL}?unit={small.a.unit.pk}").status_code == 404


@pytest.mark.parametrize(
    ("said", "status", "words"),
    [
        ("2026-13-01", 422, "日期不存在或写法不对"),
        ("昨天", 422, "日期不存在或写法不对"),
        ("2026-11-25", 422, "2026年11月25日 还没有到，没有当日的情况。请改为 2026年11月24日 或以前。"),
        ("1900-01-01", 422, "日期太早"),
        ("2026-11-24", 200, "截至 2026年11月24日"),
        ("%00", 400, "日期不存在或写法不对"),
    ],
)
def test_a_day_that_makes_no_sense_or_has_not_come_is_refused_in_words_and_kept(client, small, said, status, words):
    client.force_login(small.admin)
    for address in (WALL, BRIEF, MATTERS):
        page = client.get(f"{address}?on={said}")
        assert page.status_code == status
        assert words in page.content.decode() or (status == 200 and address != WALL)
    for odd in ("unit=x", f"unit={'9' * 30}", "open=x", "p=0", "p=x", "unit=%00"):
        assert client.get(f"{WALL}?{odd}").status_code in (400, 422)


def test_the_overview_refuses_another_day_in_words_and_says_where_that_day_is(client, small):
    client.force_login(small.admin)
    page = client.get(reverse("desk:overview") + "?on=2026-11-10").content.decode()
    assert "总览只显示今天" in page and f'href="{WALL}?on=2026-11-10"' in page
    assert "地址中的日期没有采用" in client.get(reverse("desk:overview") + "?on=昨天").content.decode()
    assert "总览只显示今天" not in client.get(reverse("desk:overview")).content.decode()


def test_figures_that_are_old_say_from_when_they_are(client, small):
    client.force_login(small.admin)
    actions.make(on=ON, now=NOW - timedelta(minutes=5))
    Assignment.objects.update(state="cancelled", completed_by=None, completed_on=None)
    text = client.get(WALL).content.decode()
    assert "09:55 汇总" in text and "汇总停在" not in text
    WallDay.objects.update(made_at=NOW - timedelta(minutes=16))
    for address in (WALL, BRIEF, f"{WALL}?screen=1"):
        assert "汇总停在 11月24日 09:44" in client.get(address).content.decode()
    yesterday = ON - timedelta(1)
    made = actions.make(on=yesterday, now=NOW - timedelta(minutes=5))
    WallDay.objects.filter(pk=made.pk).update(corrected_at=NOW)
    text = client.get(f"{WALL}?on={yesterday}").content.decode()
    assert "这一天的数字是 11月24日 09:55 推算的；11月24日 10:00 以后又有涉及这一天的补记" in text


def test_a_large_office_says_that_a_day_has_not_been_counted_instead_of_letting_wait(client, small, monkeypatch):
    client.force_login(small.admin)
    monkeypatch.setattr(queries, "SMALL", 3)
    assert "2026年11月24日的数字还没有推算" in client.get(WALL).content.decode()
    actions.make(on=ON, now=NOW)
    assert "的数字还没有推算。" not in client.get(WALL).content.decode()
    assert "2026年11月20日的数字还没有推算" in client.get(f"{BRIEF}?on=2026-11-20").content.decode()


def test_two_minutes_name_what_is_late_by_unit_with_why_whose_and_the_last_word(client, small):
    client.force_login(small.county_leader)
    actions.make(on=ON - timedelta(7), now=NOW)
    page = client.get(BRIEF)
    text = " ".join(re.sub(r"<[^>]+>", "", page.content.decode()).split())
    assert "■ 逾期 1 项，涉及 1 个单位。" in text
    assert "时限 2026年11月21日，已逾期3天，办理中。尚未报过进展。" in text
    assert page.context["moved"].red[0] == (small.a.unit.short, "逾期 0 → 1")
    assert [(unit.pk, len(own)) for unit, own in page.context["stuck"]] == [(small.a.unit.pk, 1)]


def test_many_units_are_folded_by_kind_and_an_open_kind_is_shown_by_hundreds(client, small):
    Unit.objects.bulk_create(
        Unit(name=f"县第{n}党支部", kind="branch", parent=small.county, path=f"{small.county.path}{n + 100:04}/")
        for n in range(130)
    )
    last = Unit.objects.get(name="县第129党支部")
    late = assignment(last, ON - timedelta(2), assigned_on=ON - timedelta(9))
    Item.objects.filter(pk=late.item_id).update(theme="作风建设")
    client.force_login(small.admin)
    page = client.get(WALL)
    folded = cells(page)['<span aria-hidden="true">▸</span> 党支部']
    assert ("县第5党支部" in page.content.decode(), folded) == (False, ["", "■逾期1", "", "1", "0"])
    first, second = (set(cells(client.get(f"{WALL}?open=branch&p={n}"))) for n in (1, 2))
    assert ("县第99党支部" in first, "县第129党支部" in first, "县第129党支部" in second) == (True, False, True)


def test_a_kind_that_is_alone_stands_open_however_many_its_units_are(client, small):
    Unit.objects.bulk_create(
        Unit(name=f"县财政局第{n}党支部", kind="branch", parent=small.a.unit, path=f"{small.a.unit.path}{n + 100:04}/")
        for n in range(130)
    )
    client.force_login(small.a.secretary)
    first, second = (set(cells(client.get(f"{WALL}?p={n}"))) for n in (1, 2))
    assert ("县财政局第5党支部" in first, "县财政局第129党支部" in first, "县财政局第129党支部" in second) == (True, False, True)


def test_the_pages_cost_the_same_number_of_queries_with_few_and_many_units_and_themes(client, small):
    client.force_login(small.admin)

    def costs() -> list[int]:
        for back in (0, 1, 7, 8):
            actions.make(on=ON - timedelta(back), now=NOW)
        found = []
        for address in (WALL, f"{WALL}?on={ON - timedelta(1)}", BRIEF, f"{MATTERS}?on={ON - timedelta(1)}"):
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            found.append(len(captured))
        return found

    few = costs()
    for n in range(40):
        unit = Unit.objects.create(
            name=f"县第{n}局党组", kind="party_group", parent=small.county, path=f"{small.county.path}{n + 100:04}/"
        )
        one = assignment(unit, ON - timedelta(n % 9), assigned_on=ON - timedelta(30))
        Item.objects.filter(pk=one.item_id).update(theme=f"类别{n % 20}")
    many = costs()
    assert few == many and max(many) <= 20
    page = client.get(WALL)
    assert (len(page.context["matrix"].columns), page.context["matrix"].rest) == (12, 12)
    assert len(client.get(f"{WALL}?rest=1").context["matrix"].columns) == 12


def test_a_wall_is_drawn_once_for_each_count_and_anew_when_figures_units_or_the_one_who_looks_change(client, small):
    client.force_login(small.admin)
    actions.make(on=ON, now=NOW - timedelta(minutes=5))
    first = client.get(WALL)
    with CaptureQueriesContext(connection) as captured:
        again = client.get(WALL)
    assert cells(again) == cells(first) and not any("tasks_wallrow" in query["sql"] for query in captured.captured_queries)
    Assignment.objects.filter(unit=small.b.unit).update(due_on=ON - timedelta(1))
    actions.make(on=ON, now=NOW - timedelta(minutes=4))
    assert cells(client.get(WALL))[small.b.unit.short] == ["■逾期1", "", "", "1", "0"]
    Unit.objects.filter(pk=small.b.unit.pk).update(name="县换名局党组", short_name="换名局")
    assert cells(client.get(WALL))["换名局"] == ["■逾期1", "", "", "1", "0"]
    assert "wall-all" in client.get(f"{WALL}?all=1").content.decode() and "wall-all" not in client.get(WALL).content.decode()
    client.force_login(small.a.secretary)
    assert "换名局" not in client.get(WALL).content.decode()


@pytest.mark.once
def test_only_the_newest_drawings_are_kept():
    forget()
    made = [drawn(n, lambda n=n: {"n": n}) for n in range(MOST + 1)]
    assert drawn(MOST, dict) is made[MOST] and drawn(1, dict) is made[1]
    assert drawn(0, dict) == {} and drawn(None, lambda: {"fresh": True}) == {"fresh": True}


def test_the_screen_shows_no_navigation_and_reloads_only_when_asked_to(client, small):
    client.force_login(small.county_leader)
    still, live = client.get(f"{WALL}?screen=1"), client.get(f"{WALL}?screen=1&refresh=1")
    assert ('class="doors"' in still.content.decode(), "退出大屏" in still.content.decode()) == (False, True)
    assert (still.headers.get("Refresh"), live.headers.get("Refresh")) == (None, "300")
