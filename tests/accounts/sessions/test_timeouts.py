"""A screen that was left alone, and a sign-in of this morning, come to an end; what was shown stays in no browser."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from tests import factories
from tests.accounts.signed_in import text

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PASSWORD = "Qinghe-2026-sign-in"
NOW = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(settings):
    settings.SESSION_IDLE_MINUTES, settings.SESSION_HOURS = 30, 10
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def browser() -> Client:
    """Somebody who has just signed in."""
    browser = Client()
    said = {"login": factories.user("高建国", password=PASSWORD).username, "password": PASSWORD}
    assert browser.post("/sign-in/", said).status_code == 302
    return browser


def test_without_the_limit_a_forgotten_screen_stays_open_with_it_half_an_hour(browser, clock, settings) -> None:
    settings.SESSION_IDLE_MINUTES = settings.SESSION_HOURS = 0
    clock.shift(timedelta(days=3))
    assert browser.get("/account/").status_code == 200  # the harm
    settings.SESSION_IDLE_MINUTES = 30
    clock.shift(timedelta(minutes=34))
    assert browser.get("/account/").status_code == 200
    clock.shift(timedelta(minutes=36))
    answer = browser.get("/account/")
    assert (answer.status_code, answer.headers["Location"].startswith("/sign-in/")) == (302, True)
    assert "登录已经失效，请重新登录" in text(browser.get(answer.headers["Location"]))


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(browser, clock) -> None:
    for _ in range(6):
        clock.shift(timedelta(minutes=5, seconds=59))
        answer = browser.get("/account/", headers={"HX-Request": "true"})
    assert answer.status_code == 302


def test_who_works_all_day_signs_in_again_after_ten_hours(browser, clock) -> None:
    answers = []
    for _ in range(31):
        clock.shift(timedelta(minutes=20))
        answers.append(browser.get("/account/").status_code)
    assert answers == [200] * 30 + [302]


def test_pages_of_the_signed_in_stay_in_no_browser(browser) -> None:
    shown = [browser.get(path).headers.get("Cache-Control", "") for path in ("/", "/notices/", "/account/")]
    assert ["no-store" in header for header in shown] == [True] * 3
    assert "Cache-Control" not in Client().get("/no/such/page/").headers
