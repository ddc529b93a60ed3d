"""The doors of the assessment room."""

from tasks.assessment.views.closing import close, feed_back
from tasks.assessment.views.cycles import compute, cycle, cycles, grade, open_, publish, scheme, trial, unit
from tasks.assessment.views.second_looks import answer, appeal, confirm, correct, refuse

__all__ = [
    "answer", "appeal", "close", "compute", "confirm", "correct", "cycle", "cycles", "feed_back", "grade", "open_", "publish", "refuse",
    "scheme", "trial", "unit",
]  # fmt: skip
