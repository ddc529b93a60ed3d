"""An account that is guessed at from many addresses is slowed down, never locked: its owner gets in from anywhere."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from accounts.users import patience
from tests import factories
from tests.accounts.signed_in import client_of, text

pytestmark = pytest.mark.django_db
PASSWORD = "Qinghe-2026-sign-in"
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
WAITS = "请等 10 秒，再输入密码登录"


@pytest.fixture(autouse=True)
def clock():
    cache.clear()
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def guessed_at(name: str, addresses: int) -> None:
    """Four wrong passwords from each of some addresses: none of them is locked."""
    for number in range(addresses):
        AccessAttempt.objects.create(username=name, ip_address=f"10.9.0.{number + 1}", user_agent="x", failures_since_start=4)


def sign_in(name: str, at: str, password: str = PASSWORD, ticket: str = ""):
    return Client(REMOTE_ADDR=at).post("/sign-in/", {"login": name, "password": password, "patience": ticket})


def ticket_of(answer) -> str:
    return re.search(r'name="patience" value="([^"]+)"', text(answer))[1]


@pytest.fixture
def leader() -> User:
    return factories.user("高建国", password=PASSWORD)


def test_without_the_delay_many_addresses_guess_as_fast_as_they_like(leader: User, monkeypatch) -> None:
    monkeypatch.setattr(patience, "FREE", 10**6)
    guessed_at(leader.username, 250)
    assert sign_in(leader.username, "10.1.1.1").status_code == 302


def test_the_leader_gets_in_from_any_address_after_a_short_wait(leader: User, clock) -> None:
    guessed_at(leader.username, 250)
    first = sign_in(leader.username, "10.1.1.1")
    ticket = ticket_of(first)
    clock.shift(timedelta(seconds=4))
    early = sign_in(leader.username, "10.1.1.1", ticket=ticket)
    clock.shift(timedelta(seconds=6))
    answers = [sign_in(leader.username, at, ticket=ticket).status_code for at in ("10.1.1.2", "10.1.1.1")]
    assert (WAITS in text(first), "请等 7 秒" in text(early), answers) == (True, True, [200, 302])


def test_from_an_address_used_before_nobody_waits(leader: User) -> None:
    assert sign_in(leader.username, "10.1.1.1").status_code == 302
    guessed_at(leader.username, 250)
    assert [sign_in(leader.username, at).status_code for at in ("10.1.1.1", "10.1.1.2")] == [302, 200]


def test_a_ticket_is_used_up_by_a_wrong_password(leader: User, clock) -> None:
    guessed_at(leader.username, 250)
    ticket = ticket_of(sign_in(leader.username, "10.1.1.1"))
    clock.shift(timedelta(seconds=11))
    wrong = text(sign_in(leader.username, "10.1.1.1", "wrong-password-1", ticket))
    assert ("账号或密码不正确" in wrong, WAITS in text(sign_in(leader.username, "10.1.1.1", ticket=ticket))) == (True, True)


@pytest.mark.parametrize("ticket", ["", "forged", "\x00", "x" * 501])
def test_no_ticket_and_odd_tickets_wait_and_unknown_names_alike(leader: User, ticket: str) -> None:
    for name in (leader.username, "nobody"):
        guessed_at(name, 5)
        assert sign_in(name, "10.1.1.1", ticket=ticket).status_code == 200


def test_below_twenty_failures_nobody_waits_and_the_security_administrator_sees_the_rest(leader: User) -> None:
    guessed_at(leader.username, 4)
    guessed_at("others", 6)
    assert sign_in(leader.username, "10.1.1.1").status_code == 302
    page = text(client_of(factories.office().security_admin).get("/rights/"))
    assert ("others：6 个地址，输错 24 次" in page, f"{leader.username}：" in page) == (True, False)
