"""What the worker does for the wall."""

import logging

from celery import shared_task
from django.utils import timezone

from tasks.wall import actions

log = logging.getLogger(__name__)


@shared_task(name="tasks.wall.keep")
def keep() -> None:
    """Count the figures of today and of past days that are owed."""
    kept = actions.keep(now=timezone.now())
    if kept.past:
        log.info("counted %s past days of the wall", kept.past)
