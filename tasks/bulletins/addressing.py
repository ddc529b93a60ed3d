"""To whom a 通报 goes: the units of its scope as of today, and the people who are written to."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from accounts.models import Post, Unit, UnitKind, User
from accounts.roles import Role
from accounts.units.queries import responsible_people
from tasks.assessment.queries import assessed_units
from tasks.bulletins.models import Bulletin
from tasks.bulletins.states import Scope

# The county's own bodies are not told by their office what the units did: leaders are a scope of their own.
KINDS = tuple(kind for kind in UnitKind if kind not in (UnitKind.COUNTY_COMMITTEE,))


def units_of(bulletin: Bulletin) -> list[Unit]:
    """The units addressed, in the office's order. 各责任单位: those that were ever given an item; a correction goes where the old one went."""
    if bulletin.corrects_id:
        return list(Unit.objects.filter(receipts__bulletin=bulletin.corrects_id))
    if bulletin.scope == Scope.ALL:
        return assessed_units()
    if bulletin.scope == Scope.LEADERS:
        return []
    named = {"kind__in": bulletin.among} if bulletin.scope == Scope.KINDS else {"pk__in": bulletin.among}
    return list(_with_people().filter(**named))


def choices() -> QuerySet[Unit]:
    """Units that may be named one by one."""
    return _with_people()


def readers(bulletin: Bulletin, units: Iterable[Unit], on: date) -> list[User]:
    """Who gets the letter, each person once: who answers for the units, or the county leaders in post."""
    if bulletin.scope == Scope.LEADERS:
        return county_leaders(on)
    people = responsible_people({unit.pk for unit in units}, on)
    return list({person.pk: person for own in people.values() for person in own}.values())


def county_leaders(on: date) -> list[User]:
    """The county leaders in post, each once."""
    return list(User.objects.filter(posts__in=Post.objects.on(on).with_role(Role.COUNTY_LEADER)).distinct())


def _with_people() -> QuerySet[Unit]:
    """Current units with somebody who can 签收."""
    held = Post.objects.filter(valid_to=None).with_role(Role.UNIT_SECRETARY, Role.UNIT_CLERK)
    return Unit.objects.current().filter(pk__in=held.values("unit"))
