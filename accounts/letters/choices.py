"""Each person's choice which letters need not come to the mailbox (List-Unsubscribe, RFC 2369)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.core import signing
from django.db import transaction
from django.urls import reverse

from accounts.conflict import Refused
from accounts.letters.kinds import ONLY_FOR_OTHERS, SWITCHABLE
from accounts.letters.models import Letter, Mute
from accounts.trail.actions import record
from accounts.units.models import Post
from accounts.units.queries import responsible_people
from accounts.users.models import User

SALT = "accounts.letters.stop"
LINK_LIVES = timedelta(days=60)


def bound(users: Iterable[int], on: date) -> set[int]:
    """Those of the people (primary keys) who answer for a unit on the day: its first responsible person, else its clerks."""
    users = set(users)
    units = set(Post.objects.on(on).filter(user__in=users).values_list("unit_id", flat=True))
    return users & {person.pk for people in responsible_people(units, on).values() for person in people}


def apply(letters: list[Letter], on: date) -> set[int]:
    """Put the way to stop into the letters that may be stopped; returns those (primary keys) that were. A few queries a batch."""
    asked = [letter for letter in letters if letter.kind in SWITCHABLE]
    if not asked:
        return set()
    must = bound((letter.to_id for letter in asked if letter.kind in ONLY_FOR_OTHERS), on)
    free = [letter for letter in asked if letter.kind not in ONLY_FOR_OTHERS or letter.to_id not in must]
    muted = set(Mute.objects.filter(user__in={letter.to_id for letter in free}).values_list("user_id", "kind"))
    for letter in free:
        letter.data["stop"] = stop_path(letter.to_id, letter.kind)
    return {letter.pk for letter in free if (letter.to_id, letter.kind) in muted}


def stop_path(user: int, kind: str) -> str:
    """The path in a letter's header: it names one person and one kind, and opens a page with one button."""
    return reverse("accounts:mail_stop", args=[signing.dumps([user, kind], salt=SALT)])


def read_stop(token: str) -> tuple[User, str] | None:
    """(person, kind) of such a path; None when it is forged, old, or the kind always comes."""
    try:
        pk, kind = signing.loads(token, salt=SALT, max_age=LINK_LIVES)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return (user, kind) if user and kind in SWITCHABLE else None


def choose(*, user: User, wanted: set[str], on: date, now: datetime, by: User) -> None:
    """Set all of a person's switches at once: what is not `wanted` stays out of the mailbox."""
    must = ONLY_FOR_OTHERS if bound([user.pk], on) else frozenset()
    for kind in SWITCHABLE:
        (resume if kind in wanted or kind in must else stop)(user=user, kind=kind, on=on, now=now, by=by)


@transaction.atomic
def stop(*, user: User, kind: str, on: date, now: datetime, by: User | None) -> None:
    """This kind no longer comes to the mailbox; `by` is None when it was done by the link of a letter."""
    if kind in ONLY_FOR_OTHERS and bound([user.pk], on):
        raise Refused("您是单位的第一责任人（或代其办理），每日提醒不能停收。")
    mute, made = Mute.objects.get_or_create(user=user, kind=kind, defaults={"at": now})
    if made:
        record(act="停收邮件", target=mute, after={"kind": SWITCHABLE[kind][0]}, at=now, by=by)


@transaction.atomic
def resume(*, user: User, kind: str, on: date, now: datetime, by: User | None) -> None:
    """This kind comes again."""
    for mute in Mute.objects.filter(user=user, kind=kind):
        record(act="恢复收信", target=mute, after={"kind": SWITCHABLE[kind][0]}, at=now, by=by)
        mute.delete()
