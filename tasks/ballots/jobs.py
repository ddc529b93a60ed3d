"""What the worker does for ballots."""

import logging

from celery import shared_task
from django.utils import timezone

from tasks.ballots.actions import closing

log = logging.getLogger(__name__)


@shared_task(name="tasks.ballots.purge")
def purge() -> None:
    """Clear the disk of what closings deleted; a disk that is busy is tried again by the next tick."""
    if not closing.purge(now=timezone.now()):
        log.warning("ballots: the disk could not be cleared yet")
