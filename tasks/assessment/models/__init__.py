"""What the assessment keeps."""

from tasks.assessment.models.appeals import Appeal, Correction, Finding
from tasks.assessment.models.checks import SnapshotCheck
from tasks.assessment.models.closing import Feedback, Snapshot, SnapshotPart
from tasks.assessment.models.cycles import Cycle, CycleState, Scheme, UnitScore
from tasks.assessment.models.rulings import Ruling, RulingKind

__all__ = [
    "Appeal",
    "Correction",
    "Cycle",
    "CycleState",
    "Feedback",
    "Finding",
    "Ruling",
    "RulingKind",
    "Scheme",
    "Snapshot",
    "SnapshotCheck",
    "SnapshotPart",
    "UnitScore",
]
