"""The nightly look at each closed cycle: does its snapshot still match its digest."""

from django.db import models

from tasks.assessment.models.cycles import Cycle


class SnapshotCheck(models.Model):
    """The newest check of one cycle; `faults` names what did not match, and is empty when all did."""

    cycle = models.OneToOneField(Cycle, models.PROTECT, related_name="snapshot_check")
    on = models.DateField("核对日期")
    at = models.DateTimeField("核对时间")
    faults = models.JSONField("不符之处", default=list, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "快照核对"
        ordering = ["cycle"]

    def __str__(self) -> str:
        return f"{self.cycle}快照核对"
