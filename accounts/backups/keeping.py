"""Which backups are kept: all of two days, and the newest of each of the last days, weeks and months that have one. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

# Who makes one before an upgrade and one after it wants both.
ALL_FOR = timedelta(days=2)


def kept(moments: Iterable[datetime], *, daily: int, weekly: int, monthly: int) -> set[datetime]:
    """The moments (in local time) to be kept; the newest one always is."""
    newest_first = sorted(moments, reverse=True)
    found = {at for at in newest_first if newest_first[0] - at < ALL_FOR}
    spans = ((daily, lambda at: at.date()), (weekly, lambda at: at.isocalendar()[:2]), (monthly, lambda at: (at.year, at.month)))
    for number, span in spans:
        newest: dict[object, datetime] = {}
        for at in newest_first:
            newest.setdefault(span(at), at)
        found |= set(list(newest.values())[:number])
    return found
