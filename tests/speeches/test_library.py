"""The list of speeches, and the text with its places."""

import re
from datetime import date

import pytest
from django.urls import reverse

from speeches.models import Speech
from speeches.states import SpeechState
from tests.speeches.conftest import NOW


def lay(small, number: int, **values) -> list[Speech]:
    """Many rows at once."""
    told = {"digest": "0" * 64, "received_at": NOW, "received_by": small.admin, "state": SpeechState.READ} | values
    return Speech.objects.bulk_create(Speech(**{"title": f"讲话{n}"} | told) for n in range(number))


def titles(client, **asked) -> list[str]:
    """What the list shows for an address."""
    page = client.get(reverse("speeches:list"), asked).content.decode()
    return re.findall(r'data-label="标题"><a[^>]*>([^<]*)<', page)


@pytest.fixture
def three(client, small):
    """Three speeches that differ in what can be filtered."""
    lay(small, 1, title="县委工作会议讲话", speaker="张三", given_on=date(2025, 2, 1))
    lay(small, 1, title="党建座谈会讲话", meeting="机关工委会议", given_on=date(2026, 3, 1), state=SpeechState.DECIDED)
    lay(small, 1, title="没有日期的讲话", state=SpeechState.UNREADABLE)
    client.force_login(small.admin)
    return client


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, ["没有日期的讲话", "党建座谈会讲话", "县委工作会议讲话"]),
        ({"year": "2025"}, ["县委工作会议讲话"]),
        ({"year": "none"}, ["没有日期的讲话"]),
        ({"state": "decided"}, ["党建座谈会讲话"]),
        ({"q": "张三"}, ["县委工作会议讲话"]),
        ({"q": "工委 座谈"}, ["党建座谈会讲话"]),
        ({"q": "会议", "year": "2026"}, ["党建座谈会讲话"]),
        ({"q": "%"}, []),
        ({"year": "1066"}, []),
        ({"state": "x"}, []),
    ],
)
def test_the_filters_live_in_the_address(three, asked, shown):
    assert titles(three, **asked) == shown


def test_five_hundred_speeches_are_paged_and_the_filter_goes_along(client, small, django_assert_max_num_queries):
    lay(small, 500, speaker="张三")
    lay(small, 3, speaker="李四")
    client.force_login(small.admin)
    seen, address = [], "?q=张三"
    with django_assert_max_num_queries(11 * 12):
        while address:
            page = client.get(reverse("speeches:list") + address).content.decode()
            seen += re.findall(r'data-label="标题"><a[^>]*>([^<]*)<', page)
            following = re.search(r'rel="next" href="([^"]*)"', page)
            address = following and following[1].replace("&amp;", "&")
    assert (len(seen), len(set(seen)), seen[0], seen[-1]) == (500, 500, "讲话499", "讲话0")


def test_another_filter_begins_at_the_first_page(client, small):
    lay(small, 60)
    client.force_login(small.admin)
    page = client.get(reverse("speeches:list"), {"before": str(Speech.objects.last().pk + 5)}).content.decode()
    assert ('name="q"' in page, 'name="before"' in page) == (True, False)


def test_an_empty_result_leads_back_to_all(three):
    page = three.get(reverse("speeches:list"), {"q": "没有这样的词"}).content.decode()
    assert "没有符合条件的讲话。" in page and f'href="{reverse("speeches:list")}">查看全部' in page


def test_each_directive_has_its_place_in_the_text(client, small, seed):
    client.force_login(small.admin)
    page = client.get(reverse("speeches:text", args=[seed.pk])).content.decode()
    assert re.findall(r'id="(d\d+)"', page) == [f"d{pk}" for pk in seed.directives.values_list("pk", flat=True)]
    one = seed.directives.all()[2]
    assert re.search(rf'<span class="said" id="d{one.pk}">([^<]*)</span>', page)[1] == one.text.replace('"', "&quot;")
