"""Trail rows in bulk, for offices that are filled for trying."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.conf import settings
from django.utils import timezone

from accounts.models import Entry, User
from accounts.trail.standalone import digest

BATCH = 5000


def keep_trail(rows: Iterable[tuple[Any, str, User | None, dict]]) -> None:
    """One unsealed trail row for each act, in bulk: the sealing job takes them in order afterwards."""
    now = timezone.now()
    entries = (_entry(target, act, by, after, now) for target, act, by, after in rows)
    while batch := list(islice(entries, BATCH)):
        Entry.objects.bulk_create(batch)


def _entry(target: Any, act: str, by: User | None, after: dict, now: datetime) -> Entry:
    said = {name: str(value) if isinstance(value, date) else value for name, value in after.items()}
    entry = Entry(
        at=now, by=by, post="演练", act=act, target_type=target._meta.label_lower, target_id=target.pk, target_label=str(target)[:200],
        after=said, alg=settings.TRAIL_HASH, salt=secrets.token_hex(16),
    )  # fmt: skip
    entry.digest = digest(entry.salt, vars(entry), entry.alg)
    return entry
