"""What the worker is told when a code was asked for: whoever waits for six figures should not wait for the next tick."""

from celery import current_app
from django.db import transaction


def hurry() -> None:
    """A hint after the commit that a letter is waiting (accounts.letters.deliver, by its name). Losing it costs a minute."""
    transaction.on_commit(lambda: current_app.send_task("accounts.letters.deliver", ignore_result=True), robust=True)
