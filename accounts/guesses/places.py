"""Where an account's owner is known: an address or a browser from which somebody signed in to it before."""

from datetime import datetime, timedelta

from axes.models import AccessLog
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

SALT = "accounts.guesses"
REMEMBERED = timedelta(days=90)
# A computer that several people share knows so many of them.
PEOPLE = 5


def digest(username: str) -> str:
    """The account name as it is kept: nobody reads from it what was typed."""
    return salted_hmac(SALT, username.lower(), algorithm="sha256").hexdigest()


def known(request: HttpRequest, *, username: str, address: str, now: datetime) -> bool:
    """True when this browser, or this address, was used for the account in the last ninety days."""
    if digest(username) in _people(request):
        return True
    since = now - REMEMBERED
    return AccessLog.objects.filter(username=username, ip_address=address or None, attempt_time__gt=since).exists()


def remember(request: HttpRequest, answer: HttpResponse, *, username: str) -> None:
    """The browser learns that it belongs to the account, too: a telephone's address changes by the hour."""
    mine = digest(username)
    people = [mine, *(one for one in _people(request) if one != mine)][:PEOPLE]
    answer.set_cookie(
        _cookie(), signing.dumps(people, salt=SALT), max_age=REMEMBERED, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )  # fmt: skip


def _cookie() -> str:
    """Bound to this very host where the line is closed (browsers refuse the prefix elsewhere)."""
    return "__Host-known" if settings.SESSION_COOKIE_SECURE else "known"


def _people(request: HttpRequest) -> list[str]:
    try:
        said = signing.loads(request.COOKIES.get(_cookie(), ""), salt=SALT, max_age=REMEMBERED)
    except signing.BadSignature:
        return []
    return said if isinstance(said, list) else []
