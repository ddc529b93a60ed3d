"""Passkeys: registered with the password, good for one answer to one challenge at this site, and never the last to go."""

import html
import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.conflict import Refused
from accounts.factors import actions, ceremony, passkeys, rules
from accounts.models import Entry, Passkey, User
from accounts.users.actions import close_account
from config.entry import passkey_domain
from tests import factories
from tests.accounts.factors.key import HOME, PRESENT, Key, broken
from tests.accounts.signed_in import client_of, text
from tests.client import TrailClient

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PASSWORD = "Yunxi-2026-mima"
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
EVIL = "https://dj.evil.example"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def registered(user: User, key: Key, name: str = "办公室电脑") -> list[str]:
    """The recovery codes that came with it."""
    options, state = ceremony.to_register(user, [], NOON)
    return passkeys.register(user=user, name=name, state=state, answer=key.register(options), now=NOON, by=user)


@pytest.fixture
def person() -> User:
    """Somebody with a password and a key."""
    user = factories.user("高建国", password=PASSWORD)
    user.key = Key()
    user.codes = registered(user, user.key)
    return user


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


def test_it_is_registered_with_the_password_first_and_brings_recovery_codes() -> None:
    user, key = factories.user(password=PASSWORD), Key()
    browser = client_of(user)
    named = {"name": " 办公室电脑 "}
    wrong = browser.post("/account/passkeys/new/", named | {"password": "x"})
    page = browser.post("/account/passkeys/new/", named | {"password": PASSWORD})
    answer = {"credential": key.register(options(page))}
    kept = browser.post("/account/passkeys/new/keep/", answer)
    again = browser.post("/account/passkeys/new/keep/", answer)
    assert (wrong.status_code, kept.status_code, len(re.findall(r"<li>\d{8}</li>", text(kept)))) == (422, 200, 10)
    assert (again.headers["Location"], [str(each) for each in user.passkeys.all()]) == ("/account/passkeys/new/", ["办公室电脑"])
    assert (acts(user).count("登记通行密钥"), "办公室电脑" in text(browser.get("/account/"))) == (1, True)


def test_nothing_is_registered_without_the_password_first() -> None:
    user = factories.user(password=PASSWORD)
    made, _ = ceremony.to_register(user, [], NOON)
    answer = client_of(user).post("/account/passkeys/new/keep/", {"credential": Key().register(made)})
    assert (answer.status_code, Passkey.objects.count()) == (302, 0)


def test_after_the_password_a_passkey_opens_once(person: User) -> None:
    first = half_in(person)
    answer = person.key.use(options(first.get("/sign-in/code/")))
    assert sent(first, "/sign-in/code/", answer) == (302, True)
    assert sent(half_in(person), "/sign-in/code/", answer) == (422, False)
    assert acts(person).count("使用通行密钥") == 1


def test_a_recovery_code_opens_where_there_is_no_telephone(person: User) -> None:
    browser = half_in(person)
    page = text(browser.get("/sign-in/code/"))
    status = browser.post("/sign-in/code/", {"code": person.codes[0]}).status_code
    assert ("通行密钥不在身边的，输入一个 8 位恢复码" in page, "手机验证器" in page, status) == (True, False, 302)


def test_recovery_codes_are_not_guessed_where_there_is_no_telephone(person: User) -> None:
    for _ in range(actions.FREE_TRIES):
        assert actions.use(user=person, typed="00000000", now=NOON) is None
    assert actions.use(user=person, typed=person.codes[0], now=NOON) is None
    assert actions.use(user=person, typed=person.codes[0], now=NOON + timedelta(seconds=actions.PAUSE)) is not None


def test_a_passkey_stands_for_account_and_password_too(person: User) -> None:
    browser = TrailClient(HTTP_USER_AGENT="Firefox/133.0")
    page = browser.get("/sign-in/passkey/?next=/account/")
    answer = browser.post("/sign-in/passkey/", {"credential": person.key.use(options(page)), "next": "/account/"})
    assert (json.loads(options(page)).get("allowCredentials"), answer.headers["Location"]) == (None, "/account/")
    assert "火狐浏览器" in text(browser.get("/account/"))


def test_alone_it_must_have_seen_a_finger_or_a_pin(person: User) -> None:
    browser = Client()
    touched = person.key.use(options(browser.get("/sign-in/passkey/")), flags=PRESENT)
    assert sent(browser, "/sign-in/passkey/", touched) == (422, False)
    beside = half_in(person)
    assert sent(beside, "/sign-in/code/", person.key.use(options(beside.get("/sign-in/code/")), flags=PRESENT)) == (302, True)


