"""Asked right before a digest leaves: is it still wanted, and is what it says still so (settings.LETTER_STILL_WANTED)."""

from datetime import datetime

from django.utils import timezone

from accounts.letters.actions import rendered
from accounts.models import Letter
from tasks.items.ics import with_letter
from tasks.items.states import State
from tasks.supervision import digest
from tasks.supervision.models import Reminder
from tasks.supervision.states import ReminderKind


def still_wanted(letter: Letter, now: datetime) -> bool:
    """Drop what was done meanwhile or is said in a newer letter, and put the words right for the day; False when nothing is left."""
    reminders = list(letter.reminders.select_related("assignment__item", "assignment__unit"))
    newer = _said_in_newer_letters(letter, reminders)
    kept = [reminder for reminder in reminders if _stands(reminder) and reminder.assignment_id not in newer]
    if not kept:
        return False
    on = timezone.localdate(now)
    if len(kept) == len(reminders) and letter.data.get("on") == str(on):
        return True  # all of it stands, and it is read on the day for which it was written
    found = digest.lines(((reminder.assignment, reminder.kind) for reminder in kept), on, letter.to_id)
    said = rendered(to=letter.to, template="digest", context=digest.context(found, on))
    letter.subject, letter.text, letter.html = said["subject"], said["text"], said["html"]
    letter.calendar = with_letter((reminder.assignment for reminder in kept), now)
    return True


def _stands(reminder: Reminder) -> bool:
    """The clock still runs, and for the due date for which it was planned."""
    assignment = reminder.assignment
    if reminder.kind == ReminderKind.ACKNOWLEDGE:
        return assignment.state == State.PENDING
    return assignment.state in (State.PENDING, State.ACTIVE) and f":{assignment.due_on}:" in reminder.key


def _said_in_newer_letters(letter: Letter, reminders: list[Reminder]) -> set[int]:
    """Assignments about which a newer letter tells the same person: this one lay in the outbox while mail stood still."""
    last = max((reminder.pk for reminder in reminders), default=0)
    newer = Reminder.objects.filter(to=letter.to, pk__gt=last, assignment__in={r.assignment_id for r in reminders})
    return set(newer.values_list("assignment", flat=True))
