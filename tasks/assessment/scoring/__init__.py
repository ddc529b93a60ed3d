"""From facts to a score: pure functions, in Decimal, each figure with its arithmetic."""

from tasks.assessment.scoring.facts import Alike, Fact, left_out
from tasks.assessment.scoring.results import NOTHING, Entry, Line, Result, Share
from tasks.assessment.scoring.score import (
    PIECES,
    Scorer,
    grade_of,
    half_up,
    plain,
    points,
    proposed_grade,
    score,
    spread,
)  # fmt: skip

__all__ = [
    "NOTHING", "PIECES", "Alike", "Entry", "Fact", "Line", "Result", "Scorer", "Share", "grade_of", "half_up", "left_out", "plain", "points",
    "proposed_grade", "score", "spread",
]  # fmt: skip
