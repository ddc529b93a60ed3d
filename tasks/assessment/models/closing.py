"""What is kept of a closed cycle: a snapshot with its digest, and the day on which the units were told."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, TextChoices

from tasks.assessment.models.cycles import Cycle


class Snapshot(models.Model):
    """集体审定 (number 1), and one more for each 更正. `digest` is over the parts that are in force with this number.

    `on` is the day as of which the facts were taken.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField("序号")
    on = models.DateField("数据截止日期")
    meeting = models.CharField("会议", max_length=80, blank=True)
    met_on = models.DateField("会议日期", null=True)
    note = models.CharField("说明", max_length=300, blank=True)
    digest = models.CharField("摘要", max_length=64)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "考核快照"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="snapshots_of_a_cycle_are_numbered", fields=["cycle", "number"]),
            models.CheckConstraint(
                name="the_first_snapshot_names_its_meeting",
                condition=Q(number__gt=1) | (~Q(meeting="") & Q(met_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle}快照{self.number}"


class PartKind(TextChoices):
    """What a part of a snapshot holds."""

    UNIT = "unit", "单位考核"
    LIST = "list", "清单落实情况"


class SnapshotPart(models.Model):
    """The sheet of one unit, or the material of the report on one list: plain data, written once. The newest of a thing is in force."""

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="parts")
    kind = models.CharField(max_length=10, choices=PartKind)
    about = models.BigIntegerField()
    content = models.JSONField()
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "考核快照内容"
        ordering = ["kind", "about"]
        constraints = [models.UniqueConstraint(name="a_snapshot_has_a_part_once", fields=["snapshot", "kind", "about"])]

    def __str__(self) -> str:
        return f"{self.snapshot}：{self.get_kind_display()}{self.about}"


class Feedback(models.Model):
    """反馈: from this moment each unit sees its own result, and may ask for it to be looked at again up to `appeal_until`."""

    cycle = models.OneToOneField(Cycle, models.PROTECT, related_name="feedback")
    on = models.DateField("反馈日期")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    workdays = models.PositiveSmallIntegerField("申请复核期限（工作日）")
    appeal_until = models.DateField("申请复核截止日期")

    class Meta:
        verbose_name = verbose_name_plural = "考核反馈"
        constraints = [models.CheckConstraint(name="appeals_end_after_the_feedback", condition=Q(appeal_until__gt=F("on")))]

    def __str__(self) -> str:
        return f"{self.cycle}反馈"
