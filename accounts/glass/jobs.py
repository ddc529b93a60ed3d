"""What the worker does for broken glass."""

from celery import shared_task
from django.utils import timezone

from accounts.glass.actions import expire


@shared_task(name="accounts.glass.expire")
def expire_glass() -> None:
    """Write down that the minutes have passed; the rights have ended by themselves."""
    expire(timezone.now())
