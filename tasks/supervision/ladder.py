"""What should have been said about a matter by a given day. Pure: the planner asks on each tick and inserts what is missing.

Days before the due date are calendar days; a step on a day off is taken on the last working day before it. Steps after the due
date are taken on the first working day from then on. Of steps that were overtaken (or fall on one day) only the newest is said.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tasks.days.calendar import Calendar
from tasks.items.states import State
from tasks.supervision.rules import Rules
from tasks.supervision.states import ReminderKind


@dataclass(frozen=True)
class Matter:
    """The facts that reminders depend on."""

    state: str
    assigned_on: date
    due_on: date


@dataclass(frozen=True)
class Step:
    """One rung: why, how many days before or after, and the day from which it is to be said."""

    kind: ReminderKind
    days: int
    on: date


def steps(matter: Matter, rules: Rules, calendar: Calendar) -> list[Step]:
    """Every step of the matter's life as far as the facts of today reach, by day."""
    found = []
    if matter.state in (State.PENDING, State.ACTIVE):
        for days in rules.due_steps:
            found.append(Step(ReminderKind.DUE, days, calendar.workday_on_or_before(matter.due_on - timedelta(days))))
        for days in rules.overdue_ladder:
            found.append(Step(ReminderKind.OVERDUE, days, calendar.workday_on_or_after(matter.due_on + timedelta(days))))
    if matter.state == State.PENDING:
        count = rules.acknowledge_after_workdays
        found.append(Step(ReminderKind.ACKNOWLEDGE, count, calendar.add_workdays(matter.assigned_on, count)))
    # On the day it was given the unit has a letter that says it all.
    return sorted((step for step in found if step.on > matter.assigned_on), key=_by_day)


def due_reminders(matter: Matter, rules: Rules, calendar: Calendar, on: date) -> list[Step]:
    """What is to be said by `on`: the newest step of the due date's ladder, and that the duty is not accepted yet."""
    return _standing(steps(matter, rules, calendar), matter, on)


def _standing(found: list[Step], matter: Matter, on: date) -> list[Step]:
    """Of all steps those that stand to be said on the day."""
    by_now = [step for step in found if step.on <= on]
    kind = ReminderKind.OVERDUE if on > matter.due_on else ReminderKind.DUE
    ladder = [step for step in by_now if step.kind == kind]
    return [step for step in by_now if step.kind == ReminderKind.ACKNOWLEDGE] + ladder[-1:]


def said_within(
    matter: Matter, rules: Rules, calendar: Calendar, workdays: Iterable[date], said: Iterable[tuple[str, int]] = ()
) -> list[tuple[date, Step]]:
    """What would be said on these working days (in order) when `said` (kind, days) was said before and the matter stays as it is."""
    every, told, found = steps(matter, rules, calendar), set(said), []
    for day in workdays:
        for step in _standing(every, matter, day):
            if (step.kind, step.days) not in told:
                told.add((step.kind, step.days))
                found.append((day, step))
    return found


def sentence(matter: Matter, kinds: Iterable[str], on: date) -> str:
    """What a line of the digest says on the day it is read, whatever day it was planned for."""
    left = (matter.due_on - on).days
    due = f"时限{matter.due_on.month}月{matter.due_on.day}日"
    if left < 0:
        said = f"{due}，已逾期{-left}天"
    elif left == 0:
        said = f"{due}，今天到期"
    else:
        said = f"{due}，还有{left}天"
    return f"尚未签收；{said}" if ReminderKind.ACKNOWLEDGE in kinds else said


def reason(step: Step, rules: Rules) -> str:
    """The rule behind a step, in words."""
    if step.kind == ReminderKind.ACKNOWLEDGE:
        return f"下达{step.days}个工作日未签收"
    if step.kind == ReminderKind.DUE:
        return f"时限前{step.days}天"
    return f"逾期满{step.days}天"


def may_send(rules: Rules, calendar: Calendar, on: date, hour: int) -> bool:
    """True on working days from the digest's hour on, while the sending window is open."""
    first, last = rules.window
    return calendar.is_workday(on) and max(first, rules.digest_hour) <= hour < last


def _by_day(step: Step) -> tuple:
    """By day; of two steps on one day the later rung counts as newer."""
    nearness = -step.days if step.kind == ReminderKind.DUE else step.days
    return (step.on, nearness)
