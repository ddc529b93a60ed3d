"""Right before letters leave, the rooms that posted them are asked whether they are still wanted (settings.LETTER_STILL_WANTED)."""

import time
from collections import defaultdict
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.letters.models import Letter

# A look at many letters at once costs one query instead of one a letter; what it says is believed for so long.
HOLDS_SECONDS = 1.0
DONE_MEANWHILE = "所述事项已办理，不再发送"


class LastLook:
    """What the rooms say of the letters of a batch; asked anew for those still to come when the answer has aged."""

    def __init__(self, batch: list[Letter]) -> None:
        self.batch = batch
        self.taken = float("-inf")
        self.unwanted: set[int] = set()
        self.fresh: set[int] = set()

    def why_not(self, place: int, now: datetime) -> str:
        """Why the letter at this place of the batch is not wanted any more, or empty. Raises what its room's check raises."""
        letter = self.batch[place]
        if letter.kind not in settings.LETTER_STILL_WANTED:
            return ""
        if time.monotonic() - self.taken > HOLDS_SECONDS:
            self._ask(self.batch[place:], now)
        if letter.pk not in self.fresh:  # the room failed when asked for all: then this one's own fault is its own
            return "" if letter.pk in _check(letter.kind)([letter], now) else DONE_MEANWHILE
        return DONE_MEANWHILE if letter.pk in self.unwanted else ""

    def _ask(self, letters: list[Letter], now: datetime) -> None:
        by_kind = defaultdict(list)
        for letter in letters:
            by_kind[letter.kind].append(letter)
        self.taken, self.unwanted, self.fresh = time.monotonic(), set(), set()
        for kind in by_kind.keys() & settings.LETTER_STILL_WANTED.keys():
            asked = {letter.pk for letter in by_kind[kind]}
            try:
                wanted = _check(kind)(by_kind[kind], now)
            except Exception:  # noqa: BLE001, S112 - asked one by one, each letter gets its own answer
                continue
            self.fresh |= asked
            self.unwanted |= asked - wanted


def _check(kind: str):
    """The room's `(letters, now) -> set of primary keys still wanted`; it may put letters' words right in place."""
    return import_string(settings.LETTER_STILL_WANTED[kind])