def test_a_challenge_that_was_made_beside_a_password_opens_nothing_alone(person: User) -> None:
    other, key = factories.user(password=PASSWORD), Key()
    registered(other, key)
    thief = half_in(other)
    touched = person.key.use(options(thief.get("/sign-in/code/")), flags=PRESENT)
    assert sent(thief, "/sign-in/passkey/", touched) == (422, False)
    asked, state = ceremony.to_use([Passkey.objects.get(user=other).credential], NOON)
    with pytest.raises(Refused):
        passkeys.use(state=state, answer=person.key.use(asked, flags=PRESENT), now=NOON)


@pytest.mark.parametrize("how", ["replayed", "another challenge", "another site", "below our name", "plain http", "framed", "late"])
def test_what_was_not_signed_for_this_challenge_here_and_now_opens_nothing(person: User, how: str, noon) -> None:
    browser = Client()
    asked = options(browser.get("/sign-in/passkey/"))
    origins = {"another site": EVIL, "below our name": "http://x.localhost:8000", "plain http": "http://dj.example"}
    if how == "another challenge":
        asked = options(Client().get("/sign-in/passkey/"))
    answer = person.key.use(asked, origins.get(how, HOME), crossOrigin=how == "framed")
    if how == "replayed":
        assert sent(browser, "/sign-in/passkey/", answer) == (302, True)
        browser.post("/sign-out/")
        browser.get("/sign-in/passkey/")
    if how == "late":
        noon.shift(ceremony.GOOD_FOR + 1)
    assert sent(browser, "/sign-in/passkey/", answer) == (422, False)


@pytest.mark.parametrize(
    ("origin", "right"),
    [
        ("https://dj.example.gov.cn", True),
        ("https://dj.example.gov.cn:8443", True),
        ("http://dj.example.gov.cn", False),
        ("https://x.dj.example.gov.cn", False),
        ("https://dj.example.gov.cn.evil.example", False),
        ("https://example.gov.cn", False),
        ("null", False),
        ("https://[", False),
    ],
)
def test_only_our_very_name_over_tls_is_home(person: User, origin: str, right: bool, settings) -> None:
    settings.PASSKEY_DOMAIN = "dj.example.gov.cn"
    asked, state = ceremony.to_use([], NOON)
    answer = person.key.use(asked, origin)
    if right:
        assert passkeys.use(state=state, answer=answer, now=NOON).user == person
    else:
        with pytest.raises(Refused):
            passkeys.use(state=state, answer=answer, now=NOON)


@pytest.mark.parametrize(
    ("site", "name"),
    [
        ("https://dj.example.gov.cn", "dj.example.gov.cn"),
        ("https://dj.example.gov.cn:8443/", "dj.example.gov.cn"),
        ("http://127.0.0.1:8000", "localhost"),
        ("http://[::1]:8000", "localhost"),
    ],
)
def test_keys_are_bound_to_the_name_of_the_site(site: str, name: str) -> None:
    assert passkey_domain(site) == name


def test_the_same_answer_would_open_if_it_were_right(person: User) -> None:
    browser = Client()
    assert sent(browser, "/sign-in/passkey/", person.key.use(options(browser.get("/sign-in/passkey/")))) == (302, True)


def test_a_key_of_one_person_does_not_open_the_account_of_another(person: User) -> None:
    other = factories.user(password=PASSWORD)
    registered(other, Key())
    browser = half_in(other)
    assert sent(browser, "/sign-in/code/", person.key.use(options(browser.get("/sign-in/code/")))) == (422, False)
    alone = Client()
    asked = options(alone.get("/sign-in/passkey/"))
    assert sent(alone, "/sign-in/passkey/", person.key.use(asked, handle=str(other.pk).encode())) == (422, False)


def test_a_copied_key_is_found_by_its_counter(person: User) -> None:
    copy = Key(private=person.key.private, name=person.key.name, uses=person.key.uses)
    asked, state = ceremony.to_use([], NOON)
    passkeys.use(state=state, answer=person.key.use(asked), now=NOON)
    with pytest.raises(Refused, match="可能被复制"):
        passkeys.use(state=state, answer=copy.use(asked), now=NOON)


def test_keys_that_count_nothing_open_again_and_again() -> None:
    user, key = factories.user(), Key(counts=False)
    registered(user, key)
    for _ in range(2):
        asked, state = ceremony.to_use([], NOON)
        assert passkeys.use(state=state, answer=key.use(asked), now=NOON).user == user


def test_odd_answers_are_told_what_is_wrong(person: User) -> None:
    beside, alone = half_in(person), Client()
    for said in ["", "{}", "[]", "null", "\x00", "[" * 19_000, "x" * 30_000, '{"id": 1, "rawId": 1}']:
        answers = [
            browser.post(path, {"credential": said}).status_code
            for browser, path in ((beside, "/sign-in/code/"), (alone, "/sign-in/passkey/"))
        ]
        assert answers == [422, 422], said[:20]


