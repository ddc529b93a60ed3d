"""What the worker does for the security administrators."""

from celery import shared_task
from django.utils import timezone

from accounts.rights.alarms import tell
from accounts.rights.monthly import tell_of_idle


@shared_task(name="accounts.rights.tell")
def tell_of_guesses() -> None:
    """Accounts that are being guessed at, and once a month those that nobody uses."""
    tell(timezone.now())
    tell_of_idle(timezone.now())
