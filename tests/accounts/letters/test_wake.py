"""The hint after a commit: letters leave at once when the worker hears it, within a minute when it does not."""

import time

import pytest
from django.db import transaction

from accounts.letters.deliver import deliver
from accounts.letters.jobs import deliver_letters
from accounts.letters.waking import wake
from tests.accounts.letters.outbox import NOW, states


@pytest.mark.django_db(transaction=True)
def test_a_hint_that_nobody_can_hear_costs_the_page_no_error_and_hardly_any_time(settings, letters):
    letters(1)
    began = time.monotonic()
    with transaction.atomic():
        wake()
    assert time.monotonic() - began < 2
    assert states() == {"queued": 1}


def test_a_change_that_is_taken_back_gives_no_hint(django_capture_on_commit_callbacks, db):
    with django_capture_on_commit_callbacks() as callbacks, pytest.raises(ZeroDivisionError), transaction.atomic():
        wake()
        raise ZeroDivisionError
    assert callbacks == []


def test_the_job_delivers_what_is_due(server, letters, day_and_night):
    letters(3, not_before=NOW)
    deliver_letters()
    assert states() == {"sent": 3}
    assert deliver(limit=9, now=NOW) == {}
