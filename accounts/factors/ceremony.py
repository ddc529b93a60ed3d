"""The two ceremonies of WebAuthn (W3C, Level 3): a browser registers a key, and later signs a challenge with it. No database here.

A challenge is made with its options, kept in the session as `state` (a dict that JSON can hold) and is good for one answer.
What a browser answers is bytes of a stranger: whatever is wrong with them ends in one `Refused`.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from fido2.cose import CoseKey
from fido2.rpid import verify_rp_id
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from accounts.conflict import Refused

GOOD_FOR = 300
LONGEST = 20_000
WRONG = "通行密钥没有通过验证。请再试一次；仍不行的，改用密码和验证码。"
TOO_LATE = "等待时间过长，或已在别处打开过本页。请再试一次。"


@dataclass(frozen=True)
class Shown:
    """What a key proved: its name (Base64url), its public half, and how often it says it has signed."""

    credential_id: str
    credential: str
    uses: int


def to_register(user, known: list[str], now: datetime) -> tuple[str, dict]:
    """Options for navigator.credentials.create (as JSON) and the state; keys in `known` (credentials) are not registered again.

    The key is asked to show a PIN, a finger or a face where it can, and to be found without an account name.
    """
    who = PublicKeyCredentialUserEntity(id=handle_of(user), name=user.username, display_name=str(user))
    options, state = _server().register_begin(
        who,
        [_data(each) for each in known],
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return json.dumps(dict(options)["publicKey"]), state | {"at": now.timestamp()}


def registered(state: dict | None, answer: str, now: datetime) -> Shown:
    """The key that the browser made for this challenge, at this site."""
    _must_be_fresh(state, now)
    try:
        said = RegistrationResponse.from_dict(_read(answer))
        _must_be_here(said.response.client_data)
        found = _server().register_complete(state, said)
        if found.credential_data.public_key.get(3) not in CoseKey.supported_algorithms():
            raise ValueError("a key of a kind that nobody can check")
        return _shown(found.credential_data, found.counter)
    except Exception as error:  # noqa: BLE001 - the parsers promise no particular exceptions
        raise Refused(WRONG) from error


def to_use(known: list[str], now: datetime) -> tuple[str, dict]:
    """Options for navigator.credentials.get (as JSON) and the state.

    With `known` one of these keys is asked for, after the password; without, any key of this site, which must then have seen a PIN, a
    finger or a face: it is both factors in one.
    """
    asked = UserVerificationRequirement.PREFERRED if known else UserVerificationRequirement.REQUIRED
    options, state = _server().authenticate_begin([_data(each) for each in known] or None, asked)
    return json.dumps(dict(options)["publicKey"]), state | {"at": now.timestamp()}


def named(answer: str) -> str:
    """The name of the key that answered (Base64url), before anything is proven; empty when it cannot be read."""
    try:
        return websafe_encode(AuthenticationResponse.from_dict(_read(answer)).raw_id)
    except Exception:  # noqa: BLE001 - as above
        return ""


def used(state: dict | None, credential: str, handle: bytes, answer: str, now: datetime, *, alone: bool) -> Shown:
    """What the key proved by signing this challenge, at this site; `alone` takes only a challenge that was made for that."""
    _must_be_fresh(state, now)
    try:
        if alone and state["user_verification"] != UserVerificationRequirement.REQUIRED:
            raise ValueError("asked beside a password, answered without")
        said = AuthenticationResponse.from_dict(_read(answer))
        _must_be_here(said.response.client_data)
        if said.response.user_handle not in (None, b"", handle):
            raise ValueError("the key is another person's")
        found = _server().authenticate_complete(state, [_data(credential)], said)
        return _shown(found, said.response.authenticator_data.counter)
    except Exception as error:  # noqa: BLE001 - as above
        raise Refused(WRONG) from error


def handle_of(user) -> bytes:
    """How keys name the person: by a number that says nothing."""
    return str(user.pk).encode()


def _must_be_fresh(state: dict | None, now: datetime) -> None:
    if not state or not 0 <= now.timestamp() - state["at"] <= GOOD_FOR:
        raise Refused(TOO_LATE)


def _must_be_here(client_data) -> None:
    if client_data.cross_origin:
        raise ValueError("asked from within another site's page")


def _read(answer: str) -> dict:
    if len(answer) > LONGEST:
        raise ValueError("too long")
    return json.loads(answer)


def _server() -> Fido2Server:
    site = PublicKeyCredentialRpEntity(id=settings.PASSKEY_DOMAIN, name=settings.OFFICE_NAME)
    return Fido2Server(site, verify_origin=_is_home)


def _is_home(origin: str) -> bool:
    """This very name over TLS (or localhost), not one below it."""
    return verify_rp_id(settings.PASSKEY_DOMAIN, origin) and urlsplit(origin).hostname == settings.PASSKEY_DOMAIN


def _data(credential: str) -> AttestedCredentialData:
    return AttestedCredentialData(websafe_decode(credential))


def _shown(data: AttestedCredentialData, counter: int) -> Shown:
    return Shown(websafe_encode(data.credential_id), websafe_encode(bytes(data)), counter)
