"""What one row of the table says, and what follows from it for each caller. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from accounts.roles import Role

SIGN_IN = "/sign-in/"
ROLES = frozenset(Role)
# Whoever is signed in, also without a post.
SIGNED_IN = ROLES | {None}
# Their rights extend over every unit (a statement of its own, not taken from roles.py).
EVERYWHERE = frozenset({Role.COUNTY_LEADER, Role.OFFICE_ADMIN, Role.SUPERVISOR})


class Place(StrEnum):
    """Where the object of a request lies, seen from organ A, in which the callers of a unit hold their posts."""

    ANY = "of no unit"
    OWN = "of organ A"
    BELOW = "of A's branch"
    OTHER = "of organ B"
    MISSING = "that does not exist"


@dataclass(frozen=True)
class Door:
    """One URL with one kind of object: `get` and `done` are what those in `who` get who reach the object.

    `reach`: only these reach the object at all (None: everybody whose units it belongs to). `post` None: a page that is only read.
    `instead`: another success for some roles. `open`: needs no sign-in; `signed_in` is then the answer to people who are.
    `changes`: False when a valid POST leaves the business tables as they are, None when it depends on who asks.
    `part`: what htmx gets for a POST that sends others on to a page (None: the same).
    """

    name: str
    target: str = ""
    who: frozenset[Role | None] = frozenset()
    get: int = 200
    post: Mapping[str, Any] | None = None
    done: int = 302
    reach: frozenset[Role] | None = None
    instead: Mapping[Role, int] = field(default_factory=dict)
    open: bool = False
    signed_in: int | None = None
    changes: bool | None = True
    part: int | None = None

    def __str__(self) -> str:
        return f"{self.name}[{self.target}]" if self.target else self.name

    def plain(self, method: str) -> int:
        """The answer to somebody who may; a page that is only read takes no POST."""
        if method == "POST":
            return 405 if self.post is None else self.done
        return self.get

    def admits(self, caller: "Caller", place: Place) -> bool:
        """True when this caller comes to the object at all."""
        if self.open:
            return not (caller.signed_in and self.signed_in)
        return caller.signed_in and caller.role in self.who and caller.reaches(self, place)


@dataclass(frozen=True)
class Caller:
    """Somebody who asks: a role held in some place (None: no post), or nobody at all."""

    name: str
    role: Role | None = None
    places: frozenset[Place] = frozenset()
    signed_in: bool = True

    def reaches(self, door: Door, place: Place) -> bool:
        """True when the object lies within this caller's reach."""
        if place == Place.MISSING or (door.reach is not None and self.role not in door.reach):
            return False
        return place == Place.ANY or self.role in EVERYWHERE or place in self.places


def expected(door: Door, caller: Caller, place: Place, method: str) -> int:
    """The status that the table wants; 302 for somebody who is not signed in leads to the sign-in page."""
    plain = door.plain(method)
    if door.open:
        return door.signed_in if caller.signed_in and door.signed_in else plain
    if not caller.signed_in:
        return 302
    if plain == 405:
        return 405
    if caller.role not in door.who:
        return 403
    if not caller.reaches(door, place):
        return 404
    return door.instead.get(caller.role, plain)


OF_A = frozenset({Place.OWN, Place.BELOW})
CALLERS = (
    Caller("nobody signed in", signed_in=False),
    Caller("a closed account", signed_in=False),
    Caller("a person without a post"),
    Caller("a clerk until yesterday"),
    Caller("county leader", Role.COUNTY_LEADER),
    Caller("office administrator", Role.OFFICE_ADMIN),
    Caller("supervisor", Role.SUPERVISOR),
    Caller("secretary of A", Role.UNIT_SECRETARY, OF_A),
    Caller("leader of A", Role.UNIT_LEADER, OF_A),
    Caller("clerk of A", Role.UNIT_CLERK, OF_A),
    Caller("secretary of A's branch", Role.UNIT_SECRETARY, frozenset({Place.BELOW})),
    Caller("system administrator", Role.SYSTEM_ADMIN),
    Caller("security administrator", Role.SECURITY_ADMIN),
    Caller("audit administrator", Role.AUDIT_ADMIN),
)
