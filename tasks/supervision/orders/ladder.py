"""From when on a matter's lateness proposes something to a person, and until when that person should have decided. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from tasks.days.calendar import Calendar
from tasks.supervision.orders.states import Kind
from tasks.supervision.rules import Rules


@dataclass(frozen=True)
class Proposal:
    """What is proposed since which day, why, and the last day for deciding; `late` when that day has passed."""

    kind: Kind
    since: date
    until: date
    why: str
    late: bool


def days_of(kind: Kind, rules: Rules) -> int:
    """After how many calendar days of lateness."""
    return rules.order_after_days if kind == Kind.ORDER else rules.talk_after_days


def since(kind: Kind, due_on: date, rules: Rules, calendar: Calendar) -> date:
    """The first day on which it is proposed: a working day."""
    return calendar.workday_on_or_after(due_on + timedelta(days_of(kind, rules)))


def proposal(kind: Kind, due_on: date, rules: Rules, calendar: Calendar, on: date) -> Proposal | None:
    """What stands on the day, or None while it is too early."""
    first = since(kind, due_on, rules, calendar)
    if on < first:
        return None
    until = calendar.add_workdays(first, rules.decide_within_workdays)
    why = f"时限{due_on:%-m月%-d日}，已逾期{(on - due_on).days}天，满{days_of(kind, rules)}天仍未办结。"
    return Proposal(kind, first, until, why, on > until)


def latest_due(kind: Kind, rules: Rules, calendar: Calendar, on: date, *, late: bool = False) -> date:
    """The latest due date for which it is proposed on the day (with `late`: for which deciding is late too).

    Later due dates are proposed later, so that one comparison in the database does for all rows.
    """
    due_on = on - timedelta(days_of(kind, rules))
    while (found := proposal(kind, due_on, rules, calendar, on)) is None or (late and not found.late):
        due_on -= timedelta(1)
    return due_on
