"""A passkey is good for one answer to one challenge at this site."""

import pytest
from django.test import Client

from accounts.conflict import Refused
from accounts.factors import ceremony, passkeys
from accounts.models import User
from config.entry import passkey_domain
from tests import factories
from tests.accounts.factors.key import HOME, Key, broken
from tests.accounts.factors.keyring import EVIL, NOON, PASSWORD, half_in, options, registered, sent

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("noon")]


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
