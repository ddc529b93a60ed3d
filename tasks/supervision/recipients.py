"""Who is reminded about a matter: never everybody.

Due dates and missing 签收: the unit's secretary (第一责任人), then its clerks, who do the paper work. Overdue, from the steps that
the office's rules name: also the leader in charge (分管领导), then the office's administrators. Where the posts are empty, or the accounts closed
or past their last day, the leader in charge hears from the first step on, and without one the office; the page of reminders names the unit.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from accounts.models import Post
from accounts.roles import Role
from accounts.units.queries import deputies
from tasks.items.models import Assignment
from tasks.supervision.ladder import Step
from tasks.supervision.rules import DEFAULT, Rules
from tasks.supervision.states import ReminderKind

ORDER = (Role.UNIT_SECRETARY, Role.UNIT_CLERK)


@dataclass(frozen=True)
class Recipients:
    """The posts of one day, by unit: secretary first."""

    by_unit: Mapping[int, list[Post]]
    on: date
    acting: frozenset[int] = frozenset()
    rules: Rules = DEFAULT
    office: tuple[Post, ...] = ()  # who holds the office's posts, whatever the rules say of it

    @classmethod
    def of(cls, unit_ids: Iterable[int], on: date, rules: Rules = DEFAULT) -> "Recipients":
        """Read the posts of the units as of the day, those of colleagues who act for an absent secretary, and the office's."""
        posts = Post.objects.on(on).with_role(*ORDER).filter(unit__in=set(unit_ids)).select_related("user", "unit")
        by_unit = defaultdict(list)
        for post in sorted(posts, key=lambda post: (ORDER.index(Role(post.role)), post.pk)):
            by_unit[post.unit_id].append(post)
        acting = list(deputies(by_unit, on))
        for post in acting:
            by_unit[post.unit_id].append(post)
        office = Post.objects.on(on).with_role(Role.OFFICE_ADMIN).select_related("user", "unit").order_by("pk")
        return cls(by_unit, on, frozenset(post.pk for post in acting), rules, tuple(office))

    def posts(self, assignment: Assignment, step: Step) -> list[Post]:
        """Whom to write to about `assignment` at a step, each person once, the responsible one first."""
        found = list(self.by_unit.get(assignment.unit_id, []))
        leader = assignment.leader
        leaders = [leader] if leader and leader.holds(self.on) and leader.user.open_on(self.on) else []
        if not found:
            found = leaders or list(self.office)
        elif step.kind == ReminderKind.OVERDUE:
            found += leaders if step.days >= self.rules.leader_after_days else []
            found += self.office if 0 < self.rules.office_after_days <= step.days else []
        return list({post.user_id: post for post in reversed(found)}.values())[::-1]

    def responsible(self, unit: int) -> list[Post]:
        """The unit's secretary and whoever acts for them, each person once; its clerks where there is neither."""
        found = self.by_unit.get(unit, [])
        first = [post for post in found if post.role == Role.UNIT_SECRETARY or post.pk in self.acting] or found
        return list({post.user_id: post for post in reversed(first)}.values())[::-1]
