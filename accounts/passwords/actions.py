"""A person gets a new password, chosen by herself."""

from datetime import date

from django.conf import settings
from django.contrib.auth.hashers import check_password, is_password_usable
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.conflict import Stale
from accounts.holding import posts_of
from accounts.passwords.models import UsedPassword
from accounts.passwords.rules import PROFILES
from accounts.roles import TWO_FACTORS
from accounts.trail.actions import record
from accounts.users.models import User


@transaction.atomic
def choose(*, user: User, password: str) -> User:
    """Keep the new password unless the rules or the past forbid it; all sessions end. The caller records the act."""
    validate_password(password, user)
    must_be_new(user, password)
    was, kept = user.password, PROFILES[settings.PASSWORD_PROFILE].remembered
    now = timezone.now()
    user.set_password(password)
    user.password_set_at = now
    mine = User.objects.filter(pk=user.pk, password=was, is_active=True)
    if mine.update(password=user.password, password_set_at=now) != 1:
        raise Stale("密码刚被设置过，请用新密码登录后再改。")
    if kept and is_password_usable(was):
        UsedPassword.objects.create(user=user, hash=was, ended_at=now)
    user.used_passwords.exclude(pk__in=[row.pk for row in user.used_passwords.all()[:kept]]).delete()
    return user


@transaction.atomic
def change(*, user: User, password: str, by) -> User:
    """修改密码, by somebody who is signed in (the form has asked for the old one)."""
    choose(user=user, password=password)
    record(act="修改密码", target=user, by=by)
    return user


def must_be_new(user: User, password: str) -> None:
    """ValidationError when it is the present one or one of those before it that the profile remembers."""
    kept = PROFILES[settings.PASSWORD_PROFILE].remembered
    former = [user.password, *(row.hash for row in user.used_passwords.all()[: max(kept - 1, 0)])] if kept else []
    if any(check_password(password, old) for old in former if is_password_usable(old)):
        raise ValidationError({"password": f"这个密码最近用过。请取一个与最近 {kept} 次都不同的密码。"})


def must_change(user: User, on: date) -> bool:
    """True when the password is older than the office's rule allows; the setting beats the profile, 0 means never."""
    admin = any(post.role in TWO_FACTORS for post in posts_of(user, on))
    days = settings.PASSWORD_ADMIN_DAYS if admin else settings.PASSWORD_DAYS
    return days > 0 and (on - timezone.localdate(user.password_set_at)).days >= days
