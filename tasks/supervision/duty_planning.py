"""What should be said today of standing duties: for each duty in a unit one thing, however many of its periods were missed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from accounts.models import Post
from tasks.days.calendar import Calendar
from tasks.duties.models import DutyPeriod
from tasks.duties.queries import Line, lines
from tasks.items.states import State
from tasks.supervision.ladder import Matter, Step, due_reminders, reason
from tasks.supervision.models import DutyReminder
from tasks.supervision.recipients import Recipients
from tasks.supervision.rules import Rules


@dataclass(frozen=True)
class DutySaying:
    """One thing to be said to one person about one period; `line` is the duty as it stands; without a `post` nobody can be told."""

    line: Line
    period: DutyPeriod
    step: Step
    post: Post | None
    why: str

    @property
    def key(self) -> str:
        """Unique for what is said: a new due date or a new person in the post makes it a new thing."""
        who = self.post.user_id if self.post else 0
        return f"{self.step.kind}:{self.period.pk}:{who}:{self.period.due_on}:{self.step.days}"


def duty_sayings(on: date, rules: Rules, calendar: Calendar) -> list[DutySaying]:
    """Everything that should have been said by the day: once before a period's due date, once when it was missed.

    Of a run of missed periods only the last one speaks, so that a standstill of months ends in one line.
    """
    found = lines(DutyPeriod.objects.filter(unit__dissolved_on=None), on)
    rungs = replace(rules, due_steps=(rules.duty_days,), overdue_steps=rules.overdue_ladder[:1], repeat_times=0)
    recipients = Recipients.of({line.period.unit_id for line in found}, on)
    said = []
    for line in found:
        for period in _speaking(line):
            for step in due_reminders(Matter(State.ACTIVE, period.starts_on, period.due_on), rungs, calendar, on):
                posts = recipients.responsible(period.unit_id) or [None]
                said += [DutySaying(line, period, step, post, reason(step, rungs)) for post in posts]
    return said


def _speaking(line: Line) -> list[DutyPeriod]:
    """The newest missed period, and the current one when its due date has not passed."""
    return [*line.missed[-1:], *([] if line.period in line.missed else [line.period])]


def unsaid_of_duties(found: Iterable[DutySaying]) -> list[DutySaying]:
    """Those that no row says yet."""
    found = list(found)
    said = DutyReminder.objects.filter(period__in={one.period.pk for one in found}).values_list("key", flat=True)
    known = set(said) if found else set()
    return [one for one in found if one.key not in known]
