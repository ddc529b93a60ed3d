"""How often the reader was right in this office: its proposals against what people decided. Pure.

Precision: of the pieces proposed as a kind, the share that people left so. Recall: of the pieces that people found to be of the kind,
the share that was proposed so. Both None where there is nothing to divide by.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from speeches.states import DIRECTIVE_KINDS, PieceKind


@dataclass(frozen=True)
class Score:
    """A kind with its counts: proposed by the reader, decided by people, and both."""

    label: str
    proposed: int
    decided: int
    agreed: int

    @property
    def precision(self) -> float | None:
        """agreed ÷ proposed, in per cent."""
        return 100 * self.agreed / self.proposed if self.proposed else None

    @property
    def recall(self) -> float | None:
        """agreed ÷ decided, in per cent."""
        return 100 * self.agreed / self.decided if self.decided else None


def by_kind(counts: Mapping[tuple[str, str], int]) -> list[Score]:
    """Scores from (proposed kind, decided kind) -> pieces: first all kinds of directives as one, then each kind that occurs."""
    scores = [_score("指示（合计）", DIRECTIVE_KINDS, counts)]
    scores += [_score(kind.label, frozenset({kind}), counts) for kind in PieceKind]
    return [one for one in scores if one.proposed or one.decided]


def _score(label: str, kinds: frozenset[str], counts: Mapping[tuple[str, str], int]) -> Score:
    proposed = sum(n for (p, _), n in counts.items() if p in kinds)
    decided = sum(n for (_, d), n in counts.items() if d in kinds)
    return Score(label, proposed, decided, sum(n for (p, d), n in counts.items() if p in kinds and d in kinds))


@dataclass(frozen=True)
class Fates:
    """What became of directives: the reader's own (kept as proposed, changed, rejected), and those that people had to add."""

    kept: int
    changed: int
    rejected: int
    added: int
    fields: tuple[tuple[str, int], ...]

    @property
    def proposed(self) -> int:
        """How many the reader proposed and people decided."""
        return self.kept + self.changed + self.rejected
