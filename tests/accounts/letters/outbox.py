"""What the tests of the outbox share."""

from collections import Counter
from datetime import UTC, datetime

from accounts.letters.models import Letter

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def states() -> Counter:
    """How many letters are in which state."""
    return Counter(Letter.objects.values_list("state", flat=True))
