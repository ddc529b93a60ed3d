"""催办 by a person: at most once a day for a matter, one letter for each responsible person, whatever the number of matters."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.access import posts_of
from accounts.letters.actions import post, rendered
from accounts.models import Letter, Unit
from accounts.roles import Permission
from accounts.trail.actions import record
from accounts.units.queries import who_hears
from tasks.items.links import matter_path
from tasks.items.models import Assignment
from tasks.items.states import RUNNING
from tasks.supervision.models import Urge

SHOWN = 50


@transaction.atomic
def urge(*, assignments: Sequence[Assignment], words: str, on: date, now: datetime, by) -> dict[int, str]:
    """Urge those that may be urged; returns by primary key why the others were not.

    A matter is urged while the unit's clock runs, by somebody whose post supervises the unit, once a day.
    """
    held = Assignment.objects.select_for_update().filter(pk__in=[one.pk for one in assignments]).order_by("pk")
    list(held.values_list("pk"))  # who urges the same matter at this moment waits, and then reads that it was urged
    refused = _refusals(assignments, on, by)
    urged = [one for one in assignments if one.pk not in refused]
    made = []
    for one in urged:
        entry = record(act="催办", target=one, note=words, at=now, by=by)
        made.append(Urge(assignment=one, words=words, on=on, at=now, by=by, post=entry.post))
    Urge.objects.bulk_create(made)
    if made:
        _write(urged, words, on, now, key=f"urged:{made[0].pk}")
    return refused


def _refusals(assignments: Iterable[Assignment], on: date, by) -> dict[int, str]:
    """Why not, for each that may not be urged: two queries."""
    ones = list(assignments)
    reach = set(Unit.objects.reached_by(posts_of(by), Permission.SUPERVISE).values_list("pk", flat=True))
    said = dict(Urge.objects.filter(assignment__in=ones, on=on).values_list("assignment", "by__name"))
    refused = {}
    for one in ones:
        if one.unit_id not in reach:
            refused[one.pk] = "您的岗位不能催办该单位的事项。"
        elif one.state not in RUNNING:
            refused[one.pk] = f"现为{one.get_state_display()}，不在单位手中，不必催办。"
        elif one.pk in said:
            refused[one.pk] = f"今天已由{said[one.pk] or '他人'}催办。一天只催办一次，请明天再看。"
    return refused


def _write(urged: list[Assignment], words: str, on: date, now: datetime, *, key: str) -> None:
    """One letter for each responsible person, nearest due date first."""
    per_person = defaultdict(list)
    people = who_hears({one.unit_id for one in urged}, on)
    for one in sorted(urged, key=lambda one: (one.due_on, one.pk)):
        for person in people.get(one.unit_id, []):
            per_person[person].append(one)
    for person, own in per_person.items():
        post(
            to=person,
            template="urged",
            context=_context(own, words, on, person.pk),
            key=f"{key}:{person.pk}",
            now=now,
            data={"assignments": [one.pk for one in own], "words": words, "on": str(on)},
        )


def _context(own: Sequence[Assignment], words: str, on: date, to: int) -> dict[str, Any]:
    """What the templates letters/urged.* show to the person `to` (primary key) on the day."""
    lines = [(one, matter_path(one.pk, to), (on - one.due_on).days) for one in own[:SHOWN]]
    return {"lines": lines, "count": len(own), "more": max(0, len(own) - SHOWN), "words": words}


def still_wanted(letters: list[Letter], now: datetime) -> set[int]:
    """Those (primary keys) of which something is left to urge."""
    return {letter.pk for letter in letters if _put_right(letter, now)}


def _put_right(letter: Letter, now: datetime) -> bool:
    """Asked right before it leaves (it may have waited for the morning): what was handed in meanwhile is not urged; False when nothing is left."""
    on, said = timezone.localdate(now), letter.data
    own = list(Assignment.objects.filter(pk__in=said["assignments"], state__in=RUNNING).with_everything().order_by("due_on", "pk"))
    if own and (len(own) < len(said["assignments"]) or said["on"] != str(on)):
        fresh = rendered(to=letter.to, template="urged", context=_context(own, said["words"], on, letter.to_id))
        letter.subject, letter.text, letter.html = fresh["subject"], fresh["text"], fresh["html"]
    return bool(own)
