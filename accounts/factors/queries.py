"""Who has a second factor, who must have one, and from when."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.db.models import Q

from accounts.conflict import Refused
from accounts.factors.models import Passkey
from accounts.holding import posts_of
from accounts.roles import TWO_FACTORS


@dataclass(frozen=True)
class Factor:
    """What a person has set up: the telephone since when (None: no telephone), the passkeys, and how many recovery codes are left."""

    since: datetime | None
    passkeys: list[Passkey]
    codes_left: int


def factor_of(user) -> Factor | None:
    """None when nothing is set up."""
    kept = {row.type: row for row in Authenticator.objects.filter(user=user)}
    totp, sheet = kept.get(Authenticator.Type.TOTP), kept.get(Authenticator.Type.RECOVERY_CODES)
    passkeys = list(user.passkeys.all())
    if totp is None and not passkeys:
        return None
    return Factor(totp and totp.created_at, passkeys, len(RecoveryCodes(sheet).get_unused_codes()) if sheet else 0)


def has_totp(user) -> bool:
    """True when a telephone shows codes."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def has_factor(user) -> bool:
    """True when a second step is asked at sign-in: a code or a passkey."""
    return has_totp(user) or Passkey.objects.filter(user=user).exists()


def must_have_since(user, on: date) -> date | None:
    """The first day on which the person's posts of today demand a second factor; None when they do not, or the setting is off."""
    if not settings.SECOND_FACTOR:
        return None
    days = [post.valid_from for post in posts_of(user, on) if post.role in TWO_FACTORS]
    return min(days) + timedelta(days=settings.SECOND_FACTOR_GRACE_DAYS) if days else None


def must_keep(user, on: date, *, telephone: bool = False, beside: Q | None = None) -> None:
    """Refuse to take the last factor of somebody who must have one: the telephone, or the passkeys that `beside` names."""
    left = Passkey.objects.filter(user=user).exclude(beside) if beside else Passkey.objects.filter(user=user)
    if must_have_since(user, on) is None or left.exists() or (not telephone and has_totp(user)):
        return
    raise Refused("您的岗位必须有第二步验证，这是最后一种，不能去掉。请先设置另一种；换手机的，点“更换手机”。")
