"""Who tries names at the sign-in page learns nothing by the clock: whether and how an account exists, the same work is done (P13).

The work is counted, not timed: hashes of the production's hasher, and every statement sent to the database.
"""

import re
from collections.abc import Callable
from datetime import date
from itertools import zip_longest

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.factors import actions as factors
from accounts.factors import rules
from accounts.models import User
from accounts.roles import Role
from accounts.users.actions import close_account
from config import settings as production
from tests import factories
from tests.tasks.items.matters import at

pytestmark = pytest.mark.django_db
PASSWORD, TRIES = "Qinghe-2026-sign-in", 12


class Counted(Argon2PasswordHasher):
    """The production's, made cheap; each time it works is noted."""

    time_cost, memory_cost, parallelism = 1, 64, 1
    worked = 0

    def encode(self, password: str, salt: str) -> str:
        """One hash."""
        Counted.worked += 1
        return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """One hash, too."""
        Counted.worked += 1
        return super().verify(password, encoded)


@pytest.fixture(autouse=True)
def hasher(settings) -> None:
    assert production.PASSWORD_HASHERS[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"
    settings.PASSWORD_HASHERS = ["tests.accounts.users.test_alike.Counted"]


def closed() -> User:
    user = factories.user("停用的人", password=PASSWORD)
    close_account(user=user, by=factories.post(Role.SYSTEM_ADMIN).user)
    return user


def expired() -> User:
    user = factories.user("到期的人", password=PASSWORD)
    User.objects.filter(pk=user.pk).update(expires_on=date(2020, 1, 1))
    return user


def with_a_second_step() -> User:
    user, now = factories.user("有第二步的人", password=PASSWORD), at(date(2026, 11, 24))
    secret = factors.new_secret()
    factors.set_up(user=user, secret=secret, typed=rules.code(secret, int(now.timestamp()) // 30), now=now, by=user)
    return user


KINDS: dict[str, Callable[[], User]] = {
    "with a password": lambda: factories.user("高建国", password=PASSWORD),
    "without one yet": lambda: factories.user("新来的人"),
    "closed": closed,
    "expired": expired,
    "with a second step": with_a_second_step,
    "a leader": lambda: factories.post(Role.COUNTY_LEADER, factories.unit()).user,
}


def work(name: str) -> list[tuple]:
    """For each try of a wrong password: hashes, statements without what was typed, status, headers, the page."""
    found = []
    for n in range(TRIES):
        before, browser = Counted.worked, Client()
        with CaptureQueriesContext(connection) as asked:
            answer = browser.post("/sign-in/", {"login": name, "password": f"guess-{n}"}, REMOTE_ADDR=f"10.9.0.{n}")
        said = re.sub(r'value="[^"]*"|csrf-token" content="[^"]*"|hx-headers=\S+', "", answer.content.decode())
        headers = {
            key: sorted(value.split("; ")) for key, value in answer.headers.items() if key not in ("X-Request-ID", "Expires")
        }
        found.append((Counted.worked - before, [_shape(one["sql"]) for one in asked], answer.status_code, headers, said))
    return found


def _shape(statement: str) -> str:
    """A statement without its values."""
    return re.sub(r"'(?:[^']|'')*'|\bs\d+_x\d+\b|\b\d+\b", "?", statement)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_work_is_done_for_a_name_that_exists_and_for_one_that_does_not(kind: str) -> None:
    user = KINDS[kind]()
    work("warm-up")  # what a process reads once
    cache.clear()
    known = work(user.username)
    cache.clear()
    unknown = work("n" * len(user.username))
    assert [one[0] for one in known] == [1] * 10 + [0] * 2  # then the bound of guesses strikes, for both
    for mine, theirs in zip(known, unknown, strict=True):
        assert mine[1] == theirs[1], [(a, b) for a, b in zip_longest(mine[1], theirs[1]) if a != b][:3]
        assert mine == theirs, [(a, b) for a, b in zip_longest(mine[4].split("\n"), theirs[4].split("\n")) if a != b][:3]


def test_work_that_is_not_done_for_unknown_names_is_seen(monkeypatch) -> None:
    user = factories.user("高建国", password=PASSWORD)
    monkeypatch.setattr("allauth.account.auth_backends.AuthenticationBackend._mitigate_timing_attack", lambda *words: None)
    assert [work(user.username)[0][0], work("nobody-of-this-name")[0][0]] == [1, 0]
