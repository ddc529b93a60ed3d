"""The pulse: sent by the clock each minute into every queue."""

from celery import shared_task
from django.utils import timezone

from accounts.health.models import Pulse


@shared_task(name="accounts.health.beat")
def beat(queue: str) -> None:
    """A worker of the queue is alive, and so is the clock."""
    Pulse.objects.update_or_create(name=queue, defaults={"at": timezone.now()})
