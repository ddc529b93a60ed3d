"""What the worker does for the trail."""

import logging

from celery import shared_task
from django.utils import timezone

from accounts.trail.sealing import seal

log = logging.getLogger(__name__)
AT_ONCE = 500


@shared_task(name="accounts.trail.seal")
def seal_rows() -> None:
    """Chain whatever is not chained yet, in short transactions so that nobody waits for long."""
    while (sealed := seal(limit=AT_ONCE, now=timezone.now())) == AT_ONCE:
        log.info("sealed %s trail rows, more are waiting", sealed)
