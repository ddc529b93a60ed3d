"""Passkeys: registered with the password, and never the last to go."""

import json
import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.conflict import Refused
from accounts.factors import actions, ceremony, passkeys, rules
from accounts.models import Passkey, User
from accounts.users.actions import close_account
from tests import factories
from tests.accounts.factors.key import PRESENT, Key
from tests.accounts.factors.keyring import NOON, PASSWORD, TODAY, acts, half_in, options, registered, sent
from tests.accounts.signed_in import client_of, text
from tests.client import TrailClient

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("noon")]


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
