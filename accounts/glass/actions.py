"""Break the glass, and end it: each in the trail and by letter to all three guardians in one transaction."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.access import roles_of
from accounts.conflict import Refused, Stale
from accounts.glass.models import LONGEST, BrokenGlass
from accounts.glass.queries import acts_of, guardians
from accounts.letters.actions import post
from accounts.roles import GUARDIANS, ROLE_LABELS
from accounts.trail.actions import record
from accounts.users.models import User

SHORTEST, FEW_WORDS = 5, 6


@transaction.atomic
def break_glass(*, user: User, reason: str, minutes: int, operator: str, now: datetime) -> BrokenGlass:
    """Give `user` the security administrator's rights until `minutes` are over; `operator` is the account on the server."""
    reason = " ".join(reason.split())
    user = User.objects.select_for_update().get(pk=user.pk)
    _must_be_lawful(user, reason, minutes, now)
    for over in BrokenGlass.objects.filter(user=user, ended_at=None):
        end(glass=over, now=now, by=None)  # its minutes have passed, and no job has come by yet
    said = {"user": user, "reason": reason, "minutes": minutes, "operator": operator[:60], "opened_at": now}
    glass = BrokenGlass.objects.create(**said)
    User.objects.filter(pk=user.pk).update(is_superuser=True, glass=glass)
    after = {"minutes": minutes, "until": glass.until, "operator": glass.operator}
    record(act="应急授权", target=user, after=after, note=reason, at=now, by=None)
    _tell("glass_broken", glass, {}, now)
    return glass


@transaction.atomic
def end(*, glass: BrokenGlass, now: datetime, by: User | None) -> BrokenGlass:
    """It is over: before its time by somebody, or (`by` None) because its minutes have passed."""
    if BrokenGlass.objects.filter(pk=glass.pk, ended_at=None).update(ended_at=now, ended_by=by) != 1:
        raise Stale("这次应急授权刚刚已经结束。")
    User.objects.filter(pk=glass.user_id, glass=glass).update(is_superuser=False, glass=None)
    glass.refresh_from_db()
    record(act="结束应急授权", target=glass.user, note="" if by else "到时自动结束", at=now, by=by)
    _tell("glass_ended", glass, {"acts": acts_of(glass)}, now)
    return glass


def expire(now: datetime) -> int:
    """End those whose minutes have passed; returns how many."""
    over = [glass for glass in BrokenGlass.objects.filter(ended_at=None).select_related("user") if now >= glass.until]
    for glass in over:
        end(glass=glass, now=now, by=None)
    return len(over)


def _must_be_lawful(user: User, reason: str, minutes: int, now: datetime) -> None:
    if len(reason) < FEW_WORDS:
        raise Refused("请写明应急事由，不少于六个字，如“安全管理员手机丢失、恢复码不在”。")
    if not SHORTEST <= minutes <= LONGEST:
        raise Refused(f"应急授权时间为 {SHORTEST} 至 {LONGEST} 分钟，请重新填写。")
    if not user.open_on(timezone.localdate(now)):
        raise Refused(f"{user}的账号已停用或已到期，不能应急授权。请另选一人。")
    if held := roles_of(user, timezone.localdate(now)) & GUARDIANS:
        label = "、".join(ROLE_LABELS[role] for role in held)
        raise Refused(f"{user}现为{label}，三员不得兼任，也不能互相代行。请另选一人，如党建办管理员。")
    if any(glass.lives(now) for glass in user.broken_glasses.all()):
        raise Refused(f"{user}的应急授权尚未结束，不必重复办理。")


def _tell(template: str, glass: BrokenGlass, more: dict, now: datetime) -> None:
    """One letter to each of the three guardians in post."""
    for person in guardians(timezone.localdate(now)):
        key = f"{template}:{glass.pk}:{person.pk}"
        post(to=person, template=template, context={"glass": glass} | more, key=key, now=now)
