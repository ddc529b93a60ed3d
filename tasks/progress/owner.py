"""The mark on a shown form: whose it is and for which matter, so that typed text outlives the session. It opens nothing to read."""

from django.core import signing

SALT = "tasks.progress.owner"
HOURS_72 = 72 * 3600


def mark(*, user: int, assignment: int) -> str:
    """The signed mark for the form that `user` is shown."""
    return signing.dumps([user, assignment], salt=SALT, compress=True)


def read(said: str) -> tuple[int, int] | None:
    """(user, assignment) of a mark that is ours and not older than three days."""
    try:
        user, assignment = signing.loads(said, salt=SALT, max_age=HOURS_72)
    except signing.BadSignature:
        return None
    return user, assignment
