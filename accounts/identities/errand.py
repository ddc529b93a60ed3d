"""What a browser was sent to the provider for: remembered in its session under `state`, good for ten minutes and one return."""

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime

STORE, GOOD_FOR, MOST = "accounts.identities", 600, 5
# The subject that came back for an account that is to be linked, and when: it waits for its owner's confirmation.
FOUND = "accounts.identities.found"


@dataclass(frozen=True)
class Errand:
    """`user` is the account to be linked (None: to sign in); `next` is where to go on after signing in."""

    nonce: str
    verifier: str
    at: float
    user: int | None = None
    next: str | None = None


def begin(session, *, now: datetime, user: int | None = None, next: str | None = None) -> tuple[str, Errand]:
    """The state and the errand; of several pages the last five are remembered."""
    state = secrets.token_urlsafe(24)
    errand = Errand(secrets.token_urlsafe(24), secrets.token_urlsafe(48), now.timestamp(), user, next)
    older = list(session.get(STORE, {}).items())[1 - MOST :]
    session[STORE] = dict([*older, (state, asdict(errand))])
    return state, errand


def end(session, state: str, now: datetime) -> Errand | None:
    """The errand that the state stands for, once; None when it is unknown, used up or too old."""
    kept = dict(session.get(STORE, {}))
    found = kept.pop(state, None)
    session[STORE] = kept
    errand = Errand(**found) if found else None
    return errand if errand and 0 <= now.timestamp() - errand.at <= GOOD_FOR else None


def found(session, now: datetime) -> str | None:
    """The subject that waits for the owner's confirmation; None when there is none or it is too old."""
    subject, at = session.get(FOUND, ["", 0])
    return subject if subject and 0 <= now.timestamp() - at <= GOOD_FOR else None
