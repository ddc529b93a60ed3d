"""A security key in software: makes key pairs and signs challenges as WebAuthn wants it, and wrongly when asked to."""

import json
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

HOME = "http://localhost:8000"
PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


@dataclass
class Key:
    """One key of a device; `uses` is its counter (0 for ever when `counts` is False)."""

    counts: bool = True
    uses: int = 0
    private: Any = field(default_factory=lambda: generate_private_key(SECP256R1()))
    name: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def register(self, options: str, origin: str = HOME, flags: int = PRESENT | VERIFIED, **client: Any) -> str:
        """The answer to navigator.credentials.create."""
        asked = json.loads(options)
        made = AttestedCredentialData.create(Aaguid.NONE, self.name, ES256.from_cryptography_key(self.private.public_key()))
        data = self._data(asked["rp"]["id"], flags | WITH_KEY, bytes(made))
        whole = AttestationObject.create("none", data, {})
        said = self._client("webauthn.create", asked["challenge"], origin, client)
        return self._answer({"clientDataJSON": said, "attestationObject": bytes(whole)})

    def use(self, options: str, origin: str = HOME, flags: int = PRESENT | VERIFIED, handle: bytes = b"", **client: Any) -> str:
        """The answer to navigator.credentials.get."""
        asked = json.loads(options)
        said = self._client("webauthn.get", asked["challenge"], origin, client)
        data = self._data(asked["rpId"], flags)
        signature = self.private.sign(bytes(data) + sha256(said).digest(), ECDSA(SHA256()))
        parts = {"clientDataJSON": said, "authenticatorData": bytes(data), "signature": signature}
        return self._answer(parts | ({"userHandle": handle} if handle else {}))

    def _data(self, site: str, flags: int, made: bytes = b"") -> AuthenticatorData:
        self.uses += self.counts
        return AuthenticatorData.create(sha256(site.encode()).digest(), flags, self.uses, made)

    @staticmethod
    def _client(kind: str, challenge: str, origin: str, more: dict) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": False} | more).encode()

    def _answer(self, parts: dict[str, bytes]) -> str:
        name = websafe_encode(self.name)
        response = {part: websafe_encode(value) for part, value in parts.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})


def broken(answer: str, n: int) -> str:
    """The answer with one thing of it spoiled, another one for each n."""
    said = json.loads(answer)
    part = sorted(said["response"])[n % len(said["response"])]
    value = said["response"][part]
    ways = [
        lambda: said["response"].pop(part),
        lambda: said["response"].update({part: n}),
        lambda: said["response"].update({part: "A" + value}),
        lambda: said["response"].update({part: websafe_encode(_flipped(websafe_decode(value), n))}),
        lambda: said["response"].update({part: websafe_encode(websafe_decode(value)[: n % 40])}),
        lambda: said.update({"rawId": "AAAA"}),
    ]
    ways[n // len(said["response"]) % len(ways)]()
    return json.dumps(said)


def _flipped(value: bytes, n: int) -> bytes:
    place = n * 7 % len(value)
    return value[:place] + bytes([value[place] ^ 0x41]) + value[place + 1 :]
