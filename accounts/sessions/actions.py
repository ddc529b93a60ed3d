"""Sessions begin, are used, and are ended by their owner; an ended one is gone at the very next request."""

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.db import transaction

from accounts.sessions import devices, queries
from accounts.sessions.models import Session
from accounts.trail.actions import record

# What the session itself remembers: the row that stands for it, and when that was last touched (Unix seconds).
ROW, TOUCHED, BEGAN = "accounts.session", "accounts.session.seen", "accounts.session.began"
EVERY = timedelta(minutes=5)


@transaction.atomic
def begin(*, user, session, address: str, agent: str, now: datetime) -> Session:
    """Note a sign-in; rows of the same person whose sessions are over are swept away."""
    if not session.session_key:
        session.save()
    over = [row.pk for row in user.open_sessions.all() if not queries.lives(row, user)]
    user.open_sessions.filter(pk__in=over).delete()
    row, _ = Session.objects.update_or_create(
        key=session.session_key,
        defaults={
            "user": user, "round": user.get_session_auth_hash(), "address": address[:64], "device": devices.in_words(agent),
            "started_at": now, "seen_at": now,
        },
    )  # fmt: skip
    session[ROW], session[TOUCHED], session[BEGAN] = row.pk, now.timestamp(), now.timestamp()
    return row


def touch(*, session, now: datetime) -> None:
    """Note that the session is in use, at most every five minutes; sessions without a row are left alone."""
    row = session.get(ROW)
    if row and now.timestamp() - session.get(TOUCHED, 0) >= EVERY.total_seconds():
        session[TOUCHED] = now.timestamp()
        Session.objects.filter(pk=row).update(seen_at=now)


def over(*, session, idle: timedelta, longest: timedelta, now: datetime) -> bool:
    """True when the session lay idle for so long, or began so long ago (zero: never). Sessions without a row are left alone.

    Its use is noted every five minutes only: so many are added, and nobody is put out before his time.
    """
    if ROW not in session:
        return False
    seen = now.timestamp() - session.get(TOUCHED, 0)
    began = now.timestamp() - session.get(BEGAN, session.get(TOUCHED, 0))
    lay_idle = bool(idle) and seen > (idle + EVERY).total_seconds()
    return lay_idle or (bool(longest) and began > longest.total_seconds())


def keep(*, user, session) -> None:
    """The session goes on after the person changed the password; all others of hers are over."""
    Session.objects.filter(pk=session.get(ROW, 0), user=user).update(key=session.session_key, round=user.get_session_auth_hash())


@transaction.atomic
def end(*, rows: list[Session], by) -> int:
    """Sign these devices out; returns how many."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for row in rows:
        store(row.key).delete()
        row.delete()
    if rows:
        record(act="退出其他设备", target=by, after={"sessions": [str(row) for row in rows]}, by=by)
    return len(rows)
