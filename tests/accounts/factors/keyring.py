"""What the tests of passkeys share: a registered key, a browser with half a sign-in, what was sent and what the trail says."""

import html
import re
from datetime import UTC, date, datetime

from django.test import Client

from accounts.factors import ceremony, passkeys
from accounts.models import Entry, User
from tests.accounts.factors.key import Key
from tests.accounts.signed_in import text
from tests.client import TrailClient

PASSWORD = "Yunxi-2026-mima"
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
EVIL = "https://dj.evil.example"


def registered(user: User, key: Key, name: str = "办公室电脑") -> list[str]:
    """The recovery codes that came with it."""
    options, state = ceremony.to_register(user, [], NOON)
    return passkeys.register(user=user, name=name, state=state, answer=key.register(options), now=NOON, by=user)


def options(answer) -> str:
    """The challenge that stands in a page."""
    return html.unescape(re.search(r'data-options="([^"]*)"', text(answer))[1])


def half_in(person: User) -> Client:
    """A browser that has given the right password."""
    browser = TrailClient(REMOTE_ADDR="10.0.0.1")
    assert browser.post("/sign-in/", {"login": person.username, "password": PASSWORD}).headers["Location"] == "/sign-in/code/"
    return browser


def sent(browser: Client, path: str, answer: str) -> tuple[int, bool]:
    """(status, whether the browser is signed in afterwards)."""
    status = browser.post(path, {"credential": answer}).status_code
    return status, browser.get("/account/").status_code == 200


def acts(user: User) -> list[str]:
    return list(Entry.objects.filter(target_type="accounts.user", target_id=user.pk).values_list("act", flat=True))
