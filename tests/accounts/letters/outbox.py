"""What the tests of the outbox share."""

from collections import Counter
from datetime import UTC, datetime

from accounts.letters.models import Letter

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def states() -> Counter:
    """How many letters are in which state."""
    return Counter(Letter.objects.values_list("state", flat=True))


class Pager:
    """Another way out than e-mail: it reaches people by account, and keeps what it was handed."""

    handed: list[tuple[str, str]] = []
    grants = 99
    lines: set["Pager"] = set()

    def open(self) -> None:
        """Always there, for as many lines at once as are granted."""
        if len(Pager.lines | {self}) > Pager.grants:
            raise ConnectionRefusedError("421 too many connections")
        Pager.lines.add(self)

    def compose(self, letter: Letter) -> Letter:
        """A pager shows what stands there."""
        return letter

    def send(self, letter: Letter) -> None:
        """Keep it; somebody called "away" cannot be reached just now."""
        if letter.to.name == "away":
            raise TimeoutError("no answer")
        Pager.handed.append((letter.address, letter.subject))

    def close(self) -> None:
        """The line is free for others."""
        Pager.lines.discard(self)

    def reach(self, letter: Letter) -> str:
        """The account's name; nobody needs a mailbox."""
        return letter.to.username
