"""The clock, read once at the edge."""

from datetime import date, datetime
from typing import TypedDict

from django.utils import timezone


class Moment(TypedDict):
    """The day and the time at which somebody acts."""

    on: date
    now: datetime


def moment() -> Moment:
    """Now."""
    now = timezone.now()
    return {"on": timezone.localdate(now), "now": now}
