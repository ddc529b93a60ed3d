"""An example matter's life as weeks of a calendar: what the rules would say and propose on which day. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from tasks.days.calendar import Calendar
from tasks.items.states import State
from tasks.supervision.ladder import Matter, said_within
from tasks.supervision.rules import Rules
from tasks.supervision.states import ReminderKind

GIVEN_BEFORE = timedelta(30)
WORDS = {ReminderKind.ACKNOWLEDGE: "签收", ReminderKind.DUE: "提醒", ReminderKind.OVERDUE: "催办"}


@dataclass(frozen=True)
class Cell:
    """One day: worked or not, and what happens on it."""

    on: date
    working: bool
    labels: tuple[str, ...]


def weeks(due_on: date, rules: Rules, calendar: Calendar) -> list[list[Cell]]:
    """The weeks (Monday first) in which something happens to a matter that nobody accepts nor finishes."""
    marks = _marks(due_on, rules, calendar)
    mondays = sorted({on - timedelta(on.weekday()) for on in marks})
    return [[_cell(monday + timedelta(n), marks, calendar) for n in range(7)] for monday in mondays]


def _marks(due_on: date, rules: Rules, calendar: Calendar) -> dict[date, list[str]]:
    """What happens on which day, in the order in which it is said."""
    given = due_on - GIVEN_BEFORE
    marks: dict[date, list[str]] = {given: ["下达"]}
    marks.setdefault(due_on, []).append("时限")
    last = due_on + timedelta(max(rules.overdue_ladder, default=0) + 15)
    days = [day for n in range((last - given).days) if calendar.is_workday(day := given + timedelta(n))]
    for on, step in said_within(Matter(State.PENDING, given, due_on), rules, calendar, days):
        marks.setdefault(on, []).append(WORDS[step.kind])
    for after, label in ((rules.order_after_days, "督办"), (rules.talk_after_days, "谈话")):
        marks.setdefault(calendar.workday_on_or_after(due_on + timedelta(after)), []).append(label)
    return marks


def _cell(on: date, marks: dict[date, list[str]], calendar: Calendar) -> Cell:
    return Cell(on, calendar.is_workday(on), tuple(marks.get(on, ())))
