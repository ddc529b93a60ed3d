"""A matter of organ A that is 办理中; files go to a folder of the test's own; the day is the stage's."""

import pytest
import time_machine

from tasks.items.models import Assignment
from tests.tasks.conftest import NOW
from tests.tasks.unit_day import active


@pytest.fixture
def matter(small, settings, tmp_path) -> Assignment:
    """讲党课, accepted."""
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield active(small, "讲党课")[0]
