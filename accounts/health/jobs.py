"""The pulse: sent by the clock each minute into every queue."""

from celery import shared_task
from django.utils import timezone

from accounts.health.daily import tell
from accounts.health.models import Pulse


@shared_task(name="accounts.health.beat")
def beat(queue: str) -> None:
    """A worker of the queue is alive, and so is the clock."""
    Pulse.objects.update_or_create(name=queue, defaults={"at": timezone.now()})


@shared_task(name="accounts.health.tell")
def tell_daily() -> None:
    """The letter of the day to the system administrators."""
    tell(timezone.now())
