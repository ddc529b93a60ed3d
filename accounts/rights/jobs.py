"""What the worker does for the security administrators."""

from celery import shared_task
from django.utils import timezone

from accounts.rights.alarms import tell


@shared_task(name="accounts.rights.tell")
def tell_of_guesses() -> None:
    """Accounts that are being guessed at."""
    tell(timezone.now())
