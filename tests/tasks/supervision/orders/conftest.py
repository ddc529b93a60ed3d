"""A small office on a Tuesday, with matters that are late."""

from datetime import date

import pytest
import time_machine

from accounts.models import Post
from tests.factories import Office, office
from tests.tasks.supervision.matters import clock

ON = date(2026, 11, 24)


@pytest.fixture
def small(db):
    """The office at ten o'clock."""
    with time_machine.travel(clock(ON, 10), tick=False):
        yield office()


@pytest.fixture
def to(small: Office) -> Post:
    """The secretary of A."""
    return Post.objects.get(user=small.a.secretary)
