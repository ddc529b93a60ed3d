"""The doors of the assessment room."""

from tasks.assessment.views.closing import close, feed_back
from tasks.assessment.views.cycles import compute, cycle, cycles, grade, open_, unit
from tasks.assessment.views.rulings import rule, rulings, withdraw
from tasks.assessment.views.schemes import publish, scheme, trial
from tasks.assessment.views.second_looks import answer, appeal, confirm, correct, refuse

__all__ = [
    "answer", "appeal", "close", "compute", "confirm", "correct", "cycle", "cycles", "feed_back", "grade", "open_", "publish", "refuse",
    "rule", "rulings", "scheme", "trial", "unit", "withdraw",
]  # fmt: skip
