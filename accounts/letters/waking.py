"""Tell the worker that a letter is waiting: for views after which somebody sits and waits for it (a code, a test letter)."""

from celery import current_app
from django.db import transaction


def wake() -> None:
    """A hint after the commit, to the job by its name. Losing it costs a minute, never a letter."""
    transaction.on_commit(lambda: current_app.send_task("accounts.letters.deliver", ignore_result=True), robust=True)
