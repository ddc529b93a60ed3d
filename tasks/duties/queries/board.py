"""Units × duties: how each stands today, page by page of units, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from accounts.models import Unit
from tasks.duties.models import DutyPeriod, DutyUnit, StandingDuty
from tasks.duties.queries.lines import lines, missing_now
from tasks.duties.rules.standing import Standing, standing

AT_ONCE = 50


@dataclass(frozen=True)
class Column:
    """A duty that runs, and in how many units it is missing."""

    duty: StandingDuty
    missing: int


@dataclass(frozen=True)
class Board:
    """Columns, rows of (unit, a standing or None for each column), and the path from which the next page goes on."""

    columns: list[Column]
    rows: list[tuple[Unit, list[tuple[str, Standing | None]]]]
    next: str
    missing: int


def board(on: date, *, rhythm: str = "", kind: str = "", after: str = "", only_missing: bool = False) -> Board:
    """The page of units after the path `after`; narrowed to duties of a rhythm, units of a kind, units that lack something."""
    now = DutyPeriod.objects.begun(on).filter(ends_on__gte=on)
    lacking = missing_now(on)
    if rhythm:
        now, lacking = now.filter(rhythm=rhythm), lacking.filter(rhythm=rhythm)
    if kind:
        now, lacking = now.filter(unit__kind=kind), lacking.filter(unit__kind=kind)
    counts = dict(lacking.order_by().values_list("duty").annotate(Count("unit", distinct=True)))
    runs = now.order_by().values("duty").distinct()
    shown = StandingDuty.objects.filter(Q(pk__in=runs) | Q(pk__in=counts))
    columns = [Column(duty, counts.get(duty.pk, 0)) for duty in shown]
    units = Unit.objects.current().filter(pk__in=lacking.values("unit") if only_missing else DutyUnit.objects.values("unit"))
    units = units.filter(kind=kind) if kind else units
    page = list(units.filter(path__gt=after)[: AT_ONCE + 1])
    cells = _cells(page[:AT_ONCE], now, on)
    rows = [(unit, [(c.duty.title, cells.get((unit.pk, c.duty.pk))) for c in columns]) for unit in page[:AT_ONCE]]
    return Board(columns, rows, page[AT_ONCE - 1].path if len(page) > AT_ONCE else "", sum(counts.values()))


def _cells(units: list[Unit], now, on: date) -> dict[tuple[int, int], Standing]:
    """The current period's standing, overlaid by the run of missed ones."""
    found = {(row.unit_id, row.duty_id): standing(row.facts, on) for row in now.filter(unit__in=units)}
    for line in lines(DutyPeriod.objects.filter(unit__in=units), on):
        if line.missed or (line.period.unit_id, line.period.duty_id) not in found:
            found[line.period.unit_id, line.period.duty_id] = line.light
    return found
