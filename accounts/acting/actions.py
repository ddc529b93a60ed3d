"""Give a colleague one's post for some days, and take it back."""

from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.acting.models import Acting
from accounts.conflict import NotYours, Refused, Stale
from accounts.letters.actions import post as post_letter
from accounts.roles import GUARDIANS
from accounts.trail.actions import record
from accounts.units.models import Post

LONGEST = timedelta(days=92)


@transaction.atomic
def authorise(*, post: Post, deputy, valid_from: date, valid_to: date, reason: str, today: date, now: datetime, by) -> Acting:
    """授权代办: `deputy` holds the rights of `post` on these days, and on no others.

    Only the holder can give it, only to somebody with a post of their own in the same unit, never a guardian's post nor to a guardian.
    """
    held = Post.objects.select_for_update().select_related("unit", "user").get(pk=post.pk)
    if held.user_id != by.pk or not held.holds(today):
        raise NotYours("只能为本人现任的岗位授权代办；代办来的岗位不能再转授。")
    if held.role in GUARDIANS:
        raise Refused("系统、安全、审计管理员的岗位不得授权他人代办。请按规定另行任命。")
    _must_be_dates(valid_from, valid_to, today)
    _must_be_colleague(held, deputy, valid_from)
    same_time = (
        held.actings.not_revoked().filter(valid_from__lte=valid_to, valid_to__gte=valid_from).select_related("deputy").first()
    )
    if same_time:
        until = f"{same_time.valid_to:%-m月%-d日}"
        raise Refused(f"该岗位已授权{same_time.deputy}代办至{until}。请先收回，或改为{until}以后。")
    made = Acting(post=held, deputy=deputy, valid_from=valid_from, valid_to=valid_to, reason=reason.strip(), given_at=now)
    made.full_clean(exclude=["revoked_at", "revoked_by"])
    made.save(force_insert=True)
    after = {"deputy": deputy.username, "from": valid_from, "to": valid_to}
    record(act="授权代办", target=made, after=after, note=made.reason, at=now, by=by)
    _tell(made, deputy, heading="请您代办", act="授权", ended=False, now=now, by=by)
    return made


@transaction.atomic
def revoke(*, acting: Acting, now: datetime, by) -> Acting:
    """收回 by the holder, or 交回 by the deputy: the rights end with the very next request."""
    if by.pk not in (acting.post.user_id, acting.deputy_id):
        raise NotYours("代办授权只能由本人收回，或由代办人交回。")
    if Acting.objects.filter(pk=acting.pk, revoked_at=None).update(revoked_at=now, revoked_by=by) != 1:
        raise Stale("该代办授权已经收回。")
    acting.refresh_from_db()
    act = "收回代办" if by.pk == acting.post.user_id else "交回代办"
    record(act=act, target=acting, before={"to": acting.valid_to}, after={"revoked_at": now}, at=now, by=by)
    other = acting.deputy if by.pk == acting.post.user_id else acting.post.user
    _tell(acting, other, heading="代办终止", act=act.removesuffix("代办"), ended=True, now=now, by=by)
    return acting


def _tell(acting: Acting, to, *, heading: str, act: str, ended: bool, now: datetime, by) -> None:
    """A letter at once to the other of the two."""
    post_letter(
        to=to,
        template="acting",
        context={"acting": acting, "heading": heading, "act": act, "ended": ended, "by": by},
        key=f"acting:{acting.pk}:{'ended' if ended else 'given'}",
        now=now,
        data={"acting": acting.pk, "ended": ended},
    )


def _must_be_dates(valid_from: date, valid_to: date, today: date) -> None:
    """From today on, in order, and not for a quarter or more: that would be another appointment."""
    if valid_from < today:
        raise Refused(f"开始日期不能早于今天。请改为 {today:%Y年%-m月%-d日} 或以后。")
    if valid_to < valid_from:
        raise Refused("结束日期不能早于开始日期。请检查两个日期。")
    if valid_to - valid_from >= LONGEST:
        last = valid_from + LONGEST - timedelta(days=1)
        raise Refused(f"代办最长三个月，结束日期请不晚于 {last:%Y年%-m月%-d日}。时间更长的，请由系统管理员办理任免。")


def _must_be_colleague(post: Post, deputy, valid_from: date) -> None:
    """Somebody else with an open account and a post of their own in the unit, and no guardian."""
    if deputy.pk == post.user_id:
        raise Refused("代办人不能是本人。请另选一位同事。")
    theirs = [other for other in Post.objects.on(valid_from).filter(user=deputy)]
    if any(other.role in GUARDIANS for other in theirs):
        raise Refused(f"{deputy}任系统、安全或审计管理员，不能代办业务岗位。请另选一位同事。")
    if not any(other.unit_id == post.unit_id for other in theirs):
        raise Refused(f"{deputy}在“{post.unit}”没有岗位。代办人须是本单位在任人员。")
