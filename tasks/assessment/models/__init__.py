"""What the assessment keeps."""

from tasks.assessment.models.closing import Feedback, Snapshot, SnapshotPart
from tasks.assessment.models.cycles import Cycle, CycleState, Scheme, UnitScore

__all__ = ["Cycle", "CycleState", "Feedback", "Scheme", "Snapshot", "SnapshotPart", "UnitScore"]
