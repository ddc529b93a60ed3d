"""What the minute tick asks of standing duties."""

import logging

from celery import shared_task
from django.utils import timezone

from tasks.days.queries import calendar
from tasks.duties.actions import open_periods

log = logging.getLogger(__name__)


@shared_task(name="tasks.duties.open_periods")
def open_due_periods() -> None:
    """Insert the periods that should stand by now."""
    now = timezone.now()
    made = open_periods(on=timezone.localdate(now), days=calendar(), now=now)
    if made:
        log.info("opened %s duty periods", made)
