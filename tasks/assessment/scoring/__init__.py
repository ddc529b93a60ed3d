"""From facts to a score: pure functions, in Decimal, each figure with its arithmetic."""

from tasks.assessment.scoring.facts import Fact, left_out
from tasks.assessment.scoring.score import (
    NOTHING,
    PIECES,
    Entry,
    Line,
    Result,
    grade_of,
    half_up,
    plain,
    points,
    proposed_grade,
    score,
    spread,
)  # fmt: skip

__all__ = [
    "NOTHING", "PIECES", "Entry", "Fact", "Line", "Result", "grade_of", "half_up", "left_out", "plain", "points", "proposed_grade", "score",
    "spread",
]  # fmt: skip
