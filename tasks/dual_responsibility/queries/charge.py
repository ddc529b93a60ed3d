"""Who is in charge of what on a day: leaders within reach, their portfolio lines, and the matters that fall to them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from accounts.access import posts_of
from accounts.models import Portfolio, Post, Unit
from accounts.roles import Role
from accounts.units.models import below, valid
from tasks.dual_responsibility.rules import managed
from tasks.dual_responsibility.states import LEADERS
from tasks.duties.rules.periods import Span
from tasks.items.models import Assignment, sees_all
from tasks.items.states import State


def leaders_ever(user) -> QuerySet[Post]:
    """Posts of leaders: one's own, a secretary's whole unit and what is below it, all for who oversees; also ended ones."""
    found = Post.objects.with_role(*LEADERS).select_related("user", "unit")
    return found if sees_all(user) else found.filter(_own(user))


def leaders(user, on: date) -> QuerySet[Post]:
    """Of these the ones held on the day, in units that stand."""
    return leaders_ever(user).filter(pk__in=Post.objects.on(on).values("pk"), unit__dissolved_on=None)


def busy(found: QuerySet[Post], span: Span, day: date) -> QuerySet[Post]:
    """Of these leaders those who have something in charge, or whose unit had matters in hand."""
    lines = Portfolio.objects.filter(valid(day), post=OuterRef("pk"))
    return found.filter(Exists(lines) | Exists(in_hand(span, day).filter(unit=OuterRef("unit"))))


def _own(user) -> Q:
    """Posts of the person (also ended ones), those acted for, and those of the unit of which one is secretary."""
    posts = posts_of(user)
    reach = Q(user=user) | Q(pk__in=[post.pk for post in posts])
    for post in posts:
        if post.role == Role.UNIT_SECRETARY:
            reach |= below(post.unit, "unit__")
    return reach


def units(user) -> QuerySet[Unit]:
    """Units whose whole picture the person may see: those of which one is secretary, all for who oversees."""
    if sees_all(user):
        return Unit.objects.current()
    reach = Q(pk__in=[])
    for post in posts_of(user):
        if post.role == Role.UNIT_SECRETARY:
            reach |= below(post.unit)
    return Unit.objects.current().filter(reach)


@dataclass(frozen=True)
class Matter:
    """One assignment, as far as the pictures of this room need it; `leader` is the post that answers for it on the day."""

    pk: int
    item: int
    unit: int
    theme: str
    manages: tuple[str, ...]
    due_on: date
    open: bool
    leader: int | None


@dataclass(frozen=True)
class Book:
    """Portfolio lines and first responsible posts of one day in some units."""

    owners: Mapping[tuple[int, str], list[Post]]
    secretaries: Mapping[int, Post]
    held: Mapping[int, Post]

    @classmethod
    def of(cls, within: Iterable[int], on: date) -> "Book":
        """Read it for units (primary keys): two queries."""
        posts = Post.objects.on(on).with_role(Role.UNIT_SECRETARY, Role.UNIT_LEADER).filter(unit__in=set(within))
        held = {post.pk: post for post in posts.select_related("user", "unit").order_by("id")}
        lines = Portfolio.objects.filter(valid(on), post__in=posts.order_by()).exclude(field="").order_by("id")
        owners: dict[tuple[int, str], list[Post]] = defaultdict(list)
        for post, field in lines.values_list("post", "field"):
            if held[post] not in owners[held[post].unit_id, field]:
                owners[held[post].unit_id, field].append(held[post])
        first = {post.unit_id: post for post in held.values() if post.role == Role.UNIT_SECRETARY}
        return cls(dict(owners), first, held)

    def leader(self, unit: int, theme: str, named: int | None, stored: int | None) -> int | None:
        """Whom the item names in this unit, else who has the field (the stored one among several), else the stored one, else the secretary."""
        if named in self.held and self.held[named].unit_id == unit:
            return named
        owners = [post.pk for post in self.owners.get((unit, theme), [])]
        if stored in owners or (not owners and stored in self.held):
            return stored
        if owners:
            return owners[0]
        return self.secretaries[unit].pk if unit in self.secretaries else None


def in_hand(span: Span, day: date) -> QuerySet[Assignment]:
    """Matters that were in some unit's hands in the period, as far as it had come by the day."""
    given = Assignment.objects.filter(assigned_on__lte=min(day, span.end)).exclude(state=State.CANCELLED)
    return given.filter(Q(completed_on=None) | Q(completed_on__gte=span.start))


def matters(found: QuerySet[Assignment], book: Book, day: date) -> list[Matter]:
    """These assignments with who answers for each: one query."""
    names = ("pk", "item", "unit", "item__theme", "said", "due_on", "completed_on", "state", "item__leader", "leader")
    # As text: many units have the same item, and each of its tags is read once.
    rows = found.annotate(said=Cast("item__four_manage", TextField())).order_by("due_on", "pk").values_list(*names)
    tags = cache(lambda said, theme: managed(json.loads(said), theme))
    return [
        Matter(pk, item, unit, theme, tags(said, theme), due, _is_open(state, done, day), book.leader(unit, theme, named, stored))
        for pk, item, unit, theme, said, due, done, state, named, stored in rows
    ]


def running_on(day: date) -> Q:
    """Matters in hand that are not over on the day, as `Matter.open` says it."""
    return ~Q(state=State.TERMINATED) & (Q(completed_on=None) | Q(completed_on__gt=day))


def _is_open(state: str, done: date | None, day: date) -> bool:
    return state != State.TERMINATED and (done is None or done > day)


def overseen(posts: Iterable[Post], on: date) -> dict[int, list[Unit]]:
    """The units of which county leaders among these posts are in charge, by post: one query."""
    found: dict[int, list[Unit]] = defaultdict(list)
    lines = Portfolio.objects.filter(valid(on), post__in=[post.pk for post in posts], unit__isnull=False)
    for line in lines.select_related("unit").order_by("unit__path"):
        found[line.post_id].append(line.unit)
    return found


def lines_on(posts: Iterable[Post], on: date) -> dict[int, list[Portfolio]]:
    """The portfolio lines of the day, by post: one query."""
    found: dict[int, list[Portfolio]] = defaultdict(list)
    for line in Portfolio.objects.filter(valid(on), post__in=[post.pk for post in posts]).select_related("unit").order_by("id"):
        found[line.post_id].append(line)
    return found


def of_leaders(posts: list[Post], span: Span, day: date) -> dict[int, list[Matter]]:
    """The matters that fall to each of these leaders on the day: of a unit's leader those he answers for, of a county leader
    all those of the units in his charge; a fixed number of queries.
    """
    charged = overseen([post for post in posts if post.role == Role.COUNTY_LEADER], day)
    tops = {unit.path: unit for units_ in charged.values() for unit in units_}
    reach = Q(unit__in={post.unit_id for post in posts if post.role != Role.COUNTY_LEADER})
    for top in tops.values():
        reach |= below(top, "unit__")
    found = in_hand(span, day).filter(reach)
    paths = dict(Unit.objects.filter(pk__in=found.order_by().values("unit")).values_list("pk", "path"))
    book = Book.of(paths, day)
    rows = matters(found, book, day)
    given: dict[int, list[Matter]] = defaultdict(list)
    overseers = [(unit.path, post) for post, units_ in charged.items() for unit in units_]
    for row in rows:
        if row.leader:
            given[row.leader].append(row)
        for post in {post for path, post in overseers if paths[row.unit].startswith(path)}:
            given[post].append(row)
    return given
