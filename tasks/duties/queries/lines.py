"""What is due: one line for each duty in a unit, however many of its periods were missed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, Max, OuterRef, QuerySet

from tasks.duties.models import DutyEntry, DutyPeriod
from tasks.duties.rules.periods import label
from tasks.duties.rules.standing import NEAR_DAYS, Standing, exception, standing
from tasks.duties.states import Fate

YEAR = timedelta(days=400)


@dataclass(frozen=True)
class Line:
    """The newest open period, and the run of missed ones since the last that was done, oldest first."""

    period: DutyPeriod
    missed: tuple[DutyPeriod, ...]
    light: Standing

    @property
    def refuted(self) -> bool:
        """True when a check found that what was said of the period was not so."""
        return self.period.refuted

    @property
    def due_on(self) -> date:
        """The day that presses: of the newest open period."""
        return self.period.due_on


def due_for(user, on: date, *, within: int | None = NEAR_DAYS) -> list[Line]:
    """What units for which `user` acts should do now, soonest first: missed, refuted, or due within so many days.

    `within` None: all that has begun. One line for each duty and unit, two queries.
    """
    found = lines(DutyPeriod.objects.actable_by(user).filter(unit__dissolved_on=None), on)
    pressing = [one for one in found if within is None or one.missed or one.refuted or (one.due_on - on).days <= within]
    return sorted(pressing, key=lambda line: (line.due_on, line.period.pk))


def lines(within: QuerySet[DutyPeriod], on: date) -> list[Line]:
    """One line for each duty and unit with an open period after the last one done: two queries, by unit and code."""
    done = within.filter(done_on__isnull=False, starts_on__gte=on - YEAR).order_by()
    last = {(unit, duty): day for unit, duty, day in done.values_list("unit", "duty").annotate(Max("starts_on"))}
    rows = within.open().begun(on).filter(starts_on__gte=on - YEAR).select_related("duty", "unit", "plan")
    rows = rows.annotate(refuted=Exists(DutyEntry.objects.filter(period=OuterRef("pk"), fate=Fate.REFUTED)))
    groups: dict[tuple[int, int], list[DutyPeriod]] = {}
    for row in rows.order_by("unit__path", "duty__code", "starts_on"):
        key = (row.unit_id, row.duty_id)
        if key not in last or row.starts_on > last[key]:
            groups.setdefault(key, []).append(row)
    return [_line(group, on) for group in groups.values()]


def _line(group: list[DutyPeriod], on: date) -> Line:
    missed = tuple(row for row in group if row.due_on < on)
    current = group[-1]
    return Line(current, missed, exception(labels(missed), standing(current.facts, on)))


def labels(periods: Iterable[DutyPeriod]) -> list[str]:
    """Short names of periods in words: 「8月」, with the year where it is not that of the last one."""
    rows = list(periods)
    last = rows[-1].starts_on.year if rows else 0
    return [row.short_label if row.starts_on.year == last else label(row.rhythm, row.starts_on) for row in rows]


def missing_now(on: date) -> QuerySet[DutyPeriod]:
    """Missed periods that were not made good by a later one of the same duty and unit."""
    later = DutyPeriod.objects.filter(
        unit=OuterRef("unit"), duty=OuterRef("duty"), done_on__isnull=False, starts_on__gt=OuterRef("starts_on")
    )
    missed = DutyPeriod.objects.missed(on).filter(starts_on__gte=on - YEAR, unit__dissolved_on=None)
    return missed.filter(~Exists(later))
