"""The county's own sign-in over HTTP: what it says of itself, its keys, and the token for a code. Every answer has limits."""

import base64
import http.client
import json
import urllib.request
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings
from django.core.cache import cache

from accounts.identities.rules import Untrue

SECONDS, LONGEST, REMEMBERED = 5, 262_144, 600


class Silent(Exception):
    """The provider does not answer, or not in words that can be read; the text is for the log."""


def described() -> dict[str, Any]:
    """Its discovery document, remembered for ten minutes; refused when it speaks for another issuer."""
    name = f"oidc:{settings.OIDC_URL}"
    said = cache.get(name)
    if said is None:
        said = _ask(f"{settings.OIDC_URL.rstrip('/')}/.well-known/openid-configuration")
        if said.get("issuer") != settings.OIDC_URL:
            raise Untrue("the document names another issuer")
        for place in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not is_safe(str(said.get(place, ""))):
                raise Untrue(f"{place} is not https")
        cache.set(name, said, REMEMBERED)
    return said


def keys() -> dict[str, Any]:
    """Its public keys of this moment, so that a changed key is known at once."""
    return _ask(described()["jwks_uri"])


def token(code: str, verifier: str, back: str) -> str:
    """The ID token for a code that the browser brought."""
    said = described()
    body = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
    headers = {"Accept": "application/json"}
    if "client_secret_basic" in said.get("token_endpoint_auth_methods_supported", ["client_secret_basic"]):
        pair = f"{quote(settings.OIDC_CLIENT_ID, safe='')}:{quote(settings.OIDC_SECRET, safe='')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        body |= {"client_id": settings.OIDC_CLIENT_ID, "client_secret": settings.OIDC_SECRET}
    found = _ask(said["token_endpoint"], urlencode(body).encode(), headers)
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


class _NoFurther(urllib.request.HTTPRedirectHandler):
    """A provider that sends us elsewhere is not followed: elsewhere may be inside our own network."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def _ask(address: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> dict[str, Any]:
    """One request; certificates are checked against those that the system trusts."""
    try:
        opener = urllib.request.build_opener(_NoFurther)
        with opener.open(urllib.request.Request(address, body, headers or {}), timeout=SECONDS) as answer:
            text = answer.read(LONGEST + 1)
        if len(text) > LONGEST:
            raise Silent("too long an answer")
        said = json.loads(text)
    except (OSError, http.client.HTTPException, ValueError, RecursionError) as error:
        raise Silent(f"{type(error).__name__} {getattr(error, 'code', '')}".strip()) from error
    if not isinstance(said, dict):
        raise Silent("no object")
    return said
