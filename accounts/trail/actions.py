"""Write the trail."""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from accounts.holding import in_words
from accounts.trail.models import Entry
from accounts.trail.standalone import digest

_history: ContextVar[datetime | None] = ContextVar("history", default=None)


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    """Only for making a demo's history: rows written inside bear `moment` as their time. Their place in the chain stays true."""
    token = _history.set(moment)
    try:
        yield
    finally:
        _history.reset(token)


def record(
    *,
    act: str,
    target: models.Model,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    note: str = "",
    at: datetime | None = None,
    by,
) -> Entry:
    """Add one row for what is being done to `target`; call it inside the transaction that does it.

    `act` is a short Chinese verb as people see it (签收, 印发); `before` / `after` hold the changed fields only; `by` is a User or
    None for the system itself.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("trail.record must run in the transaction of the change it records")
    entry = Entry(
        at=at or _history.get() or timezone.now(),
        by=by,
        post=in_words(by)[:200] if by else "系统",
        act=act,
        target_type=target._meta.label_lower,
        target_id=target.pk,
        target_label=str(target)[:200],
        before=before,
        after=after,
        note=note,
        alg=settings.TRAIL_HASH,
        salt=secrets.token_hex(16),
    )
    entry.before, entry.after = _plain(entry, "before"), _plain(entry, "after")
    entry.digest = digest(entry.salt, vars(entry), entry.alg)
    entry.save(force_insert=True)
    return entry


def _plain(entry: Entry, name: str) -> Any:
    """The JSON value as the database will give it back (dates as strings), so that the digest can be checked later.

    Fractions become text: a database may spell a number in another way than it was given.
    """
    value = getattr(entry, name)
    if value is None:
        return None
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder), parse_float=str)
