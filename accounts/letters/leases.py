"""Who may send a letter now: a lease with a token. Only the holder of the token settles the letter's state."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from accounts.letters.answers import ATTEMPTS, BACK_OFF
from accounts.letters.models import Letter, LetterState

LEASE = timedelta(minutes=5)
# What the last look may change; written back only when it did (a page of HTML costs the database more than the mark).
WORDS = ("subject", "text", "html", "calendar", "address")
ERASED = "本信含一次性凭证，发出或停发后内容已清除。"


@transaction.atomic
def claim(*, limit: int, now: datetime) -> list[Letter]:
    """Lease up to `limit` letters that are due, oldest first; also those whose lease ran out before they were settled.

    Two processes never get the same letter: PostgreSQL skips locked rows, SQLite lets one transaction write at a time.
    """
    due = Q(state=LetterState.QUEUED, not_before__lte=now) | Q(state=LetterState.SENDING, lease_until__lte=now)
    rows = Letter.objects.select_for_update(skip_locked=True).filter(due).order_by("not_before", "id")
    ids = list(rows.values_list("pk", flat=True)[:limit])
    token = secrets.token_hex(16)
    Letter.objects.filter(pk__in=ids).update(state=LetterState.SENDING, lease_until=now + LEASE, lease_token=token)
    leased = list(Letter.objects.filter(pk__in=ids).select_related("to").order_by("not_before", "id"))
    for letter in leased:
        letter.as_leased = {name: getattr(letter, name) for name in WORDS}
    return leased


def sent(letters: list[Letter], *, at: datetime) -> int:
    """The server has taken the letters of one claim (with the words that were really sent; what held a secret is erased).

    Returns how many leases were still ours. Those that say what they said when they were leased are marked in one statement.
    """
    said = {letter.pk: _changed(letter) | _without_secret(letter) for letter in letters}
    alike = [letter for letter in letters if not said[letter.pk]]
    values = {"state": LetterState.SENT, "sent_at": at, "answer": ""}
    return _settle(*alike, **values) + sum(_settle(letter, **values, **said[letter.pk]) for letter in letters if said[letter.pk])


def cancelled(letter: Letter, *, why: str) -> bool:
    """It was no longer wanted when its turn came."""
    return _settle(letter, state=LetterState.CANCELLED, answer=why, **_without_secret(letter))


def failed(letter: Letter, *, answer: str) -> bool:
    """It cannot be delivered: 未送达, for a human eye."""
    return _settle(letter, state=LetterState.FAILED, answer=answer, attempts=letter.attempts + 1, **_without_secret(letter))


def again(letter: Letter, *, answer: str, now: datetime) -> bool:
    """Back into the queue with a longer wait each time; after the last attempt it has failed."""
    if letter.attempts + 1 >= ATTEMPTS:
        return failed(letter, answer=answer)
    wait = BACK_OFF[letter.attempts]
    return _settle(letter, state=LetterState.QUEUED, answer=answer, attempts=letter.attempts + 1, not_before=now + wait)


def later(letter: Letter, *, until: datetime) -> bool:
    """Not now: the sending window is closed until then. No attempt is counted."""
    return _settle(letter, state=LetterState.QUEUED, not_before=until)


def released(letters: list[Letter], *, answer: str = "") -> None:
    """Leased but not tried: due again at once, and no attempt is counted."""
    said = {"answer": answer} if answer else {}
    for letter in letters:
        _settle(letter, state=LetterState.QUEUED, **said)


def _without_secret(letter: Letter) -> dict[str, str]:
    """What stays of a letter that nobody will send again, when it held a secret: no words."""
    return {"text": ERASED, "html": ""} if letter.kind in settings.LETTERS_WITH_A_SECRET else {}


def _changed(letter: Letter) -> dict[str, str]:
    """What the last look has put right in the words."""
    return {name: getattr(letter, name) for name in WORDS if getattr(letter, name) != letter.as_leased[name]}


def _settle(*letters: Letter, **values) -> int:
    """Change the rows of one claim only while their lease is still ours; returns how many: the others, another process has taken over."""
    if not letters:
        return 0
    mine = Letter.objects.filter(pk__in=[letter.pk for letter in letters], state=LetterState.SENDING)
    mine = mine.filter(lease_token=letters[0].lease_token)
    for letter in letters:
        letter.lease_token = ""  # settled one way or the other: no longer ours
    return mine.update(lease_until=None, lease_token="", **values)
