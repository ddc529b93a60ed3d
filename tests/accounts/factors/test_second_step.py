"""Signing in with a second factor: set up, asked for, guessed at, lost, and demanded of those who can do the most harm."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from accounts.factors import actions, rules
from accounts.models import Entry, User
from tests import factories
from tests.accounts.signed_in import client_of, text

pytestmark = pytest.mark.django_db
PASSWORD = "Yunxi-2026-mima"
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def figures(later: int = 0) -> str:
    return rules.code(SECRET, int(NOON.timestamp() + later) // 30)


@pytest.fixture
def person() -> User:
    """Somebody with a password and a factor that was set up a minute ago."""
    user = factories.user("高建国", password=PASSWORD)
    user.codes = actions.set_up(user=user, secret=SECRET, typed=figures(-60), now=NOON - timedelta(seconds=60), by=user)
    return user


def half_in(person: User, at: str = "10.0.0.1") -> Client:
    """A browser that has given the right password."""
    browser = Client(REMOTE_ADDR=at)
    answer = browser.post("/sign-in/", {"login": person.username, "password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/code/")
    return browser


def answer(browser: Client, code: str) -> tuple[int, bool]:
    """(status, whether the browser is signed in afterwards)."""
    status = browser.post("/sign-in/code/", {"code": code}).status_code
    return status, browser.get("/account/").status_code == 200


def acts(user: User) -> list[str]:
    return list(Entry.objects.filter(target_type="accounts.user", target_id=user.pk).values_list("act", flat=True))


def test_the_password_alone_opens_nothing_and_the_code_opens_once(person: User) -> None:
    first = half_in(person)
    assert first.get("/account/").status_code == 302
    assert answer(first, figures()) == (302, True)
    assert answer(half_in(person), figures()) == (422, False)


def test_a_recovery_code_opens_once_and_leaves_a_trace(person: User) -> None:
    assert answer(half_in(person), person.codes[3]) == (302, True)
    assert (answer(half_in(person), person.codes[3]), acts(person).count("使用恢复码登录")) == ((422, False), 1)


def test_five_wrong_codes_lock_this_address_and_no_other(person: User) -> None:
    guesser = half_in(person)
    assert [answer(guesser, "000000")[0] for _ in range(6)] == [422] * 4 + [429] * 2
    assert answer(guesser, figures()) == (429, False)
    assert answer(half_in(person, at="10.0.0.2"), figures()) == (302, True)


def test_codes_are_not_guessed_from_many_addresses(person: User, noon) -> None:
    for _ in range(actions.FREE_TRIES):
        assert actions.use(user=person, typed="000000", now=timezone.now()) is None
    assert actions.use(user=person, typed=figures(), now=timezone.now()) is None
    noon.shift(actions.PAUSE)
    assert actions.use(user=person, typed=figures(actions.PAUSE), now=timezone.now()) is not None


def test_whoever_came_with_the_wrong_account_goes_back_to_the_beginning(person: User) -> None:
    browser = half_in(person)
    assert browser.get("/sign-in/").status_code == 302
    gone = browser.post("/sign-in/code/", {"give_up": "1"})
    assert (gone.headers["Location"], browser.get("/sign-in/").status_code) == ("/sign-in/", 200)


@pytest.mark.parametrize("said", [{}, {"code": ""}, {"code": "x" * 300}, {"code": "\x00"}, {"credential": "{}"}])
def test_odd_answers_are_told_what_is_wrong(person: User, said: dict) -> None:
    assert half_in(person).post("/sign-in/code/", said).status_code == 422


def test_the_secret_and_the_codes_do_not_lie_open_in_the_database(person: User) -> None:
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert [word for word in (SECRET, *person.codes) if word in kept] == []


def test_with_another_secret_key_no_code_fits_and_nothing_breaks(person: User, settings) -> None:
    key, settings.SECRET_KEY = settings.SECRET_KEY, "another-key" * 6
    assert actions.use(user=person, typed=figures(), now=NOON) is None
    settings.SECRET_KEY_FALLBACKS = [key]
    assert actions.use(user=person, typed=person.codes[0], now=NOON) is not None


def test_it_is_set_up_on_a_page_with_the_password_and_what_the_telephone_shows() -> None:
    user = factories.user(password=PASSWORD)
    browser = client_of(user)
    page = text(browser.get("/account/factor/"))
    secret = re.search(r'class="secret-code">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    shown = rules.code(secret, int(NOON.timestamp()) // 30)
    wrong = [browser.post("/account/factor/", {"password": p, "code": c}).status_code for p, c in (("x", shown), (PASSWORD, "1"))]
    done = browser.post("/account/factor/", {"password": PASSWORD, "code": shown})
    assert (wrong, done.status_code, len(re.findall(r"<li>\d{8}</li>", text(done)))) == ([422, 422], 200, 10)
    assert (acts(user).count("设置动态验证码"), secret in text(browser.get("/account/"))) == (1, False)


def test_new_recovery_codes_make_the_old_ones_worthless(person: User) -> None:
    fresh = re.findall(r"<li>(\d{8})</li>", text(client_of(person).post("/account/factor/codes/", {"password": PASSWORD})))
    tries = [actions.use(user=person, typed=code, now=NOON) is not None for code in (person.codes[0], fresh[0])]
    assert (len(fresh), tries, acts(person).count("重新生成恢复码")) == (10, [False, True], 1)


def test_it_is_given_up_with_the_password_only(person: User) -> None:
    browser = client_of(person)
    statuses = [browser.post("/account/factor/off/", {"password": word}).status_code for word in ("wrong", PASSWORD, PASSWORD)]
    assert (statuses, acts(person).count("停用动态验证码")) == ([422, 302, 422], 1)


def test_wrong_passwords_on_own_pages_count_as_at_sign_in(person: User) -> None:
    browser = client_of(person)
    statuses = [browser.post("/account/factor/off/", {"password": "wrong"}).status_code for _ in range(6)]
    assert (statuses, Authenticator.objects.filter(user=person).count()) == ([422] * 4 + [429] * 2, 2)


def test_a_lost_telephone_is_reset_with_a_reason_and_all_sessions_end(person: User) -> None:
    security = factories.office().security_admin
    browser, admin = client_of(person), client_of(security)
    address = f"/rights/people/{person.pk}/reset-factor/"
    assert [admin.post(address, {"reason": reason}).status_code for reason in ("", "手机丢失，已当面核对身份", "再次")] == [
        422,
        302,
        422,
    ]
    entry = Entry.objects.get(act="重置第二步验证")
    assert (entry.note, entry.by, browser.get("/account/").status_code) == ("手机丢失，已当面核对身份", security, 302)


def test_nobody_resets_his_own_factor() -> None:
    security = factories.office().security_admin
    actions.set_up(user=security, secret=SECRET, typed=figures(), now=NOON, by=security)
    answer = client_of(security).post(f"/rights/people/{security.pk}/reset-factor/", {"reason": "丢失"})
    assert (answer.status_code, Authenticator.objects.filter(user=security).count()) == (403, 2)


GATED = ["system_admin", "security_admin", "audit_admin", "admin"]


@pytest.mark.parametrize("who", GATED)
def test_those_who_can_do_the_most_harm_set_it_up_before_anything_else(who: str, settings) -> None:
    settings.SECOND_FACTOR = True
    user = getattr(factories.office(), who)
    browser = client_of(user)
    for path in ("/", "/rights/", "/trail/", "/people/", "/lists/"):
        assert browser.get(path).headers.get("Location") == "/account/factor/", path
    assert browser.post("/units/new/", {}).headers["Location"] == "/account/factor/"
    assert [browser.get(path).status_code for path in ("/account/", "/account/factor/", "/account/password/")] == [200, 200, 200]
    actions.set_up(user=user, secret=SECRET, typed=figures(), now=NOON, by=user)
    assert browser.get("/").headers.get("Location") != "/account/factor/"


def test_others_are_free_and_days_of_grace_are_given(settings) -> None:
    settings.SECOND_FACTOR = True
    office = factories.office()
    assert client_of(office.a.secretary).get("/account/").status_code == 200
    assert client_of(office.a.secretary).get("/lists/").status_code == 200
    fresh = factories.post("office_admin", office.work_committee, since=NOON.date()).user
    answers = []
    for days in (0, 3):
        settings.SECOND_FACTOR_GRACE_DAYS = days
        answers.append(client_of(fresh).get("/lists/").status_code)
    assert (answers, "最迟2026年11月27日" in text(client_of(fresh).get("/account/"))) == ([302, 200], True)


def test_where_nobody_is_made_to_the_page_says_so(settings) -> None:
    browser = client_of(factories.office().admin)
    page = text(browser.get("/account/"))
    settings.DEMO = True
    demo = text(browser.get("/account/"))
    assert ("本机试用，未强制设置" in page, "演示中不强制设置" in demo) == (True, True)
