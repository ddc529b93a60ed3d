"""Leaders with their portfolio lines, and which of them somebody else has as well."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import Portfolio, Post
from accounts.units.models import not_ended


@dataclass(frozen=True)
class Line:
    """One line; `shared` names the others who have the same charge on some of its days."""

    line: Portfolio
    shared: list[Post]
    begun: bool


def rows(posts: list[Post], on: date) -> list[tuple[Post, list[Line]]]:
    """These leaders with the lines that run or are to come; three queries."""
    mine: dict[int, list[Portfolio]] = defaultdict(list)
    same: dict[tuple, list[Portfolio]] = defaultdict(list)
    held = Post.objects.on(on).values("pk")
    found = Portfolio.objects.filter(not_ended(on - timedelta(1)), post__in=held).select_related("unit", "post__user", "post__unit")
    units, tops = {post.unit_id for post in posts}, [post.pk for post in posts]
    lines = list(found.filter(post__unit__in=units) | found.filter(unit__in=_charged(tops)))
    for line in sorted(lines, key=lambda line: (line.valid_from, line.pk)):
        mine[line.post_id].append(line)
        same[_charge(line)].append(line)
    return [(post, [_shown(line, same[_charge(line)], on) for line in mine[post.pk]]) for post in posts]


def _charge(line: Portfolio) -> tuple:
    """What two lines have in common when they name the same charge."""
    return (line.unit_id, line.post.role) if line.unit_id else (line.field, line.post.unit_id, "field")


def _shown(line: Portfolio, same: list[Portfolio], on: date) -> Line:
    last = line.valid_to or date.max
    others = [each.post for each in same if each.post_id != line.post_id and _meet(each, line.valid_from, last)]
    return Line(line, others, line.valid_from <= on)


def _meet(other: Portfolio, first: date, last: date) -> bool:
    return other.valid_from <= last and (other.valid_to is None or other.valid_to >= first)


def _charged(posts: list[int]):
    return Portfolio.objects.filter(post__in=posts, unit__isnull=False).values("unit")
