"""The county's own sign-in against a real provider: who is linked comes in, with all that holds after a password; nobody is made by it."""

import html
import re
import time
import urllib.parse

import jwt
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.conflict import Refused
from accounts.factors import actions as factors
from accounts.factors import rules as codes
from accounts.identities import actions
from accounts.models import Entry, Identity, Session, User
from accounts.users.actions import close_account
from config.entry import county_sign_in
from tests import factories
from tests.accounts.signed_in import client_of, text
from tests.client import TrailClient
from tests.services.oidc import CLIENT, SECRET, Provider

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PASSWORD, SUB = "Yunxi-2026-mima", "7f3c-高"
PATHS = [
    "/sign-in/identity/",
    "/sign-in/identity/back/",
    "/account/identity/",
    "/account/identity/confirm/",
    "/account/identity/off/",
]


@pytest.fixture
def person(oidc: Provider) -> User:
    """Somebody whose account is linked."""
    user = factories.user("高建国", password=PASSWORD, email="gao@qinghe.example")
    actions.link(user=user, subject=SUB, now=timezone.now(), by=None)
    return user


def way_back(oidc: Provider, browser: Client, sub: str = SUB, query: str = "") -> str:
    """The address of ours that the provider sends the browser to, as a path."""
    there = browser.get(f"/sign-in/identity/{query}").headers["Location"]
    return _path(oidc.sign_in(there, sub))


def _path(address: str) -> str:
    parts = urllib.parse.urlsplit(address)
    assert parts.netloc == "testserver"
    return f"{parts.path}?{parts.query}"


def is_in(browser: Client) -> bool:
    return browser.get("/account/").status_code == 200


def test_who_is_linked_comes_in_with_a_session_row_and_a_trail_row(oidc: Provider, person: User) -> None:
    browser = TrailClient(REMOTE_ADDR="10.0.0.7", HTTP_USER_AGENT="Firefox/133.0")
    path = way_back(oidc, browser, query="?next=/notices/")
    answer = browser.get(path)
    assert (answer.headers["Location"], is_in(browser)) == ("/notices/", True)
    assert (Session.objects.get(user=person).address, Entry.objects.filter(act="经统一身份认证登录", by=person).count()) == (
        "10.0.0.7",
        1,
    )
    assert Client().get(path).status_code == 400


def test_only_the_subject_is_asked_for_with_state_nonce_and_pkce(oidc: Provider, person: User) -> None:
    there = [Client().get("/sign-in/identity/").headers["Location"] for _ in range(2)]
    asked = [dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(each).query)) for each in there]
    fixed = {"response_type": "code", "scope": "openid", "client_id": CLIENT, "code_challenge_method": "S256"}
    assert {name: asked[0][name] for name in fixed} == fixed
    assert asked[0]["redirect_uri"] == "http://testserver/sign-in/identity/back/"
    assert [asked[0][name] == asked[1][name] for name in ("state", "nonce", "code_challenge")] == [False] * 3


def test_a_return_without_the_state_of_this_browser_opens_nothing(oidc: Provider, person: User) -> None:
    path = way_back(oidc, Client())
    victim = Client()
    assert (victim.get(path).status_code, is_in(victim)) == (400, False)
    victim.get("/sign-in/identity/")
    assert (victim.get(path).status_code, is_in(victim)) == (400, False)


def test_a_code_that_was_stolen_is_of_no_use_without_its_verifier(oidc: Provider, person: User) -> None:
    stolen = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(way_back(oidc, Client())).query))["code"]
    thief = Client()
    own = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(thief.get("/sign-in/identity/").headers["Location"]).query))
    answer = thief.get("/sign-in/identity/back/", {"state": own["state"], "code": stolen})
    assert (answer.status_code, is_in(thief)) == (502, False)


def rs256(**more):
    """A spoiled token that is signed all the same."""
    return lambda claims, key: jwt.encode({n: v for n, v in (claims | more).items() if v is not None}, key, "RS256")


SPOILED = {
    "another nonce": rs256(nonce="another"),
    "no nonce": rs256(nonce=None),
    "another audience": rs256(aud="another"),
    "another issuer": rs256(iss="https://id.evil.example"),
    "over": rs256(exp=int(time.time()) - 3600, iat=int(time.time()) - 7200),
    "alg none": lambda claims, key: jwt.encode(claims, None, "none"),
    "unsigned": lambda claims, key: jwt.encode(claims, key, "RS256").rpartition(".")[0] + ".",
    "by our secret": lambda claims, key: jwt.encode(claims, SECRET.ljust(32), "HS256"),
}


