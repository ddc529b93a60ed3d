"""The mark on a shown form: whose it is and for which report, so that typed text outlives the session. It opens nothing to read."""

from django.core import signing

SALT = "tasks.duty_reports.owner"
HOURS_72 = 72 * 3600


def mark(*, user: int, report: int) -> str:
    """The signed mark for the form that `user` is shown."""
    return signing.dumps([user, report], salt=SALT, compress=True)


def read(said: str) -> tuple[int, int] | None:
    """(user, report) of a mark that is ours and not older than three days."""
    try:
        user, report = signing.loads(said, salt=SALT, max_age=HOURS_72)
    except signing.BadSignature:
        return None
    return user, report
