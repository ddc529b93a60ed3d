"""One-time tickets that set a password: a signed link by mail (30 minutes) or of the first day (7 days), or a code on a printed slip (7 days).

Both are bound to the present password hash and the state of the account, so the first use, or any other change of the password,
makes them worthless; nothing is stored. A typed code is tried against the days on which it can have been printed.
"""

import base64
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core import signing
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.users.models import User

SALT = "accounts.tickets"
FIRST_SALT = "accounts.tickets.first"
SLIP_DAYS = 7
UNLIKE = str.maketrans("OILB", "9876")


def link(user: User) -> str:
    """A token for the address /set-password/<token>/."""
    return signing.dumps([user.pk, _state(user)], salt=SALT)


def first_link(user: User) -> str:
    """The same for people of the first day, who have no mail server yet: it lives as long as a slip."""
    return signing.dumps([user.pk, _state(user)], salt=FIRST_SALT)


def by_link(token: str) -> User | None:
    """The person whose password the token may set now; None when it is forged, used, or too old."""
    said = _read(token, SALT, settings.PASSWORD_RESET_TIMEOUT) or _read(token, FIRST_SALT, SLIP_DAYS * 86_400)
    if said is None:
        return None
    pk, state = said
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user and constant_time_compare(state, _state(user)) else None


def _read(token: str, salt: str, seconds: int) -> tuple[int, str] | None:
    """What a signed token says; None when it is forged, of another kind, or older than `seconds`."""
    try:
        pk, state = signing.loads(token, salt=salt, max_age=seconds)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return pk, state


def code(user: User, now: datetime) -> str:
    """Three groups of four letters and figures for a printed slip, e.g. K7QF-2MXA-9TRD."""
    return _code(user, timezone.localdate(now))


def by_code(username: str, typed: str, now: datetime) -> User | None:
    """The person whose password the typed code may set now; small letters and missing strokes are forgiven."""
    user = User.objects.filter(username=username.strip().lower(), is_active=True).first()
    plain = "".join(c for c in typed.upper() if c.isalnum())
    if user is None or not plain.isascii():
        return None
    today = timezone.localdate(now)
    days = [today - timedelta(days=back) for back in range(SLIP_DAYS + 1)]
    matches = [constant_time_compare(plain, _code(user, day).replace("-", "")) for day in days]
    return user if any(matches) else None


def _state(user: User) -> str:
    """Changes whenever the password does."""
    return salted_hmac(SALT, f"{user.pk}|{user.password}|{user.session_round}", algorithm="sha256").hexdigest()[:24]


def _code(user: User, day: date) -> str:
    """Twelve characters, about 58 bits, without those that look like another (0 O, 1 I L, B)."""
    digest = salted_hmac(f"{SALT}.slip", f"{_state(user)}|{day.isoformat()}", algorithm="sha256").digest()
    text = base64.b32encode(digest).decode().translate(UNLIKE)[:12]
    return "-".join(text[i : i + 4] for i in range(0, 12, 4))
