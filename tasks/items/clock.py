"""A unit's clock: which due date was in force on a day, what was on time, and how much time an answer gives back. Pure.

Rules (PRODUCT 2.4, docs/decisions/0011): a matter is on time when the submission that was later approved was handed in on or
before the due date in force on that day. Whoever waits for somebody else's word does not lose time by it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Shift:
    """One change of a due date: from the day `on` it is `new`. Listed in the order in which they were decided."""

    on: date
    new: date


def due_in_force(first_due_on: date, shifts: Iterable[Shift], on: date) -> date:
    """The due date that counted on the day `on`, as decided until now (an extension counts from the day it was asked for)."""
    due_on = first_due_on
    for shift in shifts:
        if shift.on <= on:
            due_on = shift.new
    return due_on


def on_time(approved_submission_on: date | None, first_due_on: date, shifts: Iterable[Shift]) -> bool:
    """Handed in, and later approved, on or before the due date in force on the day of handing in; None was never approved."""
    if approved_submission_on is None:
        return False
    return approved_submission_on <= due_in_force(first_due_on, shifts, approved_submission_on)


def days_late(submitted_on: date, due_on: date) -> int:
    """Days after the due date; 0 when on time."""
    return max(0, (submitted_on - due_on).days)


def after_return(due_on: date, submitted_on: date, returned_on: date, grace_until: date) -> date:
    """The due date after a 退回: a return after the date gives until `grace_until`, when the unit itself had been on time."""
    if returned_on > due_on >= submitted_on:
        return max(due_on, grace_until)
    return due_on


def after_answer(due_on: date, raised_on: date, answered_on: date, grace_until: date) -> date:
    """The due date after an answered 异议: what the answer took is given back, as far as it is needed to reach `grace_until`."""
    waited = max(timedelta(0), answered_on - raised_on)
    if raised_on > due_on:
        return due_on
    return max(due_on, min(grace_until, due_on + waited))
