"""What the worker does for letters."""

import logging

from celery import shared_task
from django.utils import timezone

from accounts.letters.deliver import deliver

log = logging.getLogger(__name__)
LIMIT = 5000


@shared_task(name="accounts.letters.deliver")
def deliver_letters() -> None:
    """Send what is due; what stays behind is found by the next tick."""
    done = deliver(limit=LIMIT, now=timezone.now())
    if done:
        log.info("letters: %s", ", ".join(f"{count} {what}" for what, count in sorted(done.items())))
