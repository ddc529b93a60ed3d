"""What the tick asks of rectifications."""

import logging

from celery import shared_task
from django.utils import timezone

from tasks.rectification.telling import tell

log = logging.getLogger(__name__)


@shared_task(name="tasks.rectification.tell")
def tell_due() -> None:
    """The 回头看 that have become due are told."""
    if written := tell(timezone.now()):
        log.info("%s letters about 回头看", len(written))
