"""What the tick asks of the assessment."""

import logging

from celery import shared_task
from django.utils import timezone

from tasks.assessment.checking import check_closed

log = logging.getLogger(__name__)


@shared_task(name="tasks.assessment.check")
def check_snapshots() -> None:
    """The snapshots of closed cycles still match their digests."""
    for made in check_closed(timezone.now()):
        log.info("snapshot of cycle %s checked, %s faults", made.cycle_id, len(made.faults))
