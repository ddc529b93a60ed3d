"""Set up, use, withdraw and reset a second factor (动态验证码): a TOTP secret in the telephone, and recovery codes on paper."""

import secrets
from base64 import b32encode
from datetime import datetime

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import transaction
from django.db.models import F

from accounts.conflict import NotYours, Refused
from accounts.factors import rules
from accounts.trail.actions import record
from accounts.users.models import User

KINDS = Authenticator.Type
# Whoever guesses here knows the password already, so nobody can be kept out for fun: after so many wrong codes one try each five minutes.
FREE_TRIES, PAUSE = 10, 300


def new_secret() -> str:
    """160 random bits as 32 letters and figures."""
    return b32encode(secrets.token_bytes(20)).decode()


@transaction.atomic
def set_up(*, user: User, secret: str, typed: str, now: datetime, by) -> list[str]:
    """Keep the secret once the telephone has shown a right code; returns ten recovery codes, to be shown this once."""
    step = rules.matching(secret, rules.plain(typed), now.timestamp())
    if step is None:
        raise Refused("验证码不对。请核对手机时间是否准确，输入当前显示的 6 位数字；重新扫码的，请用新的验证码。")
    User.objects.select_for_update().get(pk=user.pk)
    if Authenticator.objects.filter(user=user, type=KINDS.TOTP).exists():
        raise Refused("已设置动态验证码。更换手机的，请先停用，再重新设置。")
    data = {"secret": get_adapter().encrypt(secret), "step": step, "wrong": 0, "wrong_at": 0}
    Authenticator.objects.create(user=user, type=KINDS.TOTP, data=data, created_at=now)
    record(act="设置动态验证码", target=user, by=by)
    return _fresh_codes(user)


@transaction.atomic
def renew_codes(*, user: User, by) -> list[str]:
    """Ten new recovery codes; those printed before are worth nothing any more."""
    if not Authenticator.objects.filter(user=user, type=KINDS.TOTP).exists():
        raise Refused("尚未设置动态验证码。请先设置。")
    record(act="重新生成恢复码", target=user, by=by)
    return _fresh_codes(user)


@transaction.atomic
def withdraw(*, user: User, by) -> None:
    """The person does without from now on (or sets up another telephone)."""
    if not Authenticator.objects.filter(user=user).delete()[0]:
        raise Refused("尚未设置动态验证码，不必停用。")
    record(act="停用动态验证码", target=user, by=by)


@transaction.atomic
def reset(*, user: User, reason: str, by) -> None:
    """The security administrator takes the factor of a lost telephone away; all sessions end. Nobody resets his own."""
    if by is not None and by.pk == user.pk:
        raise NotYours("不能重置本人的动态验证码，请由另一名安全管理员办理。")
    if not Authenticator.objects.filter(user=user).delete()[0]:
        raise Refused(f"{user}尚未设置动态验证码，不必重置。")
    User.objects.filter(pk=user.pk).update(session_round=F("session_round") + 1)
    record(act="重置动态验证码", target=user, note=reason, by=by)


@transaction.atomic
def use(*, user: User, typed: str, now: datetime) -> Authenticator | None:
    """The factor that `typed` fits, used up by it: each code counts once. None when it fits nothing."""
    totp = Authenticator.objects.select_for_update().filter(user=user, type=KINDS.TOTP).first()
    if totp is None or _must_pause(totp, now):
        return None
    figures = rules.plain(typed)
    step = _step(totp, figures, now) if len(figures) == rules.DIGITS else None
    found = totp if step is not None else _recovery(user, figures)
    kept = (
        {"step": step or totp.data["step"], "wrong": 0} if found else {"wrong": totp.data["wrong"] + 1, "wrong_at": now.timestamp()}
    )
    totp.data |= kept
    totp.save(update_fields=["data"])
    if found and found.type == KINDS.RECOVERY_CODES:
        record(act="使用恢复码登录", target=user, by=user)
    return found


def _must_pause(totp: Authenticator, now: datetime) -> bool:
    return totp.data["wrong"] >= FREE_TRIES and now.timestamp() - totp.data["wrong_at"] < PAUSE


def _step(totp: Authenticator, figures: str, now: datetime) -> int | None:
    secret = get_adapter().decrypt(totp.data["secret"])
    return rules.matching(secret, figures, now.timestamp(), totp.data["step"]) if secret else None


def _recovery(user: User, figures: str) -> Authenticator | None:
    """The person's sheet of codes, when one of them was typed; that one is crossed out."""
    sheet = Authenticator.objects.filter(user=user, type=KINDS.RECOVERY_CODES).first()
    return sheet if sheet and get_adapter().decrypt(sheet.data["seed"]) and RecoveryCodes(sheet).validate_code(figures) else None


def _fresh_codes(user: User) -> list[str]:
    Authenticator.objects.filter(user=user, type=KINDS.RECOVERY_CODES).delete()
    return RecoveryCodes.activate(user).get_unused_codes()
