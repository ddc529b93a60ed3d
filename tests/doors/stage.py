"""The office behind the doors: everything that an address can name, once of organ A, of its branch and of organ B."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore

from accounts.models import User
from tests.client import TrailClient
from tests.doors import (
    ballots,
    bulletins,
    day,
    duties,
    duty_reports,
    leaders,
    office_desk,
    orders,
    people,
    rectification,
    requests,
    results,
    scores,
    sheets,
    snapshot,
    work,
)
from tests.doors.door import CALLERS, Place
from tests.factories import Office, office


@dataclass(frozen=True)
class Spot:
    """One object: what stands in its address, and the hidden fields that its page would send along."""

    kwargs: dict[str, Any] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)
    query: str = ""


@dataclass(frozen=True)
class Stage:
    """The office, a session for each caller, the objects by name and place, and how everything looked at first."""

    small: Office
    cookies: dict[str, str]
    targets: dict[str, dict[Place, Spot]]
    snapshot: dict[str, str]
    files: dict[str, bytes]


def build() -> Stage:
    """Make it by the real actions; takes about a second."""
    small = office()
    crowd = people.make(small)
    found = people.targets(small, crowd) | work.targets(small) | duties.targets(small) | day.targets(small) | sheets.targets(small)
    found |= office_desk.targets(small) | requests.targets(small) | orders.targets(small)
    found |= scores.targets(small, {Place.OWN: small.a.unit, Place.BELOW: small.branch, Place.OTHER: small.b.unit})
    found |= ballots.targets(small) | bulletins.targets(small) | rectification.targets(small)
    found |= results.targets(small)
    found |= leaders.targets(small)
    found |= duty_reports.targets(small)
    targets = {name: {place: Spot(*spot) for place, spot in places.items()} for name, places in found.items()}
    who = _callers(small, crowd)
    cookies = {caller.name: _session(who.get(caller.name), crowd.upload) for caller in CALLERS}
    crowd.close_the_account()
    return Stage(small, cookies, targets, snapshot.take(), snapshot.kept())


def _callers(small: Office, crowd: people.Crowd) -> dict[str, User]:
    """Who stands for each caller."""
    return {
        "a closed account": crowd.closed,
        "a person without a post": crowd.postless,
        "a clerk until yesterday": crowd.former,
        "county leader": small.county_leader,
        "office administrator": small.admin,
        "supervisor": small.supervisor,
        "secretary of A": small.a.secretary,
        "leader of A": small.a.leader,
        "clerk of A": small.a.clerk,
        "secretary of A's branch": small.branch_secretary,
        "system administrator": small.system_admin,
        "security administrator": small.security_admin,
        "audit administrator": small.audit_admin,
    }


def _session(user: User | None, upload: str) -> str:
    """The cookie of a person who has signed in; a sheet waits for its confirmation in every session."""
    if user is None:
        return ""
    client = TrailClient()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    session = SessionStore(key)
    session["import"] = upload
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={key}"
