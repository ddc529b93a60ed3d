"""What the worker does for the anchors."""

from celery import shared_task
from django.utils import timezone

from accounts.anchors.daily import keep


@shared_task(name="accounts.anchors.keep")
def keep_anchors() -> None:
    """The anchor of the day, and its letters."""
    keep(timezone.now())