def test_a_token_that_is_not_right_is_refused_over_the_wire(oidc: Provider, person: User) -> None:
    browser = Client()
    for how, spoil in SPOILED.items():
        path = way_back(oidc, browser)
        oidc.spoil = spoil
        answer = browser.get(path)
        assert (answer.status_code, "没有通过核对" in text(answer), is_in(browser)) == (403, True, False), how


def test_the_same_token_signed_again_without_a_change_is_taken(oidc: Provider, person: User) -> None:
    browser = Client()
    path = way_back(oidc, browser)
    oidc.spoil = rs256()
    assert (browser.get(path).status_code, is_in(browser)) == (302, True)


def test_who_is_not_linked_is_told_so_and_nothing_is_made_not_even_with_a_known_address(oidc: Provider, person: User) -> None:
    before = (User.objects.count(), Identity.objects.count(), Entry.objects.count())
    browser = Client()
    answer = browser.get(way_back(oidc, browser, sub=person.email))
    assert (answer.status_code, "还没有关联本系统账号" in text(answer), person.email in text(answer)) == (403, True, True)
    assert (is_in(browser), (User.objects.count(), Identity.objects.count(), Entry.objects.count())) == (False, before)


def test_closed_expired_and_locked_accounts_stay_closed(oidc: Provider, person: User) -> None:
    def knock(at: str = "10.0.0.9") -> int:
        browser = Client(REMOTE_ADDR=at)
        status = browser.get(way_back(oidc, browser)).status_code
        assert not is_in(browser)
        return status

    User.objects.filter(pk=person.pk).update(expires_on=timezone.localdate() - timezone.timedelta(days=1))
    found = [knock()]
    User.objects.filter(pk=person.pk).update(expires_on=None)
    for _ in range(5):
        Client(REMOTE_ADDR="10.0.0.9").post("/sign-in/", {"login": person.username, "password": "wrong"})
    found.append(knock())
    close_account(user=person, by=None)
    assert ([*found, knock("10.0.0.8")], Entry.objects.filter(act="经统一身份认证登录").count()) == ([403, 429, 403], 0)


def test_the_second_step_is_asked_here_too_and_demanded_of_those_who_must_have_it(oidc: Provider, settings) -> None:
    settings.SECOND_FACTOR = True
    admin = factories.office().security_admin
    actions.link(user=admin, subject="anquan", now=timezone.now(), by=None)
    first, second = Client(), Client()
    assert first.get(way_back(oidc, first, "anquan")).status_code == 302
    assert first.get("/rights/").headers["Location"] == "/account/factor/"
    secret, step = factors.new_secret(), int(time.time()) // 30
    factors.set_up(user=admin, secret=secret, typed=codes.code(secret, step - 1), now=timezone.now(), by=admin)
    assert second.get(way_back(oidc, second, "anquan")).headers["Location"] == "/sign-in/code/"
    assert second.get("/rights/").status_code == 302
    assert second.post("/sign-in/code/", {"code": codes.code(secret, step)}).status_code == 302
    assert second.get("/rights/").status_code == 200


def test_a_person_says_no_there_and_a_provider_says_nothing(oidc: Provider, person: User) -> None:
    browser = Client()
    no = browser.get(_path(oidc.deny(browser.get("/sign-in/identity/").headers["Location"])))
    path = way_back(oidc, browser)
    oidc.silent = True
    silent = browser.get(path)
    assert (no.status_code, "您没有在统一身份认证完成登录" in text(no)) == (400, True)
    assert (silent.status_code, "暂时没有应答" in text(silent), is_in(browser)) == (502, True, False)


def test_the_owner_links_with_the_password_and_sees_whom_before_it_is_written(oidc: Provider) -> None:
    user = factories.user(password=PASSWORD)
    browser = client_of(user)
    wrong = browser.post("/account/identity/", {"password": "x"})
    page = text(browser.post("/account/identity/", {"password": PASSWORD}))
    there = html.unescape(re.search(r'href="(http://127[^"]+)"', page)[1])
    assert browser.get(_path(oidc.sign_in(there, SUB))).headers["Location"] == "/account/identity/confirm/"
    shown = text(browser.get("/account/identity/confirm/"))
    assert (wrong.status_code, SUB in shown, Identity.objects.count()) == (422, True, 0)
    assert browser.post("/account/identity/confirm/").status_code == 302
    assert browser.post("/account/identity/confirm/").status_code == 302
    assert [(each.user, each.subject, each.linked_by) for each in Identity.objects.all()] == [(user, SUB, user)]
    assert Entry.objects.get(act="关联统一身份").after == {"subject": SUB}
    assert [browser.post("/account/identity/off/", {"password": word}).status_code for word in ("x", PASSWORD)] == [422, 302]
    assert (Identity.objects.count(), Entry.objects.filter(act="解除统一身份关联").count()) == (0, 1)


