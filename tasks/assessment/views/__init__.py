"""The doors of the assessment room."""

from tasks.assessment.views.closing import close, feed_back
from tasks.assessment.views.cycles import compute, cycle, cycles, grade, open_, publish, scheme, unit

__all__ = ["close", "compute", "cycle", "cycles", "feed_back", "grade", "open_", "publish", "scheme", "unit"]
