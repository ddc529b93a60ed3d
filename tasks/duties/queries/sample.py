"""抽查: which entries the office looks at this week. Drawn by a rule, so that nobody chooses and a reload changes nothing."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from tasks.duties.models import DutyEntry
from tasks.duties.states import Fate

SIZE = 10
LOOK_BACK = timedelta(days=92)


@dataclass(frozen=True)
class Sample:
    """The week's first day, the entries drawn, and from how many."""

    monday: date
    entries: list[DutyEntry]
    out_of: int

    @property
    def left(self) -> int:
        """How many wait for the check."""
        return sum(entry.fate == Fate.STANDS for entry in self.entries)


def sample(on: date) -> Sample:
    """Ten of the entries of the last three months that stood unchecked when the week began; the same ones all week."""
    monday = on - timedelta(on.weekday())
    begin = timezone.make_aware(datetime.combine(monday, time()))
    stood = Q(fate=Fate.STANDS) | Q(checked_on__gte=monday)
    pool = DutyEntry.objects.filter(stood, at__lt=begin, at__gte=begin - LOOK_BACK).order_by()
    drawn = sorted(pool.values_list("pk", flat=True), key=lambda pk: _lot(monday, pk))
    everything = ("period__unit", "period__duty", "period__plan", "by", "checked_by")
    entries = DutyEntry.objects.filter(pk__in=drawn[:SIZE]).select_related(*everything)
    return Sample(monday, sorted(entries, key=lambda entry: _lot(monday, entry.pk)), len(drawn))


def _lot(monday: date, pk: int) -> str:
    return hashlib.sha256(f"{monday}:{pk}".encode()).hexdigest()
