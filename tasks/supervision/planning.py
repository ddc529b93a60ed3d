"""What should be said today and was not said yet, to whom and why: read from assignments, posts and earlier reminders."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from django.db.models import Q

from accounts.models import Post
from tasks.days.calendar import Calendar
from tasks.items.models import Assignment
from tasks.items.states import State
from tasks.supervision.ladder import Matter, Step, due_reminders, reason
from tasks.supervision.models import Reminder
from tasks.supervision.recipients import Recipients
from tasks.supervision.rules import Rules
from tasks.supervision.states import ReminderKind

# No run of days off is longer than this: how far ahead a due date must be looked at besides the longest step.
LONGEST_HOLIDAY = timedelta(days=30)
# A mistyped year (9999) must not stop the reminders of everybody else: there is no day after its last one.
END_OF_TIME = date(9000, 1, 1)


class Told(Protocol):
    """Whatever is to be said to somebody in a post, or to nobody."""

    post: Post | None


T = TypeVar("T", bound=Told)


@dataclass(frozen=True)
class Saying:
    """One thing to be said to one person about one assignment; without a `post` nobody can be told."""

    assignment: Assignment
    step: Step
    post: Post | None
    why: str

    @property
    def key(self) -> str:
        """Unique for what is said: a new due date or a new person in the post makes it a new thing."""
        a, step = self.assignment, self.step
        since = a.assigned_on if step.kind == ReminderKind.ACKNOWLEDGE else a.due_on
        return f"{step.kind}:{a.pk}:{self.post.user_id if self.post else 0}:{since}:{step.days}"


def matter(assignment: Assignment) -> Matter:
    """The facts of an assignment that reminders depend on."""
    return Matter(assignment.state, assignment.assigned_on, assignment.due_on)


def sayings(on: date, rules: Rules, calendar: Calendar) -> list[Saying]:
    """Everything that should have been said by the day, whether it was said or not; nearest due date first."""
    found: list[Saying] = []
    due: dict[Matter, list[Step]] = {}  # thousands of assignments share a few dates
    assignments = list(_within_reach(on, rules))
    recipients = Recipients.of((a.unit_id for a in assignments), on, rules)
    for assignment in assignments:
        facts = matter(assignment)
        if facts not in due:
            due[facts] = due_reminders(facts, rules, calendar, on)
        for step in due[facts]:
            posts = recipients.posts(assignment, step) or [None]
            found += [Saying(assignment, step, post, reason(step, rules)) for post in posts]
    return found


def unsaid(found: Iterable[Saying]) -> list[Saying]:
    """Those that no reminder row says yet."""
    found = list(found)
    ids = {saying.assignment.pk for saying in found}
    said = set(Reminder.objects.filter(assignment__state__in=[State.PENDING, State.ACTIVE]).values_list("key", flat=True))
    return [saying for saying in found if saying.key not in said] if ids else []


def by_person(found: Iterable[T]) -> dict[int, list[T]]:
    """Grouped by the person who is told; what reaches nobody is left out."""
    groups: dict[int, list[T]] = {}
    for saying in found:
        if saying.post:
            groups.setdefault(saying.post.user_id, []).append(saying)
    return groups


def _within_reach(on: date, rules: Rules):
    """Open assignments whose clock runs and for which a step may have come."""
    last = on + timedelta(days=max(rules.due_steps, default=0)) + LONGEST_HOLIDAY
    running = Assignment.objects.filter(state__in=[State.PENDING, State.ACTIVE])
    near = running.filter(Q(state=State.PENDING) | Q(due_on__lte=last), due_on__lt=END_OF_TIME)
    return near.select_related("item", "unit", "leader__user", "leader__unit").order_by("due_on", "id")
