"""The county's own sign-in over HTTP: what it says of itself, its keys, and the token for a code; `until` when all of it must be over."""

import base64
import json
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings
from django.core.cache import cache

from accounts.identities.asking import Late, Silent, Until, ask
from accounts.identities.rules import Untrue

# For the whole exchange, however many requests it takes. Whoever was too slow is not asked again for a while: people who press
# the button meanwhile would hold one worker after another.
SECONDS, LEFT_ALONE, REMEMBERED = 6, 30, 600
SLOW = "oidc:slow"


def limit() -> Until:
    """The end of an exchange that begins now."""
    return Until(SECONDS)


def described(until: Until) -> dict[str, Any]:
    """Its discovery document, remembered for ten minutes; refused when it speaks for another issuer."""
    name = f"oidc:{settings.OIDC_URL}"
    said = cache.get(name)
    if said is None:
        said = _ask(f"{settings.OIDC_URL.rstrip('/')}/.well-known/openid-configuration", until)
        if said.get("issuer") != settings.OIDC_URL:
            raise Untrue("the document names another issuer")
        for place in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not is_safe(str(said.get(place, ""))):
                raise Untrue(f"{place} is not https")
        cache.set(name, said, REMEMBERED)
    return said


def keys(until: Until) -> dict[str, Any]:
    """Its public keys of this moment, so that a changed key is known at once."""
    return _ask(described(until)["jwks_uri"], until)


def token(code: str, verifier: str, back: str, until: Until) -> str:
    """The ID token for a code that the browser brought."""
    said = described(until)
    body = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
    headers = {"Accept": "application/json"}
    if "client_secret_basic" in said.get("token_endpoint_auth_methods_supported", ["client_secret_basic"]):
        pair = f"{quote(settings.OIDC_CLIENT_ID, safe='')}:{quote(settings.OIDC_SECRET, safe='')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        body |= {"client_id": settings.OIDC_CLIENT_ID, "client_secret": settings.OIDC_SECRET}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    found = _ask(said["token_endpoint"], until, urlencode(body).encode(), headers)
    if not isinstance(found.get("id_token"), str):
        raise Untrue("no ID token")
    return found["id_token"]


def is_safe(address: str) -> bool:
    """https; on this computer also http, for trying."""
    try:
        parts = urlsplit(address)
    except ValueError:  # not an address at all
        return False
    trying = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost") and settings.LOCAL
    return bool(parts.hostname) and (parts.scheme == "https" or trying)


def _ask(address: str, until: Until, body: bytes | None = None, headers: dict[str, str] | None = None) -> dict[str, Any]:
    if cache.get(SLOW):
        raise Silent("too slow a moment ago")
    try:
        said = json.loads(ask(address, until, body, headers))
    except Late:
        cache.set(SLOW, True, LEFT_ALONE)
        raise
    except (ValueError, RecursionError) as error:
        raise Silent(type(error).__name__) from error
    if not isinstance(said, dict):
        raise Silent("no object")
    return said
