"""Who holds, on a day, the posts that assignments name: a duty follows the post, not the person (PRODUCT 1)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from accounts.models import Post
from accounts.units.queries import LeaderBook
from tasks.items.models import Assignment
from tasks.items.states import Level


@dataclass(frozen=True)
class Holders:
    """The posts of one day in the units that some assignments concern."""

    by_unit: Mapping[int, list[Post]]
    book: LeaderBook
    on: date

    @classmethod
    def of(cls, assignments: Iterable[Assignment], on: date) -> "Holders":
        """Read them for `assignments` (with item, unit and leader at hand): four queries, whatever the number."""
        assignments = list(assignments)
        units = {a.unit_id for a in assignments} | {a.leader.unit_id for a in assignments if a.leader}
        by_unit = defaultdict(list)
        for post in Post.objects.on(on).filter(unit__in=units).select_related("user", "unit").order_by("id"):
            by_unit[post.unit_id].append(post)
        return cls(by_unit, LeaderBook.of({a.unit for a in assignments}, on), on)

    def leader(self, assignment: Assignment) -> Post | None:
        """The leader in charge on the day: the named one, whoever holds that post now, else the portfolio's or the secretary."""
        named = assignment.leader
        if named is None:
            return self.book.leader(assignment.unit, assignment.item.theme)
        here = self.by_unit.get(named.unit_id, [])
        if named in here:
            return named
        same = [post for post in here if post.role == named.role and not _overlap(post, named)]
        titled = [post for post in same if post.title == named.title] or same
        if len(titled) == 1:
            return titled[0]
        return self.book.leader(assignment.unit, assignment.item.theme)

    def acceptor(self, assignment: Assignment) -> Post | None:
        """The post that a 书记 or 成员 item names for accepting it; None for a 集体 item, or while the post is empty."""
        if assignment.item.level == Level.SECRETARY:
            return self.book.first.get(assignment.unit_id)
        return self.leader(assignment) if assignment.item.level == Level.MEMBER else None


def _overlap(one: Post, other: Post) -> bool:
    """True when both were held on some day: then neither follows the other."""
    ends = (one.valid_to or date.max, other.valid_to or date.max)
    return max(one.valid_from, other.valid_from) <= min(ends)


def in_post(assignments: Iterable[Assignment], on: date) -> list[Assignment]:
    """The assignments as a page of the day shows them: `leader` is whoever holds the post on the day (not stored)."""
    shown = list(assignments)
    holders = Holders.of(shown, on)
    for assignment in shown:
        assignment.leader = holders.leader(assignment)
    return shown
