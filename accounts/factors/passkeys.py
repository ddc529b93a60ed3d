"""Register, name, use and remove passkeys (通行密钥)."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts.conflict import Refused
from accounts.factors import ceremony, sheet
from accounts.factors.models import Passkey
from accounts.factors.queries import must_keep
from accounts.trail.actions import record
from accounts.users.models import User

MOST = 10
TAKEN = "这把通行密钥已经登记过。请直接使用，或换一台设备登记。"


@transaction.atomic
def register(*, user: User, name: str, state: dict | None, answer: str, now: datetime, by) -> list[str]:
    """Keep the public half of a key; returns ten recovery codes when these are the first, else an empty list."""
    shown = ceremony.registered(state, answer, now)
    User.objects.select_for_update().get(pk=user.pk)
    if user.passkeys.count() >= MOST:
        raise Refused(f"最多登记 {MOST} 把通行密钥。请先移除不用的。")
    kept = {"name": name, "credential_id": shown.credential_id, "credential": shown.credential, "uses": shown.uses}
    try:
        with transaction.atomic():
            Passkey.objects.create(user=user, created_at=now, **kept)
    except IntegrityError as error:
        raise Refused(TAKEN) from error
    record(act="登记通行密钥", target=user, after={"passkey": name}, by=by)
    return sheet.first(user)


@transaction.atomic
def rename(*, passkey: Passkey, name: str, by) -> None:
    """Call it otherwise; nothing is written when nothing changes."""
    if name == passkey.name:
        return
    Passkey.objects.filter(pk=passkey.pk).update(name=name)
    record(act="通行密钥改名", target=passkey.user, before={"passkey": passkey.name}, after={"passkey": name}, by=by)


@transaction.atomic
def remove(*, passkey: Passkey, by, on) -> None:
    """The key opens nothing any more; the last factor of somebody who must have one stays."""
    user = User.objects.select_for_update().get(pk=passkey.user_id)
    must_keep(user, on, beside=Q(pk=passkey.pk))
    if not Passkey.objects.filter(pk=passkey.pk).delete()[0]:
        raise Refused("这把通行密钥已经移除。")
    sheet.drop_when_alone(user)
    record(act="移除通行密钥", target=user, before={"passkey": passkey.name}, by=by)


@transaction.atomic
def use(*, state: dict | None, answer: str, now: datetime, user: User | None = None) -> Passkey:
    """The key that signed: one of `user`'s, after the password; or anybody's whose account is open, in place of the password.

    A counter that does not grow means that the key was copied, or an old answer; keys that count nothing show 0 for ever.
    """
    wanted = {"credential_id": ceremony.named(answer), "user__is_active": True} | ({"user": user} if user else {})
    passkey = Passkey.objects.select_related("user").filter(**wanted).first()
    if passkey is None:
        raise Refused("这把通行密钥没有在本系统登记，或账号已停用。请用密码登录，或换一把。")
    shown = ceremony.used(state, passkey.credential, ceremony.handle_of(passkey.user), answer, now, alone=user is None)
    grew = Q(uses__lt=shown.uses) if shown.uses else Q(uses=0)
    if not Passkey.objects.filter(grew, pk=passkey.pk).update(uses=shown.uses, used_at=now):
        raise Refused("通行密钥的计数不对，可能被复制。请改用验证码登录，移除这把通行密钥，并告知安全管理员。")
    record(act="使用通行密钥", target=passkey.user, after={"passkey": passkey.name}, by=passkey.user)
    return passkey
