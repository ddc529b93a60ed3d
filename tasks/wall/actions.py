"""Count the wall's figures ahead: today's again and again, every past day once it is over, and again when it was corrected.

The figures are derived and of no business of anybody: no trail row.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from accounts.models import Unit
from tasks.items.models import Assignment
from tasks.supervision.queries import policy_on
from tasks.wall.corrections import reaches_back, seen
from tasks.wall.counting import Themes, summed
from tasks.wall.models import WallDay, WallRow
from tasks.wall.tally import tally

# Counting takes one fiftieth of the time at most, and is done every ten minutes at least.
PATIENCE, LONGEST = 50, timedelta(minutes=9, seconds=30)
# What is written around midnight has ended by then.
SLACK = timedelta(minutes=15)
# Whatever else may have reached back unseen is found within this time.
AGAIN = timedelta(days=7)


@dataclass(frozen=True)
class Kept:
    """What one round did: today counted or not, and how many past days."""

    today: bool
    past: int


def keep(*, now: datetime, seconds: float = 20) -> Kept:
    """Today's figures when they are due, then past days that are owed, as far as `seconds` go. Harmless when it runs twice."""
    until = time.monotonic() + seconds
    today = timezone.localdate(now)
    fresh = is_due(WallDay.objects.filter(on=today).first(), now)
    if fresh:
        _mark_corrected(today, now)
        make(on=today, now=now)
    past = 0
    for on in owed(now):
        if time.monotonic() >= until:
            break
        make(on=on, now=now)
        past += 1
    return Kept(fresh, past)


def is_due(day: WallDay | None, now: datetime) -> bool:
    """True when today's figures are old enough to be counted again: the longer it takes, the more seldom."""
    return day is None or now - day.made_at >= min(LONGEST, timedelta(milliseconds=day.took * PATIENCE))


def owed(now: datetime) -> Iterator[date]:
    """Past days to be counted: corrected ones, then those that were not over, month ends, the rest from the newest on, and the stalest."""
    last = timezone.localdate(now - SLACK) - timedelta(1)
    first = Assignment.objects.aggregate(day=Min("assigned_on"))["day"]
    if first is None:
        return
    known = {day.on: day for day in WallDay.objects.defer("seen").filter(on__lte=last)}
    yield from sorted((on for on, day in known.items() if day.corrected_at), reverse=True)
    yield from sorted((on for on, day in known.items() if not day.settled), reverse=True)
    missing = [on for on in (last - timedelta(n) for n in range((last - first).days + 1)) if on not in known]
    ends = [on for on in missing if (on + timedelta(1)).day == 1]
    yield from ends
    yield from (on for on in missing if on not in set(ends))
    stale = [on for on, day in known.items() if day.settled and not day.corrected_at and now - day.made_at > AGAIN]
    yield from sorted(stale, key=lambda on: known[on].made_at)[:1]


def make(*, on: date, now: datetime) -> WallDay:
    """Count the figures of one day and keep them."""
    began, today = time.monotonic(), timezone.localdate(now)
    mark = seen() if on == today else {}
    own = tally(on, today)
    below = summed(own, dict(Unit.objects.order_by().values_list("pk", "path")))
    policy = policy_on(on)
    values = {"made_at": now, "policy": policy and policy.version, "settled": on < today, "corrected_at": None, "seen": mark}
    values["took"] = round((time.monotonic() - began) * 1000)
    return _write(on, own, below, values)


@transaction.atomic
def _write(on: date, own: dict[int, Themes], below: dict[int, Themes], values: dict) -> WallDay:
    """Only rows that differ are written. Whoever counted later wins."""
    WallDay.objects.get_or_create(on=on, defaults=values)
    day = WallDay.objects.select_for_update().get(on=on)
    if day.made_at > values["made_at"]:
        return day
    for name, value in values.items():
        setattr(day, name, value)
    day.save()
    known = {row.unit_id: row for row in day.rows.all()}
    changed, new = [], []
    for unit, themes in below.items():
        row = known.pop(unit, None)
        if row is None:
            new.append(WallRow(day=day, unit_id=unit, own=own.get(unit, {}), below=themes))
        elif (row.own, row.below) != (own.get(unit, {}), themes):
            row.own, row.below = own.get(unit, {}), themes
            changed.append(row)
    WallRow.objects.bulk_create(new, batch_size=1000)
    WallRow.objects.bulk_update(changed, ["own", "below"], batch_size=200)
    WallRow.objects.filter(pk__in=[row.pk for row in known.values()]).delete()
    return day


def _mark_corrected(today: date, now: datetime) -> None:
    """Past days that something entered since the last round reaches back to."""
    last = WallDay.objects.exclude(seen={}).order_by("-on").first()
    earliest = reaches_back(last.seen, today) if last else None
    if earliest:
        WallDay.objects.filter(on__gte=earliest, on__lt=today, settled=True, corrected_at=None).update(corrected_at=now)
