"""A person's sessions that are still open."""

from importlib import import_module

from django.conf import settings
from django.utils.crypto import constant_time_compare

from accounts.sessions.models import Session


def lives(row: Session, user) -> bool:
    """True while the session is there and neither the password nor the round has changed since."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    return constant_time_compare(row.round, user.get_session_auth_hash()) and store().exists(row.key)


def of(user) -> list[Session]:
    """The open sessions, the last used first."""
    return [row for row in user.open_sessions.all() if lives(row, user)]
