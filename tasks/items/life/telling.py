"""Letters at once to the responsible people of a unit about what concerns its matters: one letter a person and act."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from accounts.letters.actions import post
from accounts.units.queries import who_hears
from tasks.items.links import matter_path
from tasks.items.models import Assignment
from tasks.items.states import OPEN

SHOWN = 50


def tell_unit(assignment: Assignment, heading: str, words: str, *, key: str, on: date, now: datetime) -> None:
    """One letter for each responsible person: what was decided, in which words, and the due date that counts now; what goes on can be acted on from it."""
    for person in who_hears({assignment.unit_id}, on).get(assignment.unit_id, []):
        post(
            to=person,
            template="answered",
            context={
                "assignment": assignment,
                "heading": heading,
                "words": words,
                "path": matter_path(assignment.pk, person.pk) if assignment.state in OPEN else "",
            },
            key=f"{key}:{person.pk}",
            now=now,
            data={"assignment": assignment.pk},
        )


def tell_moved(moved: Sequence[tuple[Assignment, date]], reason: str, *, on: date, now: datetime) -> None:
    """Due dates that one act moved, each matter with its date before: one letter a person, whatever the number of matters."""
    if not moved:
        return
    people = who_hears({one.unit_id for one, _ in moved}, on)
    own = defaultdict(list)
    for one, before in sorted(moved, key=lambda pair: (pair[0].due_on, pair[0].pk)):
        for person in people.get(one.unit_id, []):
            own[person].append((one, before))
    first = moved[0][0]
    for person, lines in own.items():
        post(
            to=person,
            template="moved",
            context={"lines": lines[:SHOWN], "count": len(lines), "reason": reason, "on": on},
            key=f"moved:{first.pk}:{first.version}:{person.pk}",
            now=now,
            data={"assignments": [one.pk for one, _ in lines]},
        )


def tell_ended(ended: Iterable[Assignment], heading: str, words: str, *, on: date, now: datetime) -> None:
    """撤销, 终止: the unit need not go on."""
    for one in ended:
        tell_unit(one, heading, words, key=f"ended:{one.pk}:{one.version}", on=on, now=now)
