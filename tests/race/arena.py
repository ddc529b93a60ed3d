"""The place of the races: the office behind all doors with a crowd in it, in a database that is put back before each heat."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.db import connections, transaction

from accounts.models import User
from accounts.roles import Role
from tests import factories
from tests.client import TrailClient
from tests.doors import probe, snapshot
from tests.doors.door import CALLERS, Caller, Door, Place, expected
from tests.doors.stage import Spot, build
from tests.race import keep, more

MOST = 32
PEOPLE = 8  # who hold each post beside the caller; of 32 racers each has four pages open in his browser
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NOBODY = next(caller for caller in CALLERS if not caller.signed_in)


class Arena:
    """The stage, and for each caller 32 pages of his own and 32 of people who hold the same post."""

    def __init__(self) -> None:
        self.own: dict[str, list[str]] = {NOBODY.name: [""] * MOST}
        self.crowd: dict[str, list[str]] = {NOBODY.name: [""] * MOST}
        with transaction.atomic():  # thousands of rows: one commit
            stage = build()
            for caller in CALLERS:
                if caller.role:
                    session = SessionStore(stage.cookies[caller.name].partition("=")[2])
                    user = User.objects.get(pk=session["_auth_user_id"])
                    if caller.role == Role.AUDIT_ADMIN:
                        more.with_a_password(user)
                    self.own[caller.name] = _pages([user], session["import"])
                    self.crowd[caller.name] = _pages(_colleagues(user, caller.role), session["import"])
            self.targets = stage.targets | more.targets(stage)
        self.files = snapshot.kept()
        keep.keep()

    def put_back(self) -> None:
        """Everything as it was."""
        connections.close_all()
        cache.clear()
        keep.put_back()
        if snapshot.names() != sorted(self.files):
            snapshot.restore(self.files)

    def places(self, door: Door) -> list[tuple[Place, Spot]]:
        """The objects of a door that are there."""
        found = self.targets[door.target] if door.target else {Place.ANY: Spot()}
        return list(found.items())

    def entry(self, door: Door) -> tuple[Caller, str, Spot]:
        """Somebody who may, and the address and object to which he comes."""
        for place, spot in self.places(door):
            for caller in CALLERS:
                may = door.open if not caller.signed_in else bool(caller.role) and door.admits(caller, place)
                if may and expected(door, caller, place, "POST") == door.done:
                    return caller if caller.role else NOBODY, probe.address(door, spot), spot
        raise LookupError(f"{door}: nobody may")


def _colleagues(user: User, role: Role) -> list[User]:
    """Others with the same post; a unit has one secretary, who has many pages open."""
    if role == Role.UNIT_SECRETARY:
        return [user]
    unit = user.posts.get(role=role).unit
    return [factories.post(role, unit).user for _ in range(PEOPLE)]


def _pages(people: Sequence[User], upload: str) -> list[str]:
    """The cookie that goes with each of 32 pages, the people by turns; a sheet waits for its confirmation in every session."""
    found = []
    for user in people:
        client = TrailClient()
        client.force_login(user, backend=BACKEND)
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        session = SessionStore(key)
        session["import"] = upload
        session.save()
        found.append(f"{settings.SESSION_COOKIE_NAME}={key}")
    return [found[n % len(found)] for n in range(MOST)]
