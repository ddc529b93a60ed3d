"""The link of a letter: it names one matter and the person to whom the letter went, opens nothing else, and lives 14 days."""

from datetime import timedelta

from django.core import signing
from django.urls import reverse

SALT = "tasks.bylink"
LIFE = timedelta(days=14)


def matter_path(assignment: int, to: int) -> str:
    """The path for a letter about the assignment (primary key) to a person (primary key)."""
    return reverse("bylink:matter", args=[signing.dumps([assignment, to], salt=SALT, compress=False)])


def read_token(token: str) -> tuple[int, int] | None:
    """(assignment, person) of a link; None when it is forged or older than 14 days."""
    try:
        assignment, to = signing.loads(token, salt=SALT, max_age=LIFE)
        return int(assignment), int(to)
    except (signing.BadSignature, ValueError, TypeError):
        return None
