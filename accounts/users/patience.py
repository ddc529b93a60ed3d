"""An account whose password is tried from many addresses: every further try waits some seconds. A delay, never a lock.

axes locks a pair of name and address, so guessing from a thousand addresses would cost nothing. From the twentieth failure in half an hour on,
whatever the address, the sign-in page first answers with a ticket and asks for the password again after ten seconds; no process sleeps meanwhile.
Whoever has signed in to the account from this address before does not wait. Names that do not exist are treated alike.
"""

from datetime import datetime, timedelta

from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.core import signing
from django.db.models import Count, Max, QuerySet, Sum

SALT = "accounts.users.patience"
FREE, WAIT, GOOD_FOR = 20, 10, 300
REMEMBERED = timedelta(days=90)


def seconds(*, username: str, address: str, ticket: str, now: datetime) -> int:
    """How long this try must still wait; 0: it may go on to the password."""
    if tried(now).filter(username=username, failures__gte=FREE).count() == 0 or _usual(username, address, now):
        return 0
    waited = now.timestamp() - _issued(username, address, ticket, now)
    return 0 if WAIT <= waited <= GOOD_FOR else WAIT if waited > GOOD_FOR else int(WAIT - waited) + 1


def ticket(*, username: str, address: str, now: datetime) -> str:
    """A proof of when the waiting began, for this name at this address."""
    return signing.dumps([username, address, now.timestamp()], salt=SALT)


def tried(now: datetime) -> QuerySet:
    """Account names with their failures of the last half hour over all addresses, and how many addresses those were."""
    since = now - timedelta(hours=settings.AXES_COOLOFF_TIME)
    recent = AccessAttempt.objects.filter(attempt_time__gt=since).order_by()
    return recent.values("username").annotate(
        failures=Sum("failures_since_start"), addresses=Count("ip_address", distinct=True), last=Max("attempt_time")
    )


def _usual(username: str, address: str, now: datetime) -> bool:
    logs = AccessLog.objects.filter(username=username, ip_address=address or None, attempt_time__gt=now - REMEMBERED)
    return logs.exists()


def _issued(username: str, address: str, ticket: str, now: datetime) -> float:
    """When the waiting began (Unix seconds); long ago when the ticket is another one's, forged, or was used up by a wrong password."""
    try:
        name, place, issued = signing.loads(ticket, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return 0
    failed = AccessAttempt.objects.filter(username=username, ip_address=address or None).aggregate(last=Max("attempt_time"))["last"]
    used_up = failed is not None and failed.timestamp() >= issued
    return issued if (name, place) == (username, address) and not used_up else 0
