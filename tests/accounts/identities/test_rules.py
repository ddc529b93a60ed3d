"""An ID token is believed when the provider signed it, for us, for this sign-in, now; and not otherwise."""

import base64
import hmac
import json
import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from accounts.identities import rules

ISSUER, CLIENT, NONCE = "https://id.example.gov.cn", "dangjian", "n-0S6_WzA2Mj"
KEY, ANOTHER = generate_private_key(SECP256R1()), generate_private_key(SECP256R1())
PUBLIC = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(KEY.public_key())) | {"kid": "1", "use": "sig", "alg": "ES256"}
KEYS = {"keys": [PUBLIC]}


def claims(**more: Any) -> dict[str, Any]:
    """What an honest token says; times in seconds from now, None leaves a claim out."""
    said = {"iss": ISSUER, "sub": "248289761001", "aud": CLIENT, "exp": 300, "iat": 0, "nonce": NONCE} | more
    said |= {name: said[name] + int(time.time()) for name in ("exp", "iat", "nbf") if said.get(name) is not None}
    return {name: value for name, value in said.items() if value is not None}


def signed(said: dict, key: Any = KEY, alg: str = "ES256", **header: Any) -> str:
    return jwt.encode(said, key, alg, {"kid": "1"} | header)


def read(token: Any, keys: Any = KEYS) -> str:
    return rules.subject(token, keys, issuer=ISSUER, client=CLIENT, nonce=NONCE)


def piece(value: dict | bytes) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def by_the_public_key() -> str:
    """HS256 with the public key as the secret, as the classic attack has it (PyJWT refuses to make one)."""
    body = f"{piece({'alg': 'HS256', 'kid': '1'})}.{piece(claims())}"
    pem = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return f"{body}.{piece(hmac.digest(pem, body.encode(), 'sha256'))}"


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"aud": [CLIENT]},
        {"aud": [CLIENT, "other"], "azp": CLIENT},
        {"exp": -30},
        {"email": "a@b.cn", "sub": "x" * 255},
    ],
)
def test_an_honest_token_names_its_subject(said: dict) -> None:
    assert read(signed(claims(**said))) == claims(**said)["sub"]


WRONG = {
    "another nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "for another client": {"aud": "another"},
    "for several, not saying whose": {"aud": [CLIENT, "other"]},
    "for several, asked by another": {"aud": [CLIENT, "other"], "azp": "other"},
    "asked by another": {"azp": "other"},
    "from another issuer": {"iss": "https://id.evil.example"},
    "from no issuer": {"iss": None},
    "over": {"exp": -600},
    "without an end": {"exp": None},
    "from tomorrow": {"iat": 86400},
    "not yet": {"nbf": 86400},
    "without a subject": {"sub": None},
    "empty subject": {"sub": ""},
    "long subject": {"sub": "x" * 256},
    "odd subject": {"sub": "a\nb"},
}


@pytest.mark.parametrize("how", WRONG)
def test_a_token_that_says_something_else_is_not_believed(how: str) -> None:
    with pytest.raises(rules.Untrue):
        read(signed(claims(**WRONG[how])))


FORGED = {
    "alg none": lambda: jwt.encode(claims(), None, "none", {"kid": "1"}),
    "unsigned": lambda: signed(claims()).rpartition(".")[0] + ".",
    "changed": lambda: ".".join([signed(claims()).split(".")[0], piece(claims(sub="boss")), signed(claims()).split(".")[2]]),
    "another key": lambda: signed(claims(), ANOTHER),
    "unknown key": lambda: signed(claims(), ANOTHER, kid="2"),
    "its own key": lambda: signed(claims(), ANOTHER, jwk=json.loads(jwt.algorithms.ECAlgorithm.to_jwk(ANOTHER.public_key()))),
    "public key as secret": by_the_public_key,
    "our secret": lambda: signed(claims(), "s" * 32, "HS256"),
    "no token": lambda: "",
    "rubbish": lambda: "a.b.c",
    "not text": lambda: {"a": 1},
}


@pytest.mark.parametrize("how", FORGED)
def test_a_forged_token_is_not_believed(how: str) -> None:
    with pytest.raises(rules.Untrue):
        read(FORGED[how]())


@pytest.mark.parametrize(
    "keys",
    [{}, {"keys": []}, {"keys": None}, {"keys": [1]}, {"keys": [PUBLIC | {"use": "enc"}]}, {"keys": [PUBLIC | {"alg": "RS256"}]}],
)
def test_keys_that_do_not_fit_open_nothing(keys: dict) -> None:
    with pytest.raises(rules.Untrue):
        read(signed(claims()), keys)


def test_the_only_key_is_taken_when_the_token_names_none() -> None:
    assert read(jwt.encode(claims(), KEY, "ES256")) == "248289761001"


def test_the_challenge_is_that_of_the_standard() -> None:
    """RFC 7636, appendix B."""
    assert rules.challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
