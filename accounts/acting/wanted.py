"""Asked right before a letter about 代办 leaves (settings.LETTER_STILL_WANTED)."""

from datetime import datetime

from django.utils import timezone

from accounts.acting.models import Acting
from accounts.letters.models import Letter


def still_wanted(letters: list[Letter], now: datetime) -> set[int]:
    """Those (primary keys) that still say what is so."""
    return {letter.pk for letter in letters if _still_so(letter, now)}


def _still_so(letter: Letter, now: datetime) -> bool:
    """What was given and taken back before anybody read of it, or is over by now, need not be told as given."""
    acting = Acting.objects.filter(pk=letter.data["acting"]).first()
    return letter.data["ended"] or bool(acting and acting.revoked_at is None and acting.valid_to >= timezone.localdate(now))
