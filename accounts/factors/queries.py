"""Who has a second factor, who must have one, and from when."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings

from accounts.holding import posts_of
from accounts.roles import TWO_FACTORS


@dataclass(frozen=True)
class Factor:
    """What a person has set up: since when, last used, and how many recovery codes are left."""

    since: datetime
    used_at: datetime | None
    codes_left: int


def factor_of(user) -> Factor | None:
    """None when nothing is set up."""
    kept = {row.type: row for row in Authenticator.objects.filter(user=user)}
    totp = kept.get(Authenticator.Type.TOTP)
    if totp is None:
        return None
    sheet = kept.get(Authenticator.Type.RECOVERY_CODES)
    return Factor(totp.created_at, totp.last_used_at, len(RecoveryCodes(sheet).get_unused_codes()) if sheet else 0)


def has_factor(user) -> bool:
    """True when a code is asked at sign-in."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def must_have_since(user, on: date) -> date | None:
    """The first day on which the person's posts of today demand a second factor; None when they do not, or the setting is off."""
    if not settings.SECOND_FACTOR:
        return None
    days = [post.valid_from for post in posts_of(user, on) if post.role in TWO_FACTORS]
    return min(days) + timedelta(days=settings.SECOND_FACTOR_GRACE_DAYS) if days else None
