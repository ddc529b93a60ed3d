"""A 回头看 that has become due is told once, to who holds it: what was not said while the clock stood still is said afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from accounts.letters.actions import post
from accounts.models import Letter, Post, User
from accounts.roles import Role
from tasks.items.models import Assignment
from tasks.rectification.models import FollowUp
from tasks.rectification.queries import to_follow_up, told
from tasks.rectification.rules import CHECKS, Check, after

LETTER = "follow_up_due"
SHOWN = 20


@dataclass(frozen=True)
class Due:
    """One 回头看 that waits."""

    assignment: Assignment
    check: Check

    @property
    def mark(self) -> str:
        """Names it: a problem that was taken up and closed off again is looked at anew."""
        return f"{self.assignment.pk}:{self.assignment.closed_off_on}:{self.check.months}"


def due(on: date) -> list[Due]:
    """All that wait on the day, each by its latest date that has come: three and six months are told apart. Two queries."""
    rows = list(told(to_follow_up(on)))
    held = FollowUp.objects.filter(assignment__in=rows).values_list("assignment", "closed_off_on", "months")
    done = {(pk, closed): months for pk, closed, months in sorted(held)}
    return [Due(one, check) for one in rows if (check := _latest(one, done.get((one.pk, one.closed_off_on), 0), on))]


def _latest(one: Assignment, held: int, on: date) -> Check | None:
    checks = [Check(months, after(one.closed_off_on, months)) for months in CHECKS if months > held]
    return max((check for check in checks if check.due_on <= on), key=lambda check: check.months, default=None)


def tell(now: datetime) -> list[Letter]:
    """One letter to each of them with what is due and was not told before; none when there is nothing."""
    on = timezone.localdate(now)
    waiting = due(on)
    return [letter for person in _holders(on) if (letter := _write(person, waiting, on, now))] if waiting else []


def _write(person: User, waiting: Iterable[Due], on: date, now: datetime) -> Letter | None:
    before = Letter.objects.filter(kind=LETTER, to=person).values_list("data", flat=True)
    said = {mark for data in before for mark in data["checks"]}
    new = [one for one in waiting if one.mark not in said]
    if not new:
        return None
    context = {"lines": new[:SHOWN], "count": len(new), "more": max(0, len(new) - SHOWN)}
    data = {"checks": [one.mark for one in new]}
    return post(to=person, template=LETTER, context=context, key=f"{LETTER}:{person.pk}:{on}", now=now, data=data)


def _holders(on: date) -> list[User]:
    """The 督查员 in post; where there are none, the office."""
    for role in (Role.SUPERVISOR, Role.OFFICE_ADMIN):
        found = User.objects.filter(posts__in=Post.objects.on(on).filter(role=role), is_active=True).distinct()
        if people := list(found.order_by("pk")):
            return people
    return []


def still_wanted(letters: list[Letter], now: datetime) -> set[int]:
    """Those (primary keys) of which something still waits."""
    waiting = {one.mark for one in due(timezone.localdate(now))}
    return {letter.pk for letter in letters if waiting.intersection(letter.data["checks"])}
