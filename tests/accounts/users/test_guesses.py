"""However many addresses guess at an account, twenty tries an hour reach its password; its owner gets in from where he is known."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client

from accounts.guesses import actions
from accounts.models import Entry, Guesses, Letter, User
from accounts.rights.alarms import tell
from accounts.roles import Role
from accounts.users.actions import unlock
from tests import factories
from tests.accounts.signed_in import client_of, text

pytestmark = pytest.mark.django_db
PASSWORD = "Qinghe-2026-sign-in"
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
STRANGERS, KNOWN = "暂不接受从没有用过的地点或设备登录", "一小时内输错密码的次数已满"


class Counting(MD5PasswordHasher):
    """Says how often a password was looked at."""

    looked = 0

    def encode(self, password: str, salt: str) -> str:
        """As ever, and counted."""
        Counting.looked += 1
        return super().encode(password, salt)


@pytest.fixture(autouse=True)
def clock():
    cache.clear()
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def hasher(settings) -> type[Counting]:
    settings.PASSWORD_HASHERS = ["tests.accounts.users.test_guesses.Counting"]
    Counting.looked = 0
    return Counting


@pytest.fixture
def leader() -> User:
    return factories.user("高建国", password=PASSWORD)


def sign_in(name: str, at: str, password: str = PASSWORD, browser: Client | None = None):
    return (browser or Client()).post("/sign-in/", {"login": name, "password": password}, REMOTE_ADDR=at)


def guess(name: str, tries: int, first: int = 1) -> list[str]:
    """Wrong passwords, each from another address; the pages."""
    return [text(sign_in(name, f"10.9.{n // 250}.{n % 250 + 1}", f"guess-{n}")) for n in range(first, first + tries)]


def test_without_the_bound_each_address_tries_as_it_likes_with_it_ten_an_hour(hasher, leader: User, monkeypatch, clock) -> None:
    with monkeypatch.context() as unbound:
        unbound.setattr(actions, "BOUND", 10**6)
        before = hasher.looked
        guess(leader.username, 25)
        assert hasher.looked - before == 25  # the harm
    clock.shift(timedelta(hours=2))
    before = hasher.looked
    pages = guess(leader.username, 25, first=100)
    assert (hasher.looked - before, [STRANGERS in page for page in pages]) == (10, [False] * 10 + [True] * 15)
    clock.shift(timedelta(minutes=60))
    assert STRANGERS not in guess(leader.username, 1, first=200)[0]


def test_the_owner_gets_in_from_his_address_and_with_his_telephone_wherever_it_is(leader: User) -> None:
    phone = Client()
    assert sign_in(leader.username, "10.1.1.1", browser=phone).status_code == 302
    phone.post("/sign-out/")
    guess(leader.username, 30)
    usual, elsewhere = sign_in(leader.username, "10.1.1.1"), sign_in(leader.username, "10.7.7.7")
    by_phone = sign_in(leader.username, "10.8.8.8", browser=phone)
    assert [usual.status_code, by_phone.status_code, elsewhere.status_code] == [302, 302, 200]
    assert "请过 60 分钟再试" in text(elsewhere)


def test_from_where_he_is_known_there_is_a_bound_too_and_the_security_administrator_lifts_both(hasher, leader: User) -> None:
    for at in ("10.1.1.1", "10.1.1.2", "10.1.1.3"):
        assert sign_in(leader.username, at).status_code == 302
    before = hasher.looked
    for at in ("10.1.1.1", "10.1.1.2", "10.1.1.3"):
        pages = [text(sign_in(leader.username, at, f"wrong-{n}")) for n in range(4)]
    guess(leader.username, 20)
    assert (hasher.looked - before, KNOWN in pages[-1]) == (20, True)
    unlock(user=leader, by=factories.office().security_admin)
    assert [sign_in(leader.username, at).status_code for at in ("10.1.1.1", "10.6.6.6")] == [302, 302]


def test_a_right_password_is_no_try(leader: User) -> None:
    assert {sign_in(leader.username, f"10.5.0.{n}").status_code for n in range(1, 13)} == {302}
    assert {len(row.at) for row in Guesses.objects.all()} == {0}


def test_names_that_do_not_exist_are_answered_alike(hasher, leader: User) -> None:
    answers = [[page.replace(name, "") for page in guess(name, 12)] for name in (leader.username, "nobody")]
    assert [[STRANGERS in page for page in pages] for pages in answers] == [[False] * 10 + [True] * 2] * 2


def test_a_telephone_that_forged_its_mark_is_a_stranger(leader: User) -> None:
    guess(leader.username, 10)
    for mark in ("", "forged", "x" * 5000):
        browser = Client()
        browser.cookies["known"] = mark
        assert STRANGERS in text(sign_in(leader.username, "10.1.1.1", browser=browser))


def test_who_sits_at_a_strangers_open_session_cannot_guess_the_password_from_many_addresses(hasher, leader: User) -> None:
    browser = client_of(leader)
    said = {"old": "wrong", "new": "Another-2026-word", "again": "Another-2026-word"}
    before = hasher.looked
    answers = [browser.post("/account/password/", said, REMOTE_ADDR=f"10.4.0.{n}").status_code for n in range(1, 21)]
    assert (answers[-1], 429 in answers, hasher.looked - before <= 20) == (429, True, True)


def test_in_any_hour_no_more_than_the_bound_is_granted(clock) -> None:
    drawn, granted = random.Random(7), []
    for _ in range(150):
        clock.shift(timedelta(seconds=drawn.randrange(1, 120)))
        now = datetime.now(UTC)
        if actions.take(username="leader", known=False, now=now) == 0:
            granted.append(now)
    assert max(sum(0 <= (later - first).total_seconds() < 3600 for later in granted) for first in granted) == actions.BOUND


@pytest.mark.django_db(transaction=True)
def test_of_thirty_two_at_the_same_moment_ten_are_granted() -> None:
    def one(_) -> int:
        try:
            return actions.take(username="leader", known=False, now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(wait > 0 for wait in pool.map(one, range(32))) == [False] * 10 + [True] * 22


def test_security_administrators_hear_of_it_once_a_day(leader: User) -> None:
    small = factories.office()
    guess(leader.username, 12)
    guess("nobody", 12)
    assert [[letter.to for letter in tell(NOW)] for _ in range(2)] == [[small.security_admin], []]
    letter = Letter.objects.get(kind="guessed")
    assert (letter.subject, "输错密码 10 次，来自 10 个地址" in letter.text) == (
        f"【党建清单】账号被试密码：{leader.username}",
        True,
    )
    page = text(client_of(small.security_admin).get("/rights/"))
    assert [f"{name}：10 个地址，输错 10 次" in page for name in (leader.username, "nobody")] == [True, True]


def test_lifting_the_lock_is_in_the_trail(leader: User) -> None:
    unlock(user=leader, by=factories.post(Role.SECURITY_ADMIN).user)
    assert Entry.objects.filter(act="解除登录锁定", target_id=leader.pk).count() == 1
