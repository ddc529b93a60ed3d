"""The figures of a day: as they were counted ahead, or counted now where that is quick."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from django.db.models import Min

from accounts.models import Unit
from tasks.items.models import Assignment, ResponsibilityList
from tasks.supervision.queries import policy_on
from tasks.wall.counting import Counts, Themes, add, summed, total
from tasks.wall.models import WallDay, WallRow
from tasks.wall.tally import tally

# An office as small as this need not wait for the job: counting all of it costs no more than a page.
SMALL = 5000
FIRST = date(1, 1, 1)
STANDS_STILL = timedelta(minutes=15)


@dataclass(frozen=True)
class Figures:
    """Counts of a day by unit: its own, and with all below it. `made_at` None: counted for this page."""

    on: date
    own: dict[int, Themes] = field(default_factory=dict)
    below: dict[int, Themes] = field(default_factory=dict)
    made_at: datetime | None = None
    policy: int | None = None
    settled: bool = True
    corrected_at: datetime | None = None

    def together(self, units: Collection[Unit]) -> Themes:
        """The counts of these units and all below them, which do not overlap."""
        found: Themes = {}
        for unit in units:
            add(found, self.below.get(unit.pk, {}))
        return found

    def bare(self) -> "Figures":
        """Of which day, and when they were counted, without the counts."""
        return replace(self, own={}, below={})

    def stands_still(self, now: datetime) -> bool:
        """True when today's figures are older than they should ever be."""
        return bool(self.made_at) and not self.settled and now - self.made_at > STANDS_STILL


def figures(on: date, *, units: Collection[int], today: date) -> Figures | None:
    """The figures of a day for these units; None when they have not been counted and counting would take too long for a page."""
    day = WallDay.objects.defer("seen").filter(on=on).first()
    if day is None and on < (begins() or FIRST):
        return Figures(on)
    if day:
        rows = list(day.rows.filter(unit__in=units).values_list("unit", "own", "below"))
        own, below = ({row[0]: row[n] for row in rows} for n in (1, 2))
        return Figures(on, own, below, day.made_at, day.policy, day.settled, day.corrected_at)
    return counted_now(on, today) if is_small() else None


def counted(days: Collection[date]) -> tuple[tuple, ...]:
    """Which of the days were counted, when and how: as long as this is the same, so are their figures."""
    rows = WallDay.objects.filter(on__in=days).order_by("on")
    return tuple(rows.values_list("on", "pk", "made_at", "took", "policy", "settled", "corrected_at"))


def begins() -> date | None:
    """The day on which the first list was issued: before it there is nothing to count."""
    return ResponsibilityList.objects.aggregate(day=Min("issued_on"))["day"]


def counted_now(on: date, today: date) -> Figures:
    """The same from the assignments themselves."""
    own, policy = tally(on, today), policy_on(on)
    below = summed(own, dict(Unit.objects.order_by().values_list("pk", "path")))
    return Figures(on, own, below, policy=policy and policy.version)


def is_small() -> bool:
    """True for an office that is counted quickly."""
    return Assignment.objects.order_by().values("pk")[: SMALL + 1].count() <= SMALL


def course(days: Collection[date], tops: Collection[Unit]) -> dict[date, Counts]:
    """The counts of all these units together on those of the days that were counted ahead."""
    found: dict[date, list[Counts]] = {on: [] for on in WallDay.objects.filter(on__in=days).values_list("on", flat=True)}
    rows = WallRow.objects.filter(day__on__in=days, unit__in=[top.pk for top in tops])
    for on, below in rows.values_list("day__on", "below"):
        found[on].append(total(below.values()))
    return {on: total(counts) for on, counts in found.items()}
