"""What the tick asks of portfolios."""

import logging

from celery import shared_task
from django.utils import timezone

from tasks.dual_responsibility.actions import follow_all

log = logging.getLogger(__name__)


@shared_task(name="tasks.dual_responsibility.follow")
def follow_portfolios() -> None:
    """Matters follow the portfolio lines whose first day has come."""
    now = timezone.now()
    moved = follow_all(on=timezone.localdate(now), now=now)
    if moved:
        log.info("%s matters followed a portfolio", moved)
