"""What pages show of letters."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, QuerySet

from accounts.letters.models import Letter, LetterState
from accounts.trail.queries import of

# A minute's tick and a busy server explain less than this.
STANDS_STILL_AFTER = timedelta(minutes=10)
WAITING = (LetterState.QUEUED, LetterState.SENDING)


def notices(user) -> QuerySet[Letter]:
    """What was written to the person and may be read here; letters that hold a secret live in the mailbox only."""
    return Letter.objects.filter(to=user).exclude(kind__in=settings.LETTERS_WITH_A_SECRET).order_by("-id")


def unread(user) -> int:
    """How many of them the person has not opened here."""
    return notices(user).filter(read_at=None).count()


def stands_still_since(now: datetime) -> datetime | None:
    """When the oldest letter that should be out by now was due; None while mail flows."""
    late = Letter.objects.filter(state__in=WAITING, not_before__lt=now - STANDS_STILL_AFTER)
    return late.order_by("not_before").values_list("not_before", flat=True).first()


@dataclass(frozen=True)
class Traffic:
    """Letters by state, the last answer of a server, and one's own try-outs."""

    counts: dict[str, int]
    answer: str
    tries: list[Letter]


def traffic(user) -> Traffic:
    """How mail runs, for the page of the mail settings: three queries."""
    counts = dict(Letter.objects.order_by().values_list("state").annotate(Count("pk")))
    shown = {label: counts.get(state, 0) for state, label in LetterState.choices}
    answer = (
        Letter.objects.exclude(answer="")
        .exclude(state=LetterState.CANCELLED)
        .order_by("-id")
        .values_list("answer", flat=True)
        .first()
        or ""
    )
    return Traffic(shown, answer, list(Letter.objects.filter(to=user, kind="try_out").order_by("-id")[:5]))


def undelivered() -> QuerySet[Letter]:
    """未送达, newest first."""
    return Letter.objects.filter(state=LetterState.FAILED).select_related("to").order_by("-id")


def was_undelivered(pk: int) -> Letter | None:
    """A letter that is 未送达, or was until somebody sent it once more; None for any other."""
    letter = Letter.objects.exclude(kind__in=settings.LETTERS_WITH_A_SECRET).select_related("to").filter(pk=pk).first()
    known = letter and (letter.state == LetterState.FAILED or of(letter).filter(act="重新发信").exists())
    return letter if known else None
