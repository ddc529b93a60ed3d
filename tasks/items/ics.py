"""Due dates as an iCalendar file (RFC 5545): one all-day event for each matter, stable ids, so that a change moves the event."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from icalendar import Calendar, Event

from tasks.items.models import Assignment


def with_letter(assignments: Iterable[Assignment], now: datetime) -> str:
    """The due dates of a letter's matters as the file that goes with it, each once."""
    matters = {assignment.pk: assignment for assignment in assignments}
    return due_dates(matters.values(), site=settings.SITE_URL, name="党建责任清单时限", now=now)


def due_dates(assignments: Iterable[Assignment], *, site: str, name: str, now: datetime) -> str:
    """The file for `assignments` (with item and unit at hand); `site` is the address of the system, `now` the time of making."""
    calendar = Calendar()
    calendar.add("prodid", "-//党建工作责任清单//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    host = site.split("//")[-1].split(":")[0].split("/")[0]
    for assignment in assignments:
        calendar.add_component(_event(assignment, host, site, now))
    return calendar.to_ical().decode()


def _event(assignment: Assignment, host: str, site: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"matter-{assignment.pk}@{host}")
    event.add("dtstamp", now)
    event.add("sequence", assignment.version)
    event.add("dtstart", assignment.due_on)
    event.add("dtend", _next(assignment.due_on))
    event.add("summary", f"时限：{assignment.item.title}（{assignment.unit.short}）")
    event.add("url", f"{site}/assignments/{assignment.pk}/")
    event.add("transp", "TRANSPARENT")
    return event


def _next(on: date) -> date:
    """An all-day event ends on the day after; the last day of all has none."""
    return on + timedelta(days=1) if on < date.max else on
