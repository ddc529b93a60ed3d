"""The small office on a Tuesday at ten."""

import pytest
import time_machine

from tests.factories import Office, office
from tests.tasks.bulletins.making import ON
from tests.tasks.supervision.matters import clock


@pytest.fixture
def small(db) -> Office:
    with time_machine.travel(clock(ON, 10), tick=False):
        yield office()
