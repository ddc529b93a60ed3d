"""A letter at once to the unit's responsible person about an answer that concerns it."""

from datetime import date, datetime

from accounts.letters.actions import post
from accounts.units.queries import responsible_people
from tasks.items.models import Assignment


def tell_unit(assignment: Assignment, heading: str, words: str, *, key: str, on: date, now: datetime) -> None:
    """One letter for each responsible person: what was decided, in which words, and the due date that counts now."""
    for person in responsible_people({assignment.unit_id}, on).get(assignment.unit_id, []):
        post(
            to=person,
            template="answered",
            context={"assignment": assignment, "heading": heading, "words": words},
            key=f"{key}:{person.pk}",
            now=now,
            data={"assignment": assignment.pk},
        )
