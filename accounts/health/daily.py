"""One letter a day to the system administrators: that all is well, or what is not. A day without it says that mail stands still."""

from datetime import date, datetime, time

from django.utils import timezone

from accounts.health.queries import checks, is_well
from accounts.letters.actions import post
from accounts.letters.models import Letter
from accounts.roles import Role
from accounts.units.models import Post
from accounts.users.models import User

FROM = time(9)


def tell(now: datetime) -> list[Letter]:
    """The letters of the day, once to each system administrator in post, from nine o'clock on (every day: silence must be seen)."""
    here = timezone.localtime(now)
    if here.time() < FROM:
        return []
    people = [
        person for person in _administrators(here.date()) if not Letter.objects.filter(key=_key(person, here.date())).exists()
    ]
    if not people:
        return []
    found = checks(now)
    context = {"well": is_well(found), "failing": [check for check in found if check.ok is False], "at": now}
    return [post(to=person, template="health", context=context, key=_key(person, here.date()), now=now) for person in people]


def _administrators(on: date) -> list[User]:
    held = User.objects.filter(posts__in=Post.objects.on(on).filter(role=Role.SYSTEM_ADMIN))
    return list(held.filter(is_active=True).distinct())


def _key(person: User, on: date) -> str:
    return f"health:{person.pk}:{on}"
