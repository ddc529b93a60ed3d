"""In a real browser, by keyboard only: a clerk decides a speech, the doubtful sentences first."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from accounts.models import Entry
from speeches import actions
from speeches.models import Speech
from speeches.states import DirectiveState, SpeechState
from tests.factories import office
from tests.speeches.conftest import NOW

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = (
    "座谈会讲话\n同志们：\n抓好党建是重要的基础，必须走在前面。\n一、抓学习\n各单位要抓好学习，每季度一次。\n"
    "二、抓作风\n推进作风转变。\n去年完成了任务。\n会议到此结束。\n"
)
AT_HAND = """() => {
  const here = document.querySelector(".decision.here");
  return !busy && here && (here.classList.contains("proposed") || !document.querySelector(".decision.proposed"));
}"""


class Clerk:
    """Presses keys and counts them; waits until the page is ready for the next one."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        """One key after the other."""
        for key in keys:
            self.pressed += 1
            self.page.keyboard.press(key)
            self.page.wait_for_function(AT_HAND if key in ("Enter", "x", "u") else "() => true")

    @property
    def left(self) -> int:
        """What is still to be decided."""
        return self.page.locator(".decision.proposed").count()


@pytest.fixture
def speech(browser_page, live_server) -> Speech:
    """The speech, read; the browser belongs to a clerk who is signed in."""
    small, visitor = office(), Client()
    received = actions.receive(data=WORDS.encode(), name="讲话.txt", now=NOW, by=small.admin)
    visitor.force_login(small.admin)
    session = visitor.cookies[settings.SESSION_COOKIE_NAME]
    browser_page.context.add_cookies([{"name": session.key, "value": session.value, "url": live_server.url}])
    return actions.read(pk=received.pk, now=NOW)


def test_a_speech_is_decided_by_keys_alone(browser_page: Page, live_server, speech):
    browser_page.goto(f"{live_server.url}/speeches/{speech.pk}/review/")
    clerk = Clerk(browser_page)
    clerk.press("d")
    browser_page.wait_for_url("**first=doubtful")
    browser_page.wait_for_function(AT_HAND)
    clerk.press("s", "Enter", "k", "u", "Enter", "x")  # look why, take it, take it back, take it again; no demand
    while not browser_page.locator(".decision.here.directive").count():
        clerk.press("Enter")
    clerk.press("e")
    browser_page.wait_for_function("() => document.activeElement.id === 'id_title'")
    browser_page.keyboard.press("Control+A")
    browser_page.keyboard.type("严管干部")
    clerk.press("Enter")
    while clerk.left:
        clerk.press("Enter")
    speech.refresh_from_db()
    assert speech.state == SpeechState.DECIDED
    states = speech.directives.order_by("start").values_list("title", "state")
    assert list(states) == [("严管干部", DirectiveState.CONFIRMED), ("推进作风转变", DirectiveState.REJECTED)]
    assert clerk.pressed == 15
    assert Entry.objects.filter(act="撤回认定").count() == 1
    assert browser_page.get_by_role("link", name="起草清单").is_visible()


def test_a_key_held_down_or_pressed_twice_decides_once(browser_page: Page, live_server, speech):
    browser_page.goto(f"{live_server.url}/speeches/{speech.pk}/review/")
    browser_page.wait_for_function(AT_HAND)
    before = browser_page.locator(".decision.proposed").count()
    for _ in range(3):
        browser_page.keyboard.down("Enter")
    browser_page.wait_for_function(AT_HAND)
    browser_page.wait_for_timeout(300)
    assert (browser_page.locator(".decision.proposed").count(), "/review/" in browser_page.url) == (before - 1, True)
