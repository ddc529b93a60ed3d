"""What the worker does for supervision."""

import logging

from celery import shared_task
from django.utils import timezone

from tasks.supervision import actions

log = logging.getLogger(__name__)


@shared_task(name="tasks.supervision.plan")
def plan() -> None:
    """Say what should have been said by now."""
    planned = actions.plan(now=timezone.now())
    if planned.letters:
        log.info("planned %s reminders in %s letters", planned.reminders, planned.letters)
