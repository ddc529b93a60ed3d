"""A unit's score with its arithmetic: what each line counted, down to each assignment. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tasks.assessment.adjusting import Adjustment, Veto, signed
from tasks.assessment.scoring.facts import Alike

NOTHING = "无可考核事项"


class Entry(NamedTuple):
    """One assignment or piece inside a line: whether it counts for the indicator, and why in a few words.

    `assignment` is 0 for a piece, whose `key`, `title` and day then name it.
    """

    assignment: int
    weight: Decimal
    counted: bool
    word: str
    key: str = ""
    title: str = ""
    on: date | None = None


class Share(NamedTuple):
    """What a line says the same of: assignments, or one piece (worth 1, without assignments). `sum`: what they are worth together."""

    counted: bool
    word: str
    parts: Sequence[Alike]
    size: int
    sum: Decimal
    key: str = ""
    title: str = ""
    on: date | None = None

    @property
    def assignments(self) -> list[tuple[int, Decimal]]:
        """Ids with weights, in the order of the ids."""
        return sorted(pair for part in self.parts for pair in zip(part.assignments, part.weights, strict=True))


@dataclass(frozen=True)
class Line:
    """One indicator of one unit: weights reached out of weights to be reached, times the indicator's weight."""

    indicator: str
    formula: str
    weight: Decimal
    numerator: Decimal
    denominator: Decimal
    value: Decimal
    sentence: str
    shares: tuple[Share, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Down to each assignment."""
        return unfolded(self.shares)

    @property
    def assignments(self) -> tuple[int, ...]:
        """Ids of everything that the line looked at."""
        return tuple(entry.assignment for entry in self.entries if entry.assignment)


@dataclass(frozen=True)
class Result:
    """A unit's score (None when nothing could be assessed), its lines, and what was left out for which reason.

    `adjustment` is already in the total; `vetoes` never touch it: they cap the grade that is proposed.
    """

    total: Decimal | None
    lines: tuple[Line, ...]
    out: tuple[Share, ...]
    without_facts: tuple[str, ...] = ()
    adjustment: Adjustment | None = None
    vetoes: tuple[Veto, ...] = ()

    @property
    def left_out(self) -> tuple[Entry, ...]:
        """What does not count, down to each assignment, and why."""
        return unfolded(self.out)

    @property
    def sentence(self) -> str:
        """The sum as a reader writes it, with the indicators that had nothing to measure."""
        if self.total is None:
            return NOTHING
        names = "、".join(f"“{name}”" for name in self.without_facts)
        note = f"（{names}本期没有可考核的内容，权重按比例并入其他指标）" if names else ""
        lines = "＋".join(str(line.value) for line in self.lines)
        if self.adjustment is None:
            return f"{lines}＝{self.total}{note}"
        base = sum((line.value for line in self.lines), Decimal(0))
        bound = "，不超过100、不低于0" if base + self.adjustment.points != self.total else ""
        return f"{lines}＝{base}，加减分{signed(self.adjustment.points)}，得分{self.total}{bound}{note}"


def unfolded(shares: Iterable[Share]) -> tuple[Entry, ...]:
    """One entry for each assignment, in the order of their ids, then the pieces as they stand."""
    shares = list(shares)
    each = [Entry(pk, weight, share.counted, share.word) for share in shares for pk, weight in share.assignments]
    pieces = (Entry(0, one.sum, one.counted, one.word, one.key, one.title, one.on) for one in shares if not one.parts)
    return (*sorted(each), *pieces)
