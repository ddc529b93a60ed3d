"""What a link opens, and what stands in a calendar."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.utils.crypto import constant_time_compare

from accounts.models import Post, User
from tasks.bylink.models import Act, Feed
from tasks.items.links import read_token
from tasks.items.models import Assignment
from tasks.items.states import OPEN, Part, State


def matter(token: str) -> tuple[Assignment, User] | None:
    """The assignment and the person of a link; None when the link is worth nothing."""
    found = read_token(token)
    if found is None:
        return None
    assignment = Assignment.objects.with_everything().filter(pk=found[0]).first()
    to = User.objects.filter(pk=found[1], is_active=True).first()
    return (assignment, to) if assignment and to else None


def acts(assignment: Assignment, on: date) -> list[Act]:
    """What a letter may ask for in the present state; an extension is asked for before the due date has passed."""
    if assignment.state == State.PENDING:
        return [Act.ACKNOWLEDGE]
    if assignment.state != State.ACTIVE or assignment.part == Part.SUPPORT:
        return []  # a support unit does not report; its one sentence is told on the page of the matter
    return [Act.REPORT, Act.EXTENSION] if on <= assignment.due_on else [Act.REPORT]


def left(units: Iterable[int], on: date) -> dict[int, set[int]]:
    """By unit, the people who held a post in it and hold none on the day (or whose account is closed): one query.

    They knew the unit's calendar address. It is made from this set: whoever leaves never saw an address of a set with himself in it.
    """
    had, has = defaultdict(set), defaultdict(set)
    began = Post.objects.filter(unit__in=units, valid_from__lte=on).select_related("user")
    for post in began:
        had[post.unit_id].add(post.user_id)
        if post.holds(on) and post.user.is_active:
            has[post.unit_id].add(post.user_id)
    return {unit: people - has[unit] for unit, people in had.items()}


def token(found: Feed, on: date) -> str:
    """The secret part of a calendar's address on the day."""
    return found.token(left([found.unit_id], on).get(found.unit_id, set()) if found.unit_id else ())


def feed(said: str, on: date) -> Feed | None:
    """The calendar of an address; None when it is wrong or revoked, the account is closed, or somebody left the unit since."""
    number, _, _ = said.partition("-")
    found = (
        Feed.objects.exclude(user__is_active=False).filter(pk=int(number)).select_related("user", "unit").first()
        if number.isdecimal() and len(number) < 19
        else None
    )
    return found if found and constant_time_compare(token(found, on), said) else None


def due(found: Feed, on: date) -> Iterable[Assignment]:
    """The open matters of a calendar: those of the units in which the person holds a post on the day, or those of the unit."""
    open_ = Assignment.objects.filter(state__in=OPEN).with_everything()
    if found.unit_id:
        return open_.filter(unit=found.unit)
    return open_.filter(unit__in=Post.objects.on(on).filter(user=found.user).values("unit"))
