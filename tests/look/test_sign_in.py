"""Signing in: one sentence for all errors, a lock by name and address, no way in from outside, no way out to a stranger."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import override_settings

from accounts.models import User
from accounts.roles import Role
from tests import factories
from tests.accounts.signed_in import text
from tests.client import TrailClient

pytestmark = pytest.mark.django_db
PASSWORD = "Qinghe-2026-sign-in"
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
HERE, THERE = "10.1.1.1", "10.1.1.2"


@pytest.fixture(autouse=True)
def quiet_minute() -> None:
    """The limit of sign-ins per minute and address starts afresh."""
    cache.clear()


@pytest.fixture
def leader() -> User:
    """A leader with a password."""
    person = factories.user("高建国", password=PASSWORD)
    factories.post(Role.UNIT_SECRETARY, who=person)
    return person


def sign_in(name: str, password: str, *, at: str = HERE, query: str = "", noted: str = ""):
    """The answer to the form sent from an address."""
    headers = {"X-Forwarded-For": noted} if noted else {}
    said = {"login": name, "password": password}
    return TrailClient(REMOTE_ADDR=at).post(f"/sign-in/{query}", said, headers=headers)


def codes(name: str, password: str, times: int, **more) -> list[int]:
    """The answers' codes of some tries."""
    return [sign_in(name, password, **more).status_code for _ in range(times)]


def test_the_page_asks_for_account_and_password_only(client) -> None:
    page = text(client.get("/sign-in/"))
    words = ("账号", "密码", ">登录</button>", 'autocomplete="username"', 'autocomplete="current-password"')
    offers = ("注册", "signup", "sign-up", "password/reset", "记住")
    assert ([word in page for word in words], [word in page for word in offers]) == ([True] * 5, [False] * 5)


def test_wrong_name_and_wrong_password_are_told_alike(leader: User) -> None:
    pages = [text(sign_in(name, "wrong-password-1")) for name in (leader.username, "nobody")]
    told = "账号或密码不正确。请核对后重新输入；连续输错五次将锁定三十分钟。"
    assert [page.count(told) for page in pages] == [1, 1]


def test_the_typed_password_is_never_shown_again(leader: User) -> None:
    strict = TrailClient(enforce_csrf_checks=True)
    expired = strict.post("/sign-in/", {"login": leader.username, "password": "Typed-Secret-1"})
    wrong = sign_in(leader.username, "Typed-Secret-1")
    assert [(a.status_code, "Typed-Secret-1" in text(a), leader.username in text(a)) for a in (expired, wrong)] == [
        (403, False, True),
        (200, False, True),
    ]


@pytest.mark.parametrize("path", ["/sign-up/", "/signup/", "/accounts/signup/", "/password/reset/", "/accounts/password/reset/"])
def test_nobody_signs_up_or_asks_for_a_password_by_mail(client, path: str) -> None:
    said = {"username": "stranger", "password1": PASSWORD, "password2": PASSWORD, "email": "a@b.cn"}
    assert ([client.get(path).status_code, client.post(path, said).status_code], User.objects.count()) == ([404, 404], 0)


@pytest.mark.parametrize(
    ("wanted", "goes_to"),
    [
        ("//evil.example", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/lists/", "/lists/"),
    ],
)
def test_after_signing_in_one_stays_in_the_house(leader: User, wanted: str, goes_to: str) -> None:
    answer = sign_in(leader.username, PASSWORD, query=f"?next={wanted}")
    assert (answer.status_code, answer.headers["Location"]) == (302, goes_to)


def test_five_wrong_passwords_lock_this_name_at_this_address_only(leader: User) -> None:
    other = factories.user(password=PASSWORD)
    tries = codes(leader.username, "wrong-password-1", 6)
    locked = sign_in(leader.username, PASSWORD)
    assert (tries, locked.status_code, "已锁定，30 分钟后再试" in text(locked)) == ([200] * 4 + [429, 429], 429, True)
    assert (codes(leader.username, PASSWORD, 1, at=THERE), codes(other.username, PASSWORD, 1)) == ([302], [302])


def test_without_the_lock_a_guess_would_get_in(leader: User) -> None:
    with override_settings(AXES_ENABLED=False):
        assert codes(leader.username, "wrong-password-1", 6) + codes(leader.username, PASSWORD, 1) == [200] * 6 + [302]


def test_an_unknown_name_is_locked_like_a_known_one() -> None:
    assert codes("nobody", "wrong-password-1", 6) == [200] * 4 + [429, 429]


def test_capital_letters_and_blanks_give_no_fresh_tries(leader: User) -> None:
    forms = [leader.username, leader.username.upper(), f" {leader.username}", leader.username.title(), f"{leader.username} "]
    assert [sign_in(name, "wrong-password-1").status_code for name in forms] == [200] * 4 + [429]


def test_the_lock_ends_after_half_an_hour_even_when_tried_meanwhile(leader: User) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        codes(leader.username, "wrong-password-1", 5)
        clock.move_to(NOW + timedelta(minutes=29))
        meanwhile = codes(leader.username, PASSWORD, 2)
        clock.move_to(NOW + timedelta(minutes=31))
        assert (meanwhile, codes(leader.username, PASSWORD, 1)) == ([429, 429], [302])


def test_the_right_password_wipes_earlier_slips(leader: User) -> None:
    slips = codes(leader.username, "wrong-password-1", 4) + codes(leader.username, PASSWORD, 1)
    assert slips + codes(leader.username, "wrong-password-1", 4) == [200] * 4 + [302] + [200] * 4


@override_settings(BEHIND_PROXY=True)
def test_behind_the_proxy_the_visitor_is_locked_and_not_the_proxy(leader: User) -> None:
    codes(leader.username, "wrong-password-1", 5, noted=HERE)
    forged = codes(leader.username, PASSWORD, 1, noted=f"{THERE}, {HERE}")
    assert (forged, codes(leader.username, PASSWORD, 1, noted=THERE)) == ([429], [302])


def test_without_a_proxy_a_forged_address_changes_nothing(leader: User) -> None:
    codes(leader.username, "wrong-password-1", 5)
    assert codes(leader.username, PASSWORD, 1, noted=THERE) == [429]
