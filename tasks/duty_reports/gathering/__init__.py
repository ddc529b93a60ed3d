"""Facts about many posts of one period in a fixed number of queries."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from accounts.models import Portfolio, Post
from accounts.roles import Role
from tasks.duties.rules.periods import Span
from tasks.duties.states import Period
from tasks.duty_reports.facts import Charge, Facts
from tasks.duty_reports.gathering import deeds, duties, matters, received
from tasks.duty_reports.gathering.problems import problems


def gather(posts: Iterable[Post], from_on: date, to_on: date, on: date) -> dict[int, Facts]:
    """By post, what is on record of the period as of the day `on`; the number of queries does not depend on that of posts."""
    posts = list(posts)
    units, span = {post.unit_id for post in posts}, Span(Period.YEAR, from_on, to_on)
    given = matters.of_units(units, span)
    standing, left = duties.of_units(units, span), problems(units, span)
    orders, told, seen = received.orders(units, span), received.instructions(units, span), received.checks(units, span)
    done, charge = deeds.of_posts(posts, span, on), _charge(posts, span)
    return {
        post.pk: Facts(
            role=post.role, from_on=from_on, to_on=to_on, on=on,
            since=max(post.valid_from, from_on), until=post.valid_to, charge=tuple(charge.get(post.pk, ())),
            matters=_own(given, post), problems=_own(left, post), duties=tuple(standing.get(post.unit_id, ())),
            deeds=tuple(done.get(post.pk, ())),
            orders=_own(orders, post), instructions=_own(told, post), checks=_own(seen, post),
        )
        for post in posts
    }  # fmt: skip


def _own(rows: Mapping[int, list[tuple[int | None, Any]]], post: Post) -> tuple:
    """Of the unit's rows those that the post answers for: the secretary all, a leader those that name the post."""
    whole = post.role == Role.UNIT_SECRETARY
    return tuple(one for leader, one in rows.get(post.unit_id, []) if whole or leader == post.pk)


def _charge(posts: list[Post], span: Span) -> dict[int, list[Charge]]:
    """By post, the fields and units of the portfolio in the period."""
    lines = Portfolio.objects.filter(post__in=[post.pk for post in posts], valid_from__lte=span.end)
    lines = lines.filter(Q(valid_to=None) | Q(valid_to__gte=span.start)).select_related("unit").order_by("id")
    found: dict[int, list[Charge]] = {}
    for line in lines:
        said = Charge(line.what, bool(line.field), line.valid_from, line.valid_to)
        found.setdefault(line.post_id, []).append(said)
    return found
