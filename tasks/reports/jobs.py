"""The worker makes large files on the queue `report`; the rows say what is left, so a lost message only costs a minute."""

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from tasks.reports import exporting
from tasks.reports.models import Export

AT_ONCE = 5


# Shorter than the lease (tasks.exchange.actions.leases): a slow worker is ended before another takes its file.
@shared_task(name="tasks.reports.make", soft_time_limit=300, time_limit=360)
def make(pk: int) -> None:
    """Make one file, if it still waits."""
    exporting.make(pk=pk, now=timezone.now())


@shared_task(name="tasks.reports.sweep")
def sweep() -> None:
    """Make what nobody is making; old files go."""
    now = timezone.now()
    exporting.clear(now=now)
    for pk in Export.objects.waiting(now).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]:
        make.delay(pk)


def soon(pk: int) -> None:
    """Ask for a file once the transaction is committed; a queue that is down does not hurt the page."""
    transaction.on_commit(lambda: make.delay(pk), robust=True)