def test_whatever_is_spoiled_in_an_answer_it_is_refused(person: User) -> None:
    made, making = ceremony.to_register(person, [], NOON)
    asked, using = ceremony.to_use([], NOON)
    new, old = Key().register(made), person.key.use(asked)
    for n in range(72):
        with pytest.raises(Refused):
            passkeys.use(state=using, answer=broken(old, n), now=NOON)
        if n // 2 % 6 != 3:  # with attestation "none" some bytes of a registration vouch for nothing
            with pytest.raises(Refused):
                ceremony.registered(making, broken(new, n), NOON)


def test_a_key_is_registered_for_one_person_only(person: User) -> None:
    with pytest.raises(Refused, match="已经登记过"):
        registered(factories.user(), person.key)
    with pytest.raises(IntegrityError), transaction.atomic():
        same = Passkey.objects.get()
        same.pk, same.user = None, factories.user()
        same.save(force_insert=True)


def test_closed_locked_and_expired_accounts_stay_closed(person: User) -> None:
    def knock() -> int:
        browser = Client(REMOTE_ADDR="10.0.0.9")
        answer = person.key.use(options(browser.get("/sign-in/passkey/")))
        return browser.post("/sign-in/passkey/", {"credential": answer}).status_code

    User.objects.filter(pk=person.pk).update(expires_on=TODAY - timedelta(days=1))
    found = [knock()]
    User.objects.filter(pk=person.pk).update(expires_on=None)
    for _ in range(5):
        Client(REMOTE_ADDR="10.0.0.9").post("/sign-in/", {"login": person.username, "password": "wrong"})
    found.append(knock())
    close_account(user=person, by=None)
    assert [*found, knock()] == [403, 429, 422]


def test_renaming_and_removing_ask_for_the_password_and_only_the_owner_comes_there(person: User) -> None:
    browser, pk = client_of(person), person.passkeys.get().pk
    stranger = client_of(factories.user(password=PASSWORD))
    for what, said in (("name", {"name": "本人手机"}), ("remove", {})):
        path = f"/account/passkeys/{pk}/{what}/"
        assert stranger.post(path, said | {"password": PASSWORD}).status_code == 404
        assert [browser.post(path, said | {"password": word}).status_code for word in ("wrong", PASSWORD)] == [422, 302]
    assert (person.passkeys.count(), Authenticator.objects.filter(user=person).count()) == (0, 0)
    assert [acts(person).count(act) for act in ("通行密钥改名", "移除通行密钥")] == [1, 1]


def test_the_last_factor_of_those_who_must_have_one_stays(settings) -> None:
    settings.SECOND_FACTOR = True
    admin, key = factories.office().security_admin, Key()
    admin.set_password(PASSWORD)
    admin.save()
    browser = client_of(admin)
    assert browser.get("/rights/").headers["Location"] == "/account/factor/"
    assert browser.get("/account/passkeys/new/").status_code == 200
    registered(admin, key)
    assert browser.get("/rights/").status_code == 200
    path = f"/account/passkeys/{admin.passkeys.get().pk}/remove/"
    alone = browser.post(path, {"password": PASSWORD})
    secret = actions.new_secret()
    shown = rules.code(secret, int(NOON.timestamp()) // 30)
    assert actions.set_up(user=admin, secret=secret, typed=shown, now=NOON, by=admin) == []
    both = browser.post(path, {"password": PASSWORD})
    last = browser.post("/account/factor/off/", {"password": PASSWORD})
    assert [answer.status_code for answer in (alone, both, last)] == [422, 302, 422]
    assert ("这是最后一种，不能去掉" in text(alone), "这是最后一种，不能去掉" in text(last)) == (True, True)


def test_another_telephone_takes_the_place_of_the_first(person: User) -> None:
    secrets, step = [actions.new_secret() for _ in range(2)], int(NOON.timestamp()) // 30
    for secret in secrets:
        actions.set_up(user=person, secret=secret, typed=rules.code(secret, step - 1), now=NOON, by=person)
    tries = [actions.use(user=person, typed=rules.code(secret, step), now=NOON) is not None for secret in secrets]
    assert tries == [False, True]
    assert acts(person)[-2:] == ["设置动态验证码", "更换动态验证码"]


def test_a_reset_takes_passkeys_too(person: User) -> None:
    actions.reset(user=person, reason="设备丢失", by=factories.office().security_admin)
    assert (person.passkeys.count(), Authenticator.objects.filter(user=person).count()) == (0, 0)
