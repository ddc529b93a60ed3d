"""What is known for sure about one assignment, and whether it counts in a period. Pure."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tasks.assessment.kinds import Formula
from tasks.items.states import DONE, OPEN, Part, State


class Fact(NamedTuple):
    """What is known for sure about one assignment (a tuple: a province has a million). `delivered_on`: the day of the submission that was later approved.

    `excused`: who has found a good reason for missing the due date in force, when, and which, as a sentence; empty when nobody has.
    `steps`, `steps_kept`: milestones whose day has come within the period, and those reached by their day.
    `problem`: the item is a problem to be righted (整改); `times_back`: how often it came back in the period.
    `unreturned`, `set_aside`: a 更正 found that the returns do not count, or that the assignment does not, and why.
    """

    assignment: int
    weight: Decimal
    state: str
    part: str
    due_on: date
    delivered_on: date | None = None
    returns: int = 0
    excused: str = ""
    unreturned: str = ""
    set_aside: str = ""
    steps: int = 0
    steps_kept: int = 0
    problem: bool = False
    times_back: int = 0

    @property
    def key(self) -> int:
        """Names it among all facts of a unit."""
        return self.assignment

    @property
    def done(self) -> bool:
        """A reviewer accepted it."""
        return self.state in DONE

    @property
    def on_time(self) -> bool:
        """Accepted, and handed in on the due date or before."""
        return self.done and self.delivered_on is not None and self.delivered_on <= self.due_on


class Alike(NamedTuple):
    """Assignments of one unit of which a score says the same: a fact that stands for each (but for id and weight), ids, weights and their sum."""

    fact: Fact
    assignments: Sequence[int]
    weights: Sequence[Decimal]
    sum: Decimal


def alone(fact: Fact) -> Alike:
    """One assignment, like no other."""
    return Alike(fact, (fact.assignment,), (fact.weight,), fact.weight)


def concerns(formula: Formula, fact: Fact, *, rectified: bool = False) -> bool:
    """Whether an indicator looks at the assignment: support parts have their own, milestones only where there are any.

    `rectified`: the scheme has an indicator for problems to be righted, which then count there and nowhere else.
    """
    if formula == Formula.SUPPORT or fact.part == Part.SUPPORT:
        return formula == Formula.SUPPORT and fact.part == Part.SUPPORT
    if formula == Formula.RECTIFICATION or (rectified and fact.problem):
        return formula == Formula.RECTIFICATION and fact.problem
    return formula != Formula.MILESTONES or fact.steps > 0


def left_out(
    fact: Fact, from_on: date, to_on: date, on: date, *, support: bool = False, rectified: bool = False, since: date | None = None
) -> str | None:
    """Why the assignment does not count, or None when it does. `support`, `rectified`: the scheme has an indicator of its own for these.

    `since`: the scheme was published late, and what was due before that day cannot cost points.
    """
    if fact.set_aside:
        return f"不计入。{fact.set_aside}"
    if fact.state == State.CANCELLED:
        return "已撤销，不计入"
    if since and fact.due_on < since:
        return f"方案公布（{since:%-m月%-d日}）以前到期，不计入"
    if fact.part == Part.SUPPORT and not support:
        return "协办事项，由牵头单位计入"
    if fact.state == State.TOLD:
        return "待牵头单位确认，确认前不计入"
    if fact.state == State.SUBMITTED:
        return "待审核，审核决定前不计入"
    if fact.state == State.OBJECTED:
        return "异议待复，答复前不计入"
    delivered = fact.done and fact.delivered_on is not None and from_on <= fact.delivered_on <= to_on
    if not delivered and not from_on <= fact.due_on <= to_on:
        return "不在本期内"
    if rectified and fact.problem and fact.state == State.COMPLETED:
        return "已办结待销号，销号前不计入"
    if fact.state in OPEN and fact.due_on >= on:
        return "尚未到期"
    if fact.state in OPEN and fact.excused:
        return f"逾期未办结，办结前不计入。{fact.excused}"
    return None
