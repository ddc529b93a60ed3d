"""When letters may leave: on working days, inside the office's sending window (settings.LETTER_OPENS)."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from tasks.days.queries import calendar
from tasks.supervision.queries import rules_on


def opens(now: datetime) -> datetime:
    """`now` while the window is open, else the next moment at which it opens, by the rules of that day."""
    local, days = timezone.localtime(now), calendar()
    first, last = rules_on(local.date()).window
    if days.is_workday(local.date()) and first <= local.hour < last:
        return now
    on = local.date() if local.hour < first else local.date() + timedelta(days=1)
    on = days.workday_on_or_after(on)
    return timezone.make_aware(datetime.combine(on, time(rules_on(on).window[0])))
