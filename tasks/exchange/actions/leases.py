"""One worker at a time, and what a dead one left is found again."""

from datetime import datetime, timedelta

from django.db.models import F

from tasks.exchange.models import Work

# Longer than the hard limit of any job of this room: nobody takes over what is still being worked on.
LEASE = timedelta(seconds=370)
ATTEMPTS = 3


def claim(model: type[Work], pk: int, now: datetime, *states: str) -> Work | None:
    """The row, when it waits in one of `states` and nobody works on it; the lease is ours then."""
    waiting = model.objects.waiting(now).filter(pk=pk, state__in=states)
    if not waiting.update(lease_until=now + LEASE, attempts=F("attempts") + 1):
        return None
    return model.objects.get(pk=pk)


def finish(work: Work, **fields) -> bool:
    """Set `fields` and give the lease back; False when another worker has taken over meanwhile."""
    mine = type(work).objects.filter(pk=work.pk, attempts=work.attempts, state=work.state)
    return bool(mine.update(lease_until=None, attempts=0, **fields))
