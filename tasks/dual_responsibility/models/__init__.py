"""Check-points of the 四个一起, and the quarterly work orders."""

from tasks.dual_responsibility.models.checkpoints import AskedCheckpoint, Checkpoint
from tasks.dual_responsibility.models.work_orders import WorkOrder

__all__ = ["AskedCheckpoint", "Checkpoint", "WorkOrder"]
