"""The dated rows of what was done in person."""

from tasks.supervision.acts.models.excuses import Excuse
from tasks.supervision.acts.models.instructions import Instruction
from tasks.supervision.acts.models.talks import Talk
from tasks.supervision.acts.models.visits import Visit

__all__ = ["Excuse", "Instruction", "Talk", "Visit"]
