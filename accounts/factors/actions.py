"""Set up, use, withdraw and reset a second factor: a TOTP secret in the telephone (动态验证码), and recovery codes on paper."""

import secrets
from base64 import b32encode
from datetime import date, datetime

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F

from accounts.conflict import NotYours, Refused
from accounts.factors import rules, sheet
from accounts.factors.models import Passkey
from accounts.factors.queries import has_factor, must_keep
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
    """Keep the secret once the telephone has shown a right code, in place of the one of an older telephone.

    Returns ten recovery codes when these are the first, to be shown this once; else an empty list.
    """
    step = rules.matching(secret, rules.plain(typed), now.timestamp())
    if step is None:
        raise Refused("验证码不对。请核对手机时间是否准确，输入当前显示的 6 位数字；重新扫码的，请用新的验证码。")
    User.objects.select_for_update().get(pk=user.pk)
    older = Authenticator.objects.filter(user=user, type=KINDS.TOTP).delete()[0]
    data = {"secret": get_adapter().encrypt(secret), "step": step, "wrong": 0, "wrong_at": 0}
    Authenticator.objects.create(user=user, type=KINDS.TOTP, data=data, created_at=now)
    record(act="更换动态验证码" if older else "设置动态验证码", target=user, by=by)
    return sheet.first(user)


@transaction.atomic
def renew_codes(*, user: User, by) -> list[str]:
    """Ten new recovery codes; those printed before are worth nothing any more."""
    if not has_factor(user):
        raise Refused("尚未设置动态验证码或通行密钥。请先设置。")
    record(act="重新生成恢复码", target=user, by=by)
    return sheet.fresh(user)


@transaction.atomic
def withdraw(*, user: User, by, on: date) -> None:
    """The person does without the telephone from now on; the last factor of somebody who must have one stays."""
    User.objects.select_for_update().get(pk=user.pk)
    kept = Authenticator.objects.filter(user=user, type=KINDS.TOTP)
    if not kept.exists():
        raise Refused("尚未设置动态验证码，不必停用。")
    must_keep(user, on, telephone=True)
    kept.delete()
    sheet.drop_when_alone(user)
    record(act="停用动态验证码", target=user, by=by)


@transaction.atomic
def reset(*, user: User, reason: str, by) -> None:
    """The security administrator takes telephone, passkeys and recovery codes away; all sessions end. Nobody resets his own."""
    if by is not None and by.pk == user.pk:
        raise NotYours("不能重置本人的第二步验证，请由另一名安全管理员办理。")
    if not Authenticator.objects.filter(user=user).delete()[0] + Passkey.objects.filter(user=user).delete()[0]:
        raise Refused(f"{user}尚未设置第二步验证，不必重置。")
    User.objects.filter(pk=user.pk).update(session_round=F("session_round") + 1)
    record(act="重置第二步验证", target=user, note=reason, by=by)


@transaction.atomic
def use(*, user: User, typed: str, now: datetime) -> Authenticator | None:
    """The factor that `typed` fits, used up by it: each code counts once. None when it fits nothing."""
    kept = {row.type: row for row in Authenticator.objects.select_for_update().filter(user=user)}
    totp = kept.get(KINDS.TOTP)
    counter = totp or kept.get(KINDS.RECOVERY_CODES)  # wrong codes are counted here
    if counter is None or _must_pause(counter, now):
        return None
    figures = rules.plain(typed)
    if totp and len(figures) == rules.DIGITS and (step := _step(totp, figures, now)) is not None:
        return _count(totp, {"step": step, "wrong": 0})
    if sheet.crossed_out(kept.get(KINDS.RECOVERY_CODES), figures):
        counter.refresh_from_db()
        _count(counter, {"wrong": 0})
        record(act="使用恢复码登录", target=user, by=user)
        return kept[KINDS.RECOVERY_CODES]
    _count(counter, {"wrong": counter.data.get("wrong", 0) + 1, "wrong_at": now.timestamp()})
    return None


def _must_pause(counter: Authenticator, now: datetime) -> bool:
    return counter.data.get("wrong", 0) >= FREE_TRIES and now.timestamp() - counter.data["wrong_at"] < PAUSE


def _step(totp: Authenticator, figures: str, now: datetime) -> int | None:
    secret = get_adapter().decrypt(totp.data["secret"])
    return rules.matching(secret, figures, now.timestamp(), totp.data["step"]) if secret else None


def _count(row: Authenticator, kept: dict) -> Authenticator:
    row.data |= kept
    row.save(update_fields=["data"])
    return row
