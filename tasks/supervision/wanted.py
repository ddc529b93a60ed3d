"""Asked right before a digest leaves: is it still wanted, and is what it says still so (settings.LETTER_STILL_WANTED)."""

from collections import defaultdict
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.letters.actions import rendered
from accounts.models import Letter
from tasks.duties.models import DutyPeriod
from tasks.duties.queries import Line as DutyLine
from tasks.duties.queries import lines
from tasks.items.ics import with_letter
from tasks.items.states import State
from tasks.supervision import digest
from tasks.supervision.models import DutyReminder, Reminder
from tasks.supervision.states import ReminderKind

# Nearly every letter leaves as it was written: what only new words would need is read for these alone.
FACTS = ("letter", "key", "kind", "assignment__state", "assignment__due_on")


def still_wanted(letters: list[Letter], now: datetime) -> set[int]:
    """Those (primary keys) that have something left to say; their words are put right for the day. One query for all that stand as written."""
    told, of_duties = defaultdict(list), defaultdict(list)
    told_of = Reminder.objects.filter(letter__in=letters).select_related("assignment").only(*FACTS).order_by("pk")
    for reminder in told_of.annotate(newer=Exists(_in_newer_letters())):
        told[reminder.letter_id].append(reminder)
    with_duties = [letter for letter in letters if letter.data.get("duties", True)]
    if with_duties:
        for reminder in DutyReminder.objects.filter(letter__in=with_duties).select_related("period").order_by("pk"):
            of_duties[reminder.letter_id].append(reminder)
    return {letter.pk for letter in letters if _put_right(letter, told[letter.pk], of_duties[letter.pk], now)}


def _put_right(letter: Letter, reminders: list[Reminder], of_duties: list[DutyReminder], now: datetime) -> bool:
    """Drop what was done meanwhile or is said in a newer letter, and put the words right for the day; False when nothing is left."""
    on = timezone.localdate(now)
    kept = [reminder for reminder in reminders if _stands(reminder) and not reminder.newer]
    duties = _standing_duties(letter, of_duties, on)
    if not kept and not duties:
        return False
    whole = len(kept) == len(reminders) and len(duties) == len(of_duties)
    if whole and letter.data.get("on") == str(on):
        return True  # all of it stands, and it is read on the day for which it was written
    kept = list(letter.reminders.filter(pk__in=[one.pk for one in kept]).select_related("assignment__item", "assignment__unit"))
    office = bool(letter.data.get("office"))
    matters = digest.lines(((reminder.assignment, reminder.kind) for reminder in kept), on, letter.to_id, office=office)
    found = digest.together(matters, digest.duty_lines(duties, on))
    said = rendered(to=letter.to, template="digest", context=digest.context(found, on, office=office))
    letter.subject, letter.text, letter.html = said["subject"], said["text"], said["html"]
    letter.calendar = with_letter((reminder.assignment for reminder in kept), now)
    return True


def _stands(reminder: Reminder) -> bool:
    """The clock still runs, and for the due date for which it was planned."""
    assignment = reminder.assignment
    if reminder.kind == ReminderKind.ACKNOWLEDGE:
        return assignment.state == State.PENDING
    return assignment.state in (State.PENDING, State.ACTIVE) and f":{assignment.due_on}:" in reminder.key


def _in_newer_letters() -> QuerySet[Reminder]:
    """What a newer letter tells the same person of the same matter: this one lay in the outbox while mail stood still."""
    return Reminder.objects.filter(to=OuterRef("to"), assignment=OuterRef("assignment"), letter__gt=OuterRef("letter"))


def _standing_duties(letter: Letter, reminders: list[DutyReminder], on: date) -> list[DutyLine]:
    """For each reminder the duty as it stands now; none for what was done, excused or put off, or is said in a newer letter."""
    if not reminders:
        return []
    told = {(r.period.unit_id, r.period.duty_id) for r in reminders}
    units, duties = {unit for unit, _ in told}, {duty for _, duty in told}
    newer = DutyReminder.objects.filter(to=letter.to, pk__gt=max(r.pk for r in reminders), period__unit__in=units)
    again = set(newer.values_list("period__unit", "period__duty"))
    now = {
        (line.period.unit_id, line.period.duty_id): line
        for line in lines(DutyPeriod.objects.filter(unit__in=units, duty__in=duties, unit__dissolved_on=None), on)
    }
    found = []
    for reminder in reminders:
        key = (reminder.period.unit_id, reminder.period.duty_id)
        line = now.get(key)
        open_ = line is not None and reminder.period in (line.period, *line.missed)
        if open_ and key not in again and f":{reminder.period.due_on}:" in reminder.key:
            found.append(line)
    return found