def test_what_one_begins_to_link_another_does_not_finish(oidc: Provider) -> None:
    browser = client_of(factories.user(password=PASSWORD))
    page = text(browser.post("/account/identity/", {"password": PASSWORD}))
    path = _path(oidc.sign_in(html.unescape(re.search(r'href="(http://127[^"]+)"', page)[1]), SUB))
    browser.force_login(factories.user(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert (browser.get(path).status_code, client_of(factories.user()).get(path).status_code) == (400, 400)


def test_the_system_administrator_links_and_looses_but_not_the_other_guardians(oidc: Provider) -> None:
    office = factories.office()
    browser, pk = client_of(office.system_admin), office.a.clerk.pk
    links = [browser.post(f"/people/{pk}/identity/", {"subject": said}).status_code for said in ("", " a-1 ", "a-2")]
    assert (links, SUB in text(browser.get(f"/people/{pk}/")), Identity.objects.get().subject) == ([422, 302, 422], False, "a-1")
    assert browser.post(f"/people/{office.audit_admin.pk}/identity/", {"subject": "b"}).status_code == 403
    assert [browser.post(f"/people/{pk}/identity/off/").status_code for _ in range(2)] == [302, 404]


def test_one_subject_opens_one_account_and_one_account_has_one_subject(oidc: Provider, person: User) -> None:
    other = factories.user()
    for user, subject in ((other, SUB), (person, "another")):
        with pytest.raises(Refused):
            actions.link(user=user, subject=subject, now=timezone.now(), by=None)
        with pytest.raises(IntegrityError), transaction.atomic():
            Identity.objects.create(user=user, issuer=oidc.url, subject=subject, linked_at=timezone.now())


def test_links_of_another_provider_open_nothing(oidc: Provider, person: User) -> None:
    Identity.objects.update(issuer="https://id.before.example")
    browser = Client()
    assert browser.get(way_back(oidc, browser)).status_code == 403


def test_switched_off_there_is_no_such_page_and_no_button() -> None:
    browser = client_of(factories.office().system_admin)
    found = [browser.get(path).status_code for path in PATHS]
    found += [Client().get(path).status_code for path in PATHS[:2]]
    found += [browser.post(f"/people/1/identity/{off}", {"subject": "a"}).status_code for off in ("", "off/")]
    pages = text(Client().get("/sign-in/")) + text(browser.get("/account/"))
    assert (found, "统一身份" in pages) == ([404] * 9, False)


def test_switched_on_the_sign_in_page_has_its_button_with_the_office_s_name(oidc: Provider, settings) -> None:
    settings.OIDC_NAME = "青禾县统一身份认证平台"
    assert 'href="/sign-in/identity/?next=/lists/">用青禾县统一身份认证平台登录<' in text(Client().get("/sign-in/?next=/lists/"))


@pytest.mark.parametrize(
    ("said", "local", "right"),
    [
        ({}, False, True),
        ({"OIDC_URL": "https://id.example"}, False, False),
        ({"OIDC_URL": "https://id.example", "OIDC_CLIENT_ID": "a", "OIDC_SECRET": "b"}, False, True),
        ({"OIDC_URL": "http://id.example", "OIDC_CLIENT_ID": "a", "OIDC_SECRET": "b"}, True, False),
        ({"OIDC_URL": "http://127.0.0.1:9", "OIDC_CLIENT_ID": "a", "OIDC_SECRET": "b"}, False, False),
        ({"OIDC_URL": "http://127.0.0.1:9", "OIDC_CLIENT_ID": "a", "OIDC_SECRET": "b"}, True, True),
    ],
)
def test_half_a_configuration_or_an_open_line_stops_the_start(said: dict, local: bool, right: bool, monkeypatch) -> None:
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    if right:
        assert county_sign_in(local=local)["OIDC_URL"] == said.get("OIDC_URL", "")
    else:
        with pytest.raises(ImproperlyConfigured):
            county_sign_in(local=local)
