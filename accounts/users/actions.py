"""Open, amend, close and reopen accounts; end sessions; lift locks."""

from datetime import date

from axes.utils import reset
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from accounts.access import may, roles_of
from accounts.conflict import NotYours, Refused, Stale
from accounts.guesses import actions as guesses
from accounts.roles import Permission, Role
from accounts.trail.actions import record
from accounts.users import names
from accounts.users.models import User

DETAILS = ("name", "email", "phone", "expires_on")


@transaction.atomic
def open_account(
    *, username: str, name: str, email: str = "", phone: str = "", expires_on: date | None = None, password: str | None = None, by
) -> User:
    """A new account. Without `password` it can only be entered through a one-time ticket."""
    user = User(username=username, name=name, email=email, phone=phone, expires_on=expires_on, initials=names.initials(name))
    user.set_password(password) if password else user.set_unusable_password()
    _must_be_well_formed(user)
    user.save(force_insert=True)
    record(act="开立账号", target=user, after={"username": username, "name": name}, by=by)
    return user


@transaction.atomic
def amend_account(*, user: User, version: int, values: dict, by) -> User:
    """Change name, e-mail, telephone or the last day of the account; the loser of two editors gets Stale. Nothing is written when nothing changes."""
    fresh = User.objects.get(pk=user.pk)
    before = {name: getattr(fresh, name) for name in DETAILS}
    changed = {name: values[name] for name in DETAILS if name in values and values[name] != before[name]}
    if not changed:
        return fresh
    if "expires_on" in changed:
        must_not_touch_the_other_guardians(fresh, by)
        if changed["expires_on"] and _is_last_security_admin(fresh):
            raise Refused("这是唯一的安全管理员，账号不能设到期日。请留空，或先任命另一名安全管理员。")
    for name, value in changed.items():
        setattr(fresh, name, value)
    _must_be_well_formed(fresh)
    written = changed | {"initials": names.initials(fresh.name), "version": F("version") + 1}
    if User.objects.filter(pk=user.pk, version=version).update(**written) != 1:
        raise Stale("该人员刚被他人修改。", mine=str(values.get("name", "")), theirs=before["name"])
    record(act="修改人员", target=fresh, before={name: before[name] for name in changed}, after=changed, by=by)
    fresh.version = version + 1
    return fresh


@transaction.atomic
def close_account(*, user: User, by) -> User:
    """The person can no longer sign in; open sessions end with the next request. Posts stay as they are."""
    if by is not None and by.pk == user.pk:
        raise NotYours("不能停用自己的账号，请由另一名管理员办理。")
    must_not_touch_the_other_guardians(user, by)
    if _is_last_security_admin(user):
        raise Refused("这是唯一的安全管理员。请先任命另一名安全管理员，再停用账号。")
    _switch(user, is_active=False)
    record(act="停用账号", target=user, before={"is_active": True}, after={"is_active": False}, by=by)
    return user


@transaction.atomic
def reopen_account(*, user: User, by) -> User:
    """The person can sign in again, with the password as it was."""
    _switch(user, is_active=True)
    record(act="启用账号", target=user, before={"is_active": False}, after={"is_active": True}, by=by)
    return user


@transaction.atomic
def end_sessions(*, user: User, by) -> User:
    """Sign the person out everywhere; the account stays open."""
    User.objects.filter(pk=user.pk).update(session_round=F("session_round") + 1)
    record(act="强制退出登录", target=user, by=by)
    return user


@transaction.atomic
def unlock(*, user: User, by) -> int:
    """Forget the failed sign-ins of this account name, from whatever address; returns how many were forgotten."""
    forgotten = reset(username=user.username)
    guesses.forgive(username=user.username)
    record(act="解除登录锁定", target=user, after={"attempts": forgotten}, by=by)
    return forgotten


def _must_be_well_formed(user: User) -> None:
    """A name, an account name that can be typed, and an address that may stand in a letter's head."""
    faults = {"username": names.account_fault(user.username), "email": names.address_fault(user.email)}
    faults["name"] = "" if user.name else "请填写姓名"
    faults = {field: fault + "。" for field, fault in faults.items() if fault}
    if faults:
        raise ValidationError(faults)
    user.full_clean()


def must_not_touch_the_other_guardians(user: User, by) -> None:
    """The accounts of the security and audit administrators are not in the system administrator's hands (三员分立)."""
    guardian = roles_of(user) & {Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}
    if guardian and by is not None and by.pk != user.pk and not may(by, Permission.MANAGE_RIGHTS):
        raise NotYours(f"{user}是安全或审计管理员，其账号和密码由安全管理员办理。")


def _switch(user: User, *, is_active: bool) -> None:
    """Compare and swap the state of the account."""
    changed = User.objects.filter(pk=user.pk, is_active=not is_active).update(is_active=is_active, version=F("version") + 1)
    if changed != 1:
        raise Stale("该账号的状态刚被他人修改。")
    user.refresh_from_db()


def _is_last_security_admin(user: User) -> bool:
    """True when nobody else with an open account holds that post without an end."""
    admins = User.objects.filter(is_active=True, posts__role=Role.SECURITY_ADMIN, posts__valid_to=None)
    return set(admins.values_list("pk", flat=True)) == {user.pk}
