"""Reading runs here; the row's state says what is left to do, so a lost message only costs a minute."""

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from speeches import actions
from speeches.models import Speech


@shared_task(name="speeches.read")
def read(pk: int) -> None:
    """Read one speech, if it still waits."""
    actions.read(pk=pk, now=timezone.now())


@shared_task(name="speeches.sweep")
def sweep() -> None:
    """Read what nobody is reading: messages get lost, workers die."""
    waiting = Speech.objects.unread(timezone.now()).order_by("id").values_list("pk", flat=True)
    for pk in waiting[:3]:
        actions.read(pk=pk, now=timezone.now())


def read_soon(pk: int) -> None:
    """Ask for reading once the transaction is committed; a queue that is down does not hurt the page."""
    transaction.on_commit(lambda: read.delay(pk), robust=True)
