"""The site's own Celery app with a short lease, short waits and a quick tick, so that a run takes minutes; CONTROL=1 marks before it sends."""

import os
from datetime import timedelta

import django
from django.utils import timezone

from config.celery import app

django.setup()

from accounts.letters import deliver, leases  # noqa: E402 (the apps must stand first)

leases.LEASE = timedelta(seconds=8)
leases.BACK_OFF = tuple(timedelta(seconds=2) for _ in leases.BACK_OFF)
deliver.RUN_SECONDS = 4
app.conf.beat_schedule["tick"]["schedule"] = 1.0
app.conf.beat_max_loop_interval = 1


class Marker(deliver.Run):
    """What must not be done: the letter counts as sent before the server has it."""

    def one(self, letter, made) -> None:
        """Mark first, then send."""
        leases.sent([letter], at=timezone.now())
        super().one(letter, made)

    def put_off(self, letter, answer) -> None:
        """The mark stands, whatever the server says."""
        self.goes_on = False


if os.environ.get("CONTROL"):
    deliver.Run = Marker
