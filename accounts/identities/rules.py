"""What an ID token must say before it is believed (OpenID Connect Core 1.0, 3.1.3.7), and what is asked for it (RFC 7636). Pure."""

import base64
import hashlib
import hmac
from urllib.parse import urlencode

import jwt

# Signatures by a key of the provider's; not "none", and no secret that both sides know.
ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
MUST_SAY = ["iss", "sub", "aud", "exp", "iat", "nonce"]
LEEWAY = 60
LONGEST = 255


class Untrue(Exception):
    """The provider's answer cannot be believed; the text is for the log."""


def challenge(verifier: str) -> str:
    """S256 of RFC 7636: what is shown first, so that only who knows the verifier can use the code."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def address(endpoint: str, *, client: str, back: str, state: str, nonce: str, verifier: str) -> str:
    """Where the browser is sent: only the subject is asked for, no name and no e-mail."""
    asked = {
        "response_type": "code", "scope": "openid", "client_id": client, "redirect_uri": back, "state": state, "nonce": nonce,
        "code_challenge": challenge(verifier), "code_challenge_method": "S256",
    }  # fmt: skip
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"


def subject(token: str, keys: dict, *, issuer: str, client: str, nonce: str) -> str:
    """Whom the token names; Untrue unless it was signed by a key of the provider's, for us, for this sign-in, and is still good."""
    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in ALGORITHMS:
            raise Untrue(f"algorithm {header.get('alg')!r}"[:80])
        key = _key(header, keys)
        said = jwt.decode(
            token, key, algorithms=[header["alg"]], issuer=issuer, audience=client, leeway=LEEWAY, options={"require": MUST_SAY}
        )
    except (jwt.PyJWTError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Untrue(f"{type(error).__name__}") from error
    if not hmac.compare_digest(str(said["nonce"]).encode(), nonce.encode()):
        raise Untrue("nonce")
    audience = said["aud"] if isinstance(said["aud"], list) else [said["aud"]]
    if said.get("azp", client) != client or (len(audience) > 1 and "azp" not in said):
        raise Untrue("azp")
    if not isinstance(said["sub"], str) or not 0 < len(said["sub"]) <= LONGEST or not said["sub"].isprintable():
        raise Untrue("sub")
    return said["sub"]


def _key(header: dict, keys: dict) -> jwt.PyJWK:
    """The provider's key that the token names; the only one when it names none."""
    fit = [key for key in keys["keys"] if key.get("use", "sig") == "sig" and key.get("kty") in ("RSA", "EC", "OKP")]
    if "kid" in header:
        fit = [key for key in fit if key.get("kid") == header["kid"]]
    if len(fit) != 1:
        raise Untrue("no such key")
    if fit[0].get("alg", header["alg"]) != header["alg"]:
        raise Untrue("the key is for another algorithm")
    return jwt.PyJWK(fit[0], header["alg"])
