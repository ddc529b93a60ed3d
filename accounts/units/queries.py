"""Questions about units and posts that higher rooms ask."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from accounts.roles import Role
from accounts.units.models import Portfolio, Post, Unit, overlapping, valid


def first_responsible(unit: Unit, on: date) -> Post | None:
    """The unit's 第一责任人 on the day, if the post is filled."""
    return Post.objects.on(on).with_role(Role.UNIT_SECRETARY).filter(unit=unit).select_related("user").first()


@dataclass(frozen=True)
class LeaderBook:
    """一岗双责 looked up for many units at once: portfolio lines and first responsible posts of one day."""

    by_field: Mapping[tuple[int, str], Post]
    first: Mapping[int, Post]

    @classmethod
    def of(cls, units: Iterable[Unit], on: date) -> "LeaderBook":
        """Read the book for `units` as of the day `on`: two queries."""
        ids = {unit.pk for unit in units}
        lines = Portfolio.objects.filter(valid(on), post__in=Post.objects.on(on).filter(unit__in=ids)).exclude(field="")
        by_field: dict[tuple[int, str], Post] = {}
        for line in lines.select_related("post__user", "post__unit").order_by("id"):
            by_field.setdefault((line.post.unit_id, line.field), line.post)
        secretaries = Post.objects.on(on).with_role(Role.UNIT_SECRETARY).filter(unit__in=ids).select_related("user", "unit")
        return cls(by_field, {post.unit_id: post for post in secretaries})

    def leader(self, unit: Unit, theme: str) -> Post | None:
        """The leader of `unit` whose portfolio names the theme, else the first responsible person."""
        return self.by_field.get((unit.pk, theme)) or self.first.get(unit.pk)


def responsible_people(unit_ids: Iterable[int], on: date) -> dict[int, list]:
    """Who is written to for each unit: the first responsible person, else the unit's clerks (never everybody).

    While the first responsible person is away, whoever acts for them (代) is written to as well.
    """
    people: dict[int, list] = {}
    posts = Post.objects.on(on).with_role(Role.UNIT_SECRETARY, Role.UNIT_CLERK).filter(unit__in=set(unit_ids))
    posts = list(posts.select_related("user").order_by("id"))
    for role in (Role.UNIT_SECRETARY, Role.UNIT_CLERK):
        found = [post for post in posts if post.role == role and post.unit_id not in people]
        for post in found:
            people.setdefault(post.unit_id, []).append(post.user)
    for post in deputies(unit_ids, on):
        if post.user not in people.setdefault(post.unit_id, []):
            people[post.unit_id].append(post.user)
    return people


def who_hears(unit_ids: Iterable[int], on: date) -> dict[int, list]:
    """As `responsible_people`; for a unit where nobody of them can be reached its leaders, and without these the office's administrators.

    An account that was closed, or is past its last day, reaches nobody: what concerns a unit must not fall silent with it.
    """
    units = set(unit_ids)
    people = responsible_people(units, on)
    missing = {unit for unit in units if not people.get(unit)}
    if not missing:
        return people
    for post in Post.objects.on(on).with_role(Role.UNIT_LEADER).filter(unit__in=missing).select_related("user").order_by("id"):
        people.setdefault(post.unit_id, []).append(post.user)
    missing -= people.keys()
    office = Post.objects.on(on).with_role(Role.OFFICE_ADMIN).select_related("user").order_by("id") if missing else ()
    in_the_office = list({post.user_id: post.user for post in office}.values())
    return people | dict.fromkeys(missing, in_the_office) if in_the_office else people


def deputies(unit_ids: Iterable[int], on: date) -> QuerySet[Post]:
    """The own posts of those who act on the day for the first responsible person of one of the units (accounts.acting)."""
    acting = Q(
        user__acting_for__revoked_at=None,
        user__acting_for__valid_from__lte=on,
        user__acting_for__valid_to__gte=on,
        user__acting_for__post__role=Role.UNIT_SECRETARY,
        user__acting_for__post__unit=F("unit"),
    )
    return Post.objects.on(on).filter(acting, unit__in=set(unit_ids)).select_related("user", "unit").distinct()


def county_leader_of(unit: Unit, on: date) -> Post | None:
    """The county leader in charge of the unit (or of the nearest unit above it) on the day."""
    lines = Portfolio.objects.filter(valid(on), unit__isnull=False, post__role=Role.COUNTY_LEADER).select_related(
        "post__user", "post__unit", "unit"
    )
    covering = [line for line in lines if unit.path.startswith(line.unit.path)]
    return max(covering, key=lambda line: len(line.unit.path)).post if covering else None


def others_in_charge(post: Post, field: str, unit: Unit | None, first: date, last: date | None) -> QuerySet[Portfolio]:
    """Lines by which another leader in post answers for the same: a field in the same unit, or the same unit, on a shared day."""
    lines = Portfolio.objects.filter(overlapping(first, last), field=field, unit=unit).exclude(post=post)
    lines = lines.filter(post__in=Post.objects.filter(overlapping(first, last), role=post.role if unit else F("role")))
    return (lines if unit else lines.filter(post__unit=post.unit_id)).select_related("post__user", "post__unit", "unit")


@dataclass(frozen=True)
class Branch:
    """One line of the tree: the unit, how deep it stands, who leads it, how many posts it has."""

    unit: Unit
    depth: int
    secretary: Post | None
    posts: int


def tree(on: date, *, dissolved: bool = False) -> list[Branch]:
    """All units from above to below, as of the day: three queries."""
    units = Unit.objects.all() if dissolved else Unit.objects.current()
    posts = Post.objects.on(on)
    counted = dict(posts.values_list("unit").annotate(Count("id")).order_by())
    secretaries = {post.unit_id: post for post in posts.with_role(Role.UNIT_SECRETARY).select_related("user")}
    return [Branch(u, u.depth, secretaries.get(u.pk), counted.get(u.pk, 0)) for u in units]


def staff(unit: Unit, on: date) -> tuple[list[Post], list[Post]]:
    """(posts held on the day or later, posts of the past) in a unit, with people and portfolios."""
    posts = unit.posts.select_related("user", "unit").prefetch_related("portfolio__unit").order_by("id")
    order = list(Role)
    present = [post for post in posts if post.valid_to is None or post.valid_to >= on]
    past = [post for post in posts if post.valid_to and post.valid_to < on]
    return sorted(present, key=lambda p: order.index(p.role)), sorted(past, key=lambda p: p.valid_to, reverse=True)
