"""Posts: appoint, end, hand over."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from accounts.access import may
from accounts.conflict import NotYours, Refused, Stale
from accounts.roles import GUARDIANS, Permission, Role
from accounts.trail.actions import record
from accounts.units.actions.portfolios import put_in_charge, release
from accounts.units.models import Post, Unit, not_ended


@transaction.atomic
def appoint(*, user, unit: Unit, role: str, title: str = "", valid_from: date, valid_to: date | None = None, by) -> Post:
    """Give `user` a post from `valid_from` on (last day `valid_to`, or open)."""
    _must_not_be_own(user, by)
    _must_be_theirs_to_give(role, by)
    get_user_model().objects.select_for_update().get(pk=user.pk)
    Unit.objects.select_for_update().get(pk=unit.pk)
    post = Post(user=user, unit=unit, role=role, title=title, valid_from=valid_from, valid_to=valid_to)
    post.full_clean()
    _must_be_free(post)
    post.save(force_insert=True)
    after = {"user": user.username, "unit": unit.name, "role": role, "title": title, "from": valid_from}
    record(act="任职", target=post, after=after, by=by)
    return post


@transaction.atomic
def retitle(*, post: Post, title: str, by) -> Post:
    """Change what the post is called (职务)."""
    before = post.title
    post.title = title
    post.full_clean()
    if Post.objects.filter(pk=post.pk, title=before).update(title=title) != 1:
        raise Stale("该岗位刚被他人修改。", mine=title, theirs=Post.objects.get(pk=post.pk).title)
    record(act="修改职务", target=post, before={"title": before}, after={"title": title}, by=by)
    return post


@transaction.atomic
def end_post(*, post: Post, on: date, by) -> Post:
    """The post's last day is `on`; its portfolio ends with it. The last security administrator stays."""
    _must_not_be_own(post.user, by)
    _must_be_theirs_to_give(post.role, by)
    if post.role == Role.SECURITY_ADMIN and not _another_security_admin(post):
        raise Refused("这是唯一的安全管理员。请先任命另一名安全管理员，再办理离任。")
    for line in post.portfolio.filter(not_ended(on)):
        release(line=line, on=max(on, line.valid_from), by=by)
    before = post.valid_to
    post.valid_to = on
    post.full_clean()
    if Post.objects.filter(pk=post.pk, valid_to=before).update(valid_to=on) != 1:
        raise Stale("该岗位刚被他人修改。")
    record(act="离任", target=post, before={"valid_to": before}, after={"valid_to": on}, by=by)
    return post


@transaction.atomic
def hand_over(*, post: Post, to, on: date, title: str | None = None, by) -> Post:
    """One act: `post` ends the day before `on`, `to` holds the same post from `on`; the open portfolio and matters go along.

    What acts for the former holder (代办) ends with the post; the rooms above hand over what is theirs (settings.HANDED_OVER).
    """
    if post.valid_to:
        raise Refused("该岗位已离任，不能再交接。")
    if on <= post.valid_from:
        raise Refused(f"交接日期须晚于任职日期。请改为 {post.valid_from + timedelta(days=1):%Y年%-m月%-d日} 或以后。")
    lines = list(post.portfolio.filter(not_ended(on - timedelta(days=1))).select_related("unit"))
    end_post(post=post, on=on - timedelta(days=1), by=by)
    new = appoint(user=to, unit=post.unit, role=post.role, title=post.title if title is None else title, valid_from=on, by=by)
    for line in lines:
        since = max(on, line.valid_from)
        put_in_charge(post=new, field=line.field, unit=line.unit, valid_from=since, valid_to=line.valid_to, by=by)
    goes_along = to_hand_over(post)
    for room in settings.HANDED_OVER:
        import_string(f"{room}.follow")(old=post, new=new, by=by)
    after = {"user": to.username, "on": on, "matters": goes_along}
    record(act="交接", target=new, before={"user": post.user.username}, after=after, by=by)
    return new


def to_hand_over(post: Post) -> list[str]:
    """What a hand-over of the post would take along, in figures."""
    return [line for room in settings.HANDED_OVER for line in import_string(f"{room}.waiting")(post)]


def _must_not_be_own(user, by) -> None:
    """Nobody gives or takes a post of their own (三员分立)."""
    if by is not None and by.pk == user.pk:
        raise NotYours("不能为自己任职或免职，请由另一名管理员办理。")


def _must_be_theirs_to_give(role: str, by) -> None:
    """The three guardians' posts are given by the security administrator, all others by the system administrator."""
    needed = Permission.MANAGE_RIGHTS if role in GUARDIANS else Permission.MANAGE_PEOPLE
    if by is not None and not may(by, needed):
        raise NotYours("系统、安全、审计管理员由安全管理员在“权限”页任免；其他岗位由系统管理员在“人员与单位”页任免。")


def _must_be_free(post: Post) -> None:
    """What the constraints say about open posts holds for dated ones too: no second secretary, no second guardian post at a time."""
    if post.unit.dissolved_on and post.unit.dissolved_on < (post.valid_to or date.max):
        raise Refused(f"“{post.unit}”已于{post.unit.dissolved_on:%Y年%-m月%-d日}撤销，不能任职。请另选单位。")
    same_time = Post.objects.filter(Q(valid_to=None) | Q(valid_to__gte=post.valid_from))
    if post.valid_to:
        same_time = same_time.filter(valid_from__lte=post.valid_to)
    if post.role == Role.UNIT_SECRETARY:
        holder = same_time.filter(unit=post.unit, role=post.role).select_related("user").first()
        if holder:
            raise Refused(f"“{post.unit}”已有书记（第一责任人）{holder.user}。请先办理离任，或用“交接”一次办完。")
    if post.role in GUARDIANS and same_time.filter(user=post.user, role__in=GUARDIANS).exists():
        raise Refused("同一人不得兼任系统、安全、审计管理员。请另选人员。")
    if same_time.filter(user=post.user, unit=post.unit, role=post.role).exists():
        raise Refused(f"{post.user}已在“{post.unit}”任{post.get_role_display()}，不必重复任职。")


def _another_security_admin(post: Post) -> bool:
    """True when somebody else with an open account is security administrator without an end."""
    others = Post.objects.exclude(user=post.user).filter(role=Role.SECURITY_ADMIN, valid_to=None, user__is_active=True)
    return others.exists()
