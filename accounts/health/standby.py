"""The minute's work without the queue: while no worker of the queue `mail` is heard, letters are planned and sent here."""

import logging
from datetime import datetime, timedelta

from celery import current_app
from django.conf import settings

from accounts.health.models import Pulse

log = logging.getLogger(__name__)
NAME = "standby"
# Long enough for a worker that is started anew, short enough for letters to leave within five minutes.
SILENT_AFTER = timedelta(minutes=2)


def is_needed(now: datetime) -> bool:
    """True when clock, queue or worker has been silent for two minutes."""
    at = Pulse.objects.filter(name="mail").values_list("at", flat=True).first()
    return at is None or now - at > SILENT_AFTER


def round_(now: datetime) -> list[str]:
    """Tell that we are alive, and do the jobs of settings.STANDBY_JOBS if nobody else does; returns what was done.

    A worker that comes back at this very moment does no harm: the jobs lease their rows and insert under unique keys.
    """
    Pulse.objects.update_or_create(name=NAME, defaults={"at": now})
    return [name for name in settings.STANDBY_JOBS if _done(name)] if is_needed(now) else []


def _done(name: str) -> bool:
    """One job in this process; what fails is written down and does not hold up the next."""
    try:
        current_app.tasks[name]()
    except Exception:
        log.exception("standby: %s failed", name)
        return False
    return True
