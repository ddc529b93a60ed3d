"""Standing duties of units: two queries."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from tasks.duties.models import DutyEntry, DutyPeriod
from tasks.duties.rules.periods import Span
from tasks.duties.states import Fate
from tasks.duty_reports.facts import Duty, Turn


def of_units(units: Iterable[int], span: Span) -> dict[int, list[Duty]]:
    """By unit, each duty with the periods that are due in the time of the report and count."""
    rows = DutyPeriod.objects.filter(unit__in=units, due_on__range=(span.start, span.end), excused_on=None)
    refuted = DutyEntry.objects.filter(period=OuterRef("pk"), fate=Fate.REFUTED)
    rows = rows.annotate(refuted=Exists(refuted)).select_related("duty").order_by("unit_id", "duty__code", "starts_on")
    turns: dict[tuple[int, str], list[Turn]] = defaultdict(list)
    for row in rows:
        turns[row.unit_id, row.duty.title].append(Turn(row.short_label, row.due_on, row.done_on, row.refuted))
    found: dict[int, list[Duty]] = defaultdict(list)
    for (unit, title), own in turns.items():
        found[unit].append(Duty(title, unit, tuple(own)))
    return found
