"""The worker writes, compares and takes sheets; the rows' states say what is left to do, so a lost message only costs a minute."""

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from tasks.exchange import actions
from tasks.exchange.models import Reply, Sheet
from tasks.exchange.states import ReplyState

AT_ONCE = 5


@shared_task(name="tasks.exchange.make", soft_time_limit=300, time_limit=360)
def make(pk: int) -> None:
    """Write one sheet's file, if it still waits."""
    actions.make(pk=pk, now=timezone.now())


@shared_task(name="tasks.exchange.read", soft_time_limit=120, time_limit=150)
def read(pk: int) -> None:
    """Compare one reply, if it still waits."""
    actions.read(pk=pk, now=timezone.now())


@shared_task(name="tasks.exchange.take", soft_time_limit=300, time_limit=360)
def take(pk: int) -> None:
    """Take some rows of a reply, and ask for the rest."""
    if actions.take_some(pk=pk, now=timezone.now()):
        take.delay(pk)


@shared_task(name="tasks.exchange.sweep")
def sweep() -> None:
    """Do what nobody is doing: messages get lost, workers die. Old sheets go."""
    now = timezone.now()
    actions.clear(now=now)
    for pk in Sheet.objects.waiting(now).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]:
        make.delay(pk)
    for pk, state in Reply.objects.waiting(now).order_by("pk").values_list("pk", "state")[:AT_ONCE]:
        (read if state == ReplyState.RECEIVED else take).delay(pk)


def soon(job, pk: int) -> None:
    """Ask for `job` once the transaction is committed; a queue that is down does not hurt the page."""
    transaction.on_commit(lambda: job.delay(pk), robust=True)
