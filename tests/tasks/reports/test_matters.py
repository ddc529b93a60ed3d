"""The export of 事项总表 holds what the page shows to this person under this address: no line more, no line less."""

import re
from datetime import date, timedelta
from html import unescape
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from tasks.reports import exporting, matters_xlsx
from tasks.reports.models import Export
from tests import factories
from tests.tasks.supervision.matters import assignment, clock

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 24)
ADDRESSES = ("", "state=all", "unit=县财政局党组", "light=red", "q=文", "view=unsigned", "state=completed", "light=green&state=all")


@pytest.fixture
def small(db):
    """More matters than a page holds, of two units and a branch, in several states."""
    with time_machine.travel(clock(ON, 10), tick=False):
        office = factories.office()
        for n in range(60):
            unit = (office.a.unit, office.branch, office.b.unit)[n % 3]
            state = ("active", "pending", "cancelled")[n // 3 % 3]
            title = ("改进文风", "=1+1", "减少会议")[n % 3] + str(n)
            leader = office.a.leader_post if n % 3 == 0 else None
            assignment(unit, ON + timedelta(n - 20), assigned_on=ON - timedelta(60), title=title, state=state, leader=leader)
        yield office


def on_pages(client, query: str) -> list[tuple]:
    """Light, title, leader, state and claim of every row of every page."""
    found, address = [], f"{reverse('desk:matters')}?{query}"
    while address:
        page = client.get(address).content.decode()
        for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)[1:]:
            cells = [
                unescape(re.sub("<[^>]+>", "", cell)).strip() for cell in re.findall(r"<td data-label.*?</td>", row, re.DOTALL)
            ]
            found.append((cells[0].lstrip("●▲■✓–"), cells[1], cells[3], cells[4], cells[5]))
        links = [unescape(href) for href in re.findall(r'href="([^"]*after=[^"]*)"', page)]
        address = reverse("desk:matters") + links[0] if links else ""
    return found


def exported(client, query: str) -> list[tuple]:
    """The same of the file; nothing where the page refuses the filter."""
    answer = client.get(f"{reverse('reports:matters_xlsx')}?{query}")
    return [] if answer.status_code == 302 else lines_of(answer)


def lines_of(answer) -> list[tuple]:
    """The lines of a file that was answered."""
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))["事项总表"]
    lines = [line for line in sheet.iter_rows(min_row=3, values_only=True) if line[1]]
    return [(line[0], line[2], line[4], line[5], f"{line[6]}%") for line in lines]


@pytest.mark.parametrize("query", ADDRESSES)
@pytest.mark.parametrize("who", ["admin", "a.secretary", "b.clerk"])
def test_the_file_holds_what_the_pages_show(client, small, who, query):
    person = small
    for name in who.split("."):
        person = getattr(person, name)
    client.force_login(person)
    assert exported(client, query) == on_pages(client, query)


def test_a_filter_that_makes_no_sense_leads_back_to_the_page_that_says_why(client, small):
    client.force_login(small.admin)
    answer = client.get(reverse("reports:matters_xlsx") + "?unit=没有这个单位&light=red")
    assert answer.status_code == 302
    page = client.get(answer["Location"])
    assert (page.status_code, "找不到单位“没有这个单位”" in page.content.decode()) == (422, True)


def test_a_large_one_is_made_by_the_worker_with_the_same_filter(client, small, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.ROWS_IN_A_REQUEST = settings.ROWS_IN_A_REQUEST | {"matters_xlsx": 3}
    client.force_login(small.admin)
    page = client.get(reverse("reports:matters_xlsx") + "?light=red&state=all").content.decode()
    said = {name: unescape(re.search(f'name="{name}" value="([^"]*)"', page)[1]) for name in ("kind", "about", "query")}
    assert said == {"kind": "matters_xlsx", "about": "0", "query": "light=red&state=all"}
    client.post(reverse("reports:order_export"), said)
    one = exporting.make(pk=Export.objects.get().pk, now=clock(ON, 10))
    answer = client.get(reverse("reports:export_file", args=[one.pk]))
    assert lines_of(answer) == on_pages(client, "light=red&state=all")


def test_more_than_one_file_holds_is_told_and_not_cut_off(client, small, monkeypatch):
    monkeypatch.setattr(matters_xlsx, "MOST", 10)
    client.force_login(small.admin)
    answer = client.get(reverse("reports:matters_xlsx"))
    assert (answer.status_code, "筛选结果超过 10 项" in answer.content.decode()) == (409, True)
