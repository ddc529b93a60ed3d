"""The small office, the commissioning speech, and a clock."""

from datetime import UTC, datetime

import pytest
from django.conf import settings as django_settings

from speeches import actions
from speeches.models import Speech
from tests.factories import Office, office

SEED = django_settings.BASE_DIR / "speeches" / "samples" / "00-seed-speech.txt"
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Files of a test go to a folder of its own."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def small(db) -> Office:
    """The small office."""
    return office()


@pytest.fixture
def received(small) -> Speech:
    """The speech as received, not yet read."""
    return actions.receive(data=SEED.read_bytes(), name=SEED.name, now=NOW, by=small.admin)


@pytest.fixture
def seed(received) -> Speech:
    """The speech, read as one whose text was entered by hand: opening the file in a child process has tests of its own."""
    Speech.objects.filter(pk=received.pk).update(text=SEED.read_bytes().decode())
    return actions.read(pk=received.pk, now=NOW)
