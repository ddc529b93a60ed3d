"""Do what a letter asks for: at once for somebody who is signed in, else when the code from the registered mailbox comes."""

import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.conflict import NotYours, Refused, Stale
from accounts.letters.actions import post
from accounts.models import Unit
from accounts.trail.actions import record
from tasks.bylink.models import Act, Feed, HeldAct, new_nonce
from tasks.items.life.dating import ask_extension
from tasks.items.life.moving import acknowledge
from tasks.items.models import Assignment
from tasks.progress.actions import report

CODE_LIVES = timedelta(minutes=15)
TRIES = 5
AT_MOST_AN_HOUR = 5


def perform(*, assignment: Assignment, act: str, said: dict[str, Any], on: date, now: datetime, by) -> None:
    """Carry out the act with what was typed; the actions themselves check the rights of `by` and the state."""
    if act == Act.ACKNOWLEDGE:
        acknowledge(assignment=assignment, version=said["version"], on=on, now=now, by=by)
    elif act == Act.REPORT:
        words = {"text": said["text"], "percent": said["percent"], "key": said["key"]}
        report(assignment=assignment, version=said["version"], now=now, by=by, **words)
    else:
        wanted = date.fromisoformat(said["due_on"])
        ask_extension(assignment=assignment, due_on=wanted, reason=said["reason"], on=on, now=now, by=by)


@transaction.atomic
def hold(*, assignment: Assignment, to, act: str, said: dict[str, Any], now: datetime) -> HeldAct:
    """Keep the act and write a six-digit code to the registered address of `to`, who must still hold a post that may act."""
    if not to.is_active or not assignment.__class__.objects.visible_to(to).filter(pk=assignment.pk).exists():
        raise NotYours("收信人已不再担任该单位的岗位，请由现任同志登录办理。")
    if not to.email:
        raise Refused("没有登记电子邮箱，不能用验证码办理。请登录办理。")
    lately = HeldAct.objects.filter(assignment=assignment, to=to, at__gt=now - timedelta(hours=1)).count()
    if lately >= AT_MOST_AN_HOUR:
        raise Refused("一小时内索取验证码已达5次。请稍后再试，或登录办理。")
    plain = f"{secrets.randbelow(1_000_000):06}"
    held = HeldAct.objects.create(assignment=assignment, to=to, act=act, said=said, at=now, code="")
    HeldAct.objects.filter(pk=held.pk).update(code=_digest(held, plain))
    context = {"code": plain, "assignment": assignment, "act": held.get_act_display(), "minutes": int(CODE_LIVES.seconds / 60)}
    post(to=to, template="code", context=context, key=f"code:{held.pk}", now=now)
    record(act="索取验证码", target=assignment, after={"act": held.get_act_display(), "to": str(to)}, at=now, by=None)
    return held


def try_code(*, held: HeldAct, code: str, on: date, now: datetime) -> None:
    """Carry out a held act as the person to whom the code went. A wrong code counts; after five, or 15 minutes, it is forgotten."""
    if held.done_at:
        raise Stale("这一事项已凭验证码办理，无需重复。")
    counted = HeldAct.objects.filter(pk=held.pk, done_at=None, tries__lt=TRIES, at__gt=now - CODE_LIVES).update(
        tries=F("tries") + 1
    )
    if counted != 1:
        raise Refused("验证码已失效。请返回重新索取。")
    if not constant_time_compare(HeldAct.objects.get(pk=held.pk).code, _digest(held, code)):
        left = TRIES - held.tries - 1
        more = f"还可再试{left}次。请核对邮件中的6位数字。" if left > 0 else "次数已用完。请返回重新索取。"
        raise Refused(f"验证码不正确，{more}")
    with transaction.atomic():
        if HeldAct.objects.filter(pk=held.pk, done_at=None).update(done_at=now) != 1:
            raise Stale("这一事项已凭验证码办理，无需重复。")
        perform(assignment=held.assignment, act=held.act, said=held.said, on=on, now=now, by=held.to)
        record(act="凭验证码办理", target=held.assignment, after={"act": held.get_act_display()}, at=now, by=held.to)


def _digest(held: HeldAct, plain: str) -> str:
    return salted_hmac("tasks.bylink.code", f"{held.pk}|{plain}", algorithm="sha256").hexdigest()


@transaction.atomic
def open_feed(*, unit: Unit | None = None, by) -> Feed:
    """The calendar address of `by`, or of a unit; made when it does not stand yet."""
    feed, made = Feed.objects.get_or_create(unit=unit) if unit else Feed.objects.get_or_create(user=by)
    if made:
        record(act="启用日历地址", target=feed, by=by)
    return feed


@transaction.atomic
def renew_feed(*, feed: Feed, by) -> Feed:
    """Revoke the address: the old one is worth nothing from now on."""
    feed.nonce = new_nonce()
    feed.save(update_fields=["nonce"])
    record(act="更换日历地址", target=feed, by=by)
    return feed
