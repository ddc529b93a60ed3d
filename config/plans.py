"""When a nightly or weekly run is due. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

ATTEMPTS = 3
AGAIN_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Plan:
    """At which time of the day (local), on which day of the week (1 is Monday; None: each day)."""

    at: time
    weekday: int | None = None

    def last(self, now: datetime) -> datetime:
        """The last planned moment that is not after `now` (local, aware)."""
        planned = now.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        while planned > now or (self.weekday and planned.isoweekday() != self.weekday):
            planned -= timedelta(days=1)
        return planned


def read_plan(text: str) -> Plan | None:
    """「02:30」 each day, 「7 04:30」 on Sundays, "" never; ValueError for anything else."""
    if not text.strip():
        return None
    *day, at = text.split()
    plan = Plan(time.fromisoformat(at), int(day[0]) if day else None)
    if len(day) > 1 or plan.weekday not in (None, 1, 2, 3, 4, 5, 6, 7):
        raise ValueError(text)
    return plan


def is_due(plan: Plan | None, runs: Sequence[tuple[datetime, bool | None]], now: datetime) -> bool:
    """`runs`: start and result (None: under way) of the latest runs. After a failure again in an hour, three times at most."""
    if plan is None:
        return False
    since = [(at, ok) for at, ok in runs if at >= plan.last(now)]
    if any(ok is not False for _, ok in since) or len(since) >= ATTEMPTS:
        return False
    return all(now - at >= AGAIN_AFTER for at, _ in since)
