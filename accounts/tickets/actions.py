"""Hand out one-time tickets, and let their bearers set a password."""

from datetime import datetime

from axes.utils import reset
from django.db import transaction

from accounts.conflict import Refused
from accounts.letters.actions import post
from accounts.passwords.actions import choose
from accounts.tickets import codes
from accounts.trail.actions import record
from accounts.users.actions import end_sessions, must_not_touch_the_other_guardians
from accounts.users.models import User


@transaction.atomic
def send_link(*, user: User, now: datetime, by) -> None:
    """Write the person a letter with a link that sets the password once, within half an hour."""
    _must_be_entitled(user, by)
    if not user.email:
        raise Refused(f"{user}没有登记电子邮箱。请先登记邮箱，或打印口令条。")
    token = codes.link(user)
    key = f"set-password:{user.pk}:{now.timestamp():.6f}"
    post(to=user, template="set_password", context={"token": token}, key=key, now=now)
    record(act="发送设置密码链接", target=user, by=by)


@transaction.atomic
def print_slips(*, users: list[User], now: datetime, by) -> list[tuple[User, str]]:
    """Codes for printed slips: each sets one person's password once, within seven days."""
    slips = []
    for user in users:
        _must_be_entitled(user, by)
        slips.append((user, codes.code(user, now)))
        record(act="打印口令条", target=user, by=by)
    return slips


@transaction.atomic
def first_links(*, users: list[User], by=None) -> list[tuple[User, str]]:
    """Tokens of seven days for the people of the first day; those given out before are worthless from now on. Nothing of them is kept."""
    tokens = []
    for user in users:
        _must_be_entitled(user, by)
        end_sessions(user=user, by=by)
        user.refresh_from_db()
        tokens.append((user, codes.first_link(user)))
        record(act="生成首次登录链接", target=user, by=by)
    return tokens


@transaction.atomic
def set_password(*, user: User, password: str, by) -> User:
    """The person chooses a password by a ticket; the ticket dies with the old password, and so do all sessions."""
    choose(user=user, password=password)
    reset(username=user.username)
    record(act="设置密码", target=user, by=by)
    return user


def _must_be_entitled(user: User, by) -> None:
    """No ticket for closed accounts; a ticket for a guardian comes from the security administrator only."""
    if not user.is_active:
        raise Refused(f"{user}的账号已停用。请先启用，再设置密码。")
    must_not_touch_the_other_guardians(user, by)
