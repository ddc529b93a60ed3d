"""Take one of the tries of an hour before a password is looked at; what was right, or no try at all, is given back."""

from datetime import datetime, timedelta
from math import ceil

from django.db import transaction

from accounts.guesses.models import Guesses
from accounts.guesses.places import digest

# Together twenty an hour (RELIABILITY P13), whatever the addresses. Strangers use up theirs only.
BOUND, HOUR = 10, timedelta(hours=1)


@transaction.atomic
def take(*, username: str, known: bool, now: datetime) -> int:
    """0: the try is counted and may go on. Else how many seconds until the next one may."""
    _forget(now)
    mine = Guesses.objects.select_for_update()
    row, _ = mine.get_or_create(name=digest(username), known=known, defaults={"last_at": now})
    since, moment = (now - HOUR).timestamp(), now.timestamp()
    recent = [at for at in row.at if at > since]
    if len(recent) >= BOUND:
        return max(1, ceil(recent[0] - since))
    row.at, row.last_at = [*recent, moment], now
    row.save(update_fields=["at", "last_at"])
    return 0


@transaction.atomic
def give_back(*, username: str, known: bool, now: datetime) -> None:
    """The try that was taken at that moment was none: the password was right, or nobody looked at one."""
    row = Guesses.objects.select_for_update().filter(name=digest(username), known=known).first()
    if row and now.timestamp() in row.at:
        row.at.remove(now.timestamp())
        row.save(update_fields=["at"])


def forgive(*, username: str) -> int:
    """All tries of the last hour are forgotten; returns how many."""
    rows = Guesses.objects.filter(name=digest(username))
    count = sum(len(row.at) for row in rows)
    rows.delete()
    return count


def _forget(now: datetime) -> None:
    """Rows of names that were tried an hour ago and not since."""
    old = Guesses.objects.select_for_update(skip_locked=True).filter(last_at__lt=now - HOUR)
    if pks := list(old.values_list("pk", flat=True)[:100]):
        Guesses.objects.filter(pk__in=pks).delete()
