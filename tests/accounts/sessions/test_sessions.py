"""Where a person is signed in is listed, and what is ended is gone at the very next request."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from accounts.models import Entry, Session, User
from accounts.sessions.devices import in_words
from accounts.units.actions import end_post
from accounts.users.actions import amend_account, close_account, end_sessions
from tests import factories
from tests.accounts.signed_in import client_of, text
from tests.client import TrailClient

pytestmark = pytest.mark.django_db
PASSWORD = "Yunxi-2026-mima"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36 Edg/131.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0 Mobile"


@pytest.fixture
def person() -> User:
    return factories.user("高建国", password=PASSWORD)


def signed_in(person: User, agent: str, at: str) -> Client:
    browser = TrailClient(REMOTE_ADDR=at, HTTP_USER_AGENT=agent)
    assert browser.post("/sign-in/", {"login": person.username, "password": PASSWORD}).status_code == 302
    return browser


def open_(*browsers: Client) -> list[bool]:
    """Which of them are let in."""
    return [browser.get("/account/").status_code == 200 for browser in browsers]


@pytest.mark.parametrize(
    ("agent", "words"),
    [(EDGE, "Windows 电脑，Edge 浏览器"), (PHONE, "苹果手机，微信"), ("curl/8.5", "未知设备"), ("", "未知设备")],
)
def test_devices_are_told_in_words(agent: str, words: str) -> None:
    assert in_words(agent) == words


def test_devices_are_listed_with_address_and_the_last_use(person: User) -> None:
    with time_machine.travel(datetime(2026, 11, 24, 2, 0, tzinfo=UTC), tick=False) as clock:
        desk, phone = signed_in(person, EDGE, "10.1.1.1"), signed_in(person, PHONE, "10.1.1.2")
        seen = []
        for minutes in (4, 2):
            clock.shift(timedelta(minutes=minutes))
            phone.get("/account/")
            seen.append(f"{Session.objects.get(address='10.1.1.2').seen_at:%H:%M}")
        page = text(desk.get("/account/"))
    assert seen == ["02:00", "02:06"]
    assert [
        page.count(word) for word in ("Windows 电脑，Edge 浏览器", "10.1.1.2", "11-24 10:06", ">本机<", "退出其他全部设备")
    ] == [1, 1, 1, 1, 1]


def test_one_device_is_ended_by_another_and_the_trail_says_so(person: User) -> None:
    desk, phone, lost = (
        signed_in(person, EDGE, "10.1.1.1"),
        signed_in(person, PHONE, "10.1.1.2"),
        signed_in(person, PHONE, "10.1.1.3"),
    )
    row = Session.objects.get(address="10.1.1.3")
    assert (open_(desk, phone, lost), desk.post(f"/account/sessions/{row.pk}/end/").status_code) == ([True] * 3, 302)
    assert open_(desk, phone, lost) == [True, True, False]
    assert Entry.objects.get(act="退出其他设备").after == {"sessions": ["苹果手机，微信（10.1.1.3）"]}
    desk.post("/account/sessions/end/")
    assert (open_(desk, phone), Session.objects.count()) == ([True, False], 1)


def test_nobody_ends_the_sessions_of_others(person: User) -> None:
    phone = signed_in(person, PHONE, "10.1.1.2")
    answer = client_of(factories.user()).post(f"/account/sessions/{Session.objects.get().pk}/end/")
    assert (answer.status_code, open_(phone)) == (404, [True])


def test_a_new_password_keeps_this_device_and_ends_the_others(person: User) -> None:
    desk, phone = signed_in(person, EDGE, "10.1.1.1"), signed_in(person, PHONE, "10.1.1.2")
    said = {"old": PASSWORD, "password": PASSWORD + "!", "again": PASSWORD + "!"}
    assert (desk.post("/account/password/", said).status_code, open_(desk, phone)) == (302, [True, False])
    assert [word in text(desk.get("/account/")) for word in ("10.1.1.1", "10.1.1.2")] == [True, False]


@pytest.mark.parametrize("act", ["close", "end sessions", "expire", "sign out"])
def test_what_is_over_is_over_at_the_very_next_request(person: User, act: str) -> None:
    phone = signed_in(person, PHONE, "10.1.1.2")
    assert open_(phone) == [True]
    if act == "close":
        close_account(user=person, by=None)
    elif act == "end sessions":
        end_sessions(user=person, by=None)
    elif act == "expire":
        amend_account(user=person, version=person.version, values={"expires_on": date.today() - timedelta(days=1)}, by=None)
    else:
        phone.post("/sign-out/")
    assert open_(phone) == [False]


def test_when_a_post_ends_its_rights_end_at_the_next_request_after_its_last_day() -> None:
    post = factories.post("supervisor")
    with time_machine.travel(datetime(2026, 11, 24, 2, tzinfo=UTC), tick=False) as clock:
        browser = client_of(post.user)
        before = browser.get("/lists/").status_code
        end_post(post=post, on=date(2026, 11, 25), by=None)
        clock.shift(timedelta(days=1))
        last_day = browser.get("/lists/").status_code
        clock.shift(timedelta(hours=14))
        assert (before, last_day, browser.get("/lists/").status_code) == (200, 200, 403)
