"""Leader × 四管: how many matters, how many acts, the last one; where there is a hole."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accounts.models import Post
from speeches.reading.themes import FOUR_MANAGE
from tasks.dual_responsibility.queries.charge import Matter, of_leaders
from tasks.dual_responsibility.queries.deeds import Deed, deeds, in_post
from tasks.dual_responsibility.states import EMPTY, IDLE, Hole
from tasks.duties.rules.periods import Span


@dataclass(frozen=True)
class Cell:
    """One of the four for one leader."""

    manage: str
    matters: int
    deeds: int
    last: date | None
    hole: Hole | None


@dataclass(frozen=True)
class Row:
    """One leader: the four, and all acts of the period, also those that concern no matter."""

    post: Post
    cells: list[Cell]
    deeds: int
    last: date | None


def rows(posts: list[Post], span: Span, day: date) -> list[Row]:
    """The matrix of these leaders as of the day; a fixed number of queries, however many there are."""
    last = min(span.end, day)
    given = of_leaders(posts, span, day)
    done = deeds({post.user_id for post in posts}, span.start, last)
    return [_row(post, given.get(post.pk, []), in_post(post, done.get(post.user_id, ()), span.start, last)) for post in posts]


def _row(post: Post, given: list[Matter], done: list[Deed]) -> Row:
    return Row(post, [_cell(name, given, done) for name in FOUR_MANAGE], len(done), _last(done))


def _cell(manage: str, given: list[Matter], done: list[Deed]) -> Cell:
    matters = sum(manage in matter.manages for matter in given)
    own = [deed for deed in done if manage in deed.manages]
    hole = EMPTY if not matters and not own else IDLE if matters and not own else None
    return Cell(manage, matters, len(own), _last(own), hole)


def _last(done: Iterable[Deed]) -> date | None:
    return max((deed.on for deed in done), default=None)
