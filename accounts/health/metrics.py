"""A few gauges for a monitor, in the text form of Prometheus (exposition format 0.0.4)."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count

from accounts.health.models import Pulse
from accounts.health.queries import checks
from accounts.letters.models import Letter, LetterState
from accounts.letters.queries import stands_still_since
from accounts.trail.models import Entry

WAITING = (LetterState.QUEUED, LetterState.SENDING, LetterState.FAILED)


def text(now: datetime) -> str:
    """All gauges; labels are our own words, never what people typed."""
    return "\n".join([*_checks(now), *_pulses(now), *_letters(now), *_trail()]) + "\n"


def _gauge(name: str, help_: str, values: list[tuple[str, float]]) -> Iterator[str]:
    yield f"# HELP dangjian_{name} {help_}"
    yield f"# TYPE dangjian_{name} gauge"
    yield from (f"dangjian_{name}{labels} {value:g}" for labels, value in values)


def _checks(now: datetime) -> Iterator[str]:
    said = {True: 1, False: 0, None: float("nan")}
    values = [(f'{{name="{check.name}"}}', said[check.ok]) for check in checks(now)]
    yield from _gauge("check_ok", "1 well, 0 failed, NaN not known yet", values)


def _pulses(now: datetime) -> Iterator[str]:
    values = [(f'{{name="{name}"}}', (now - at).total_seconds()) for name, at in Pulse.objects.values_list("name", "at")]
    yield from _gauge("pulse_age_seconds", "since a worker of the queue was last heard", values)


def _letters(now: datetime) -> Iterator[str]:
    found = dict(Letter.objects.filter(state__in=WAITING).values_list("state").annotate(Count("pk")).order_by())
    yield from _gauge("letters", "letters by state", [(f'{{state="{state}"}}', found.get(state, 0)) for state in WAITING])
    since = stands_still_since(now)
    yield from _gauge(
        "letters_late_seconds", "how late the oldest letter is", [("", (now - since).total_seconds() if since else 0)]
    )


def _trail() -> Iterator[str]:
    head = Entry.objects.exclude(number=None).order_by("-number").values_list("number", flat=True).first() or 0
    yield from _gauge("trail_sealed", "number of the last sealed row", [("", head)])
    yield from _gauge("trail_unsealed", "rows that wait to be sealed", [("", Entry.objects.filter(number=None).count())])
