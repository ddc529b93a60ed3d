"""四个一起: until when the office asks for each step of an item, and when a unit took it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from tasks.dual_responsibility.states import Step
from tasks.items.models import Assignment, Item
from tasks.progress.models import Report
from tasks.supervision.acts.models import Visit

TEXT_LIMIT = 100


class AskedCheckpoint(models.Model):
    """Until when the office asks the units of an item for one of the four steps."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="asked_checkpoints", verbose_name="事项")
    step = models.CharField("环节", max_length=10, choices=Step)
    due_on = models.DateField("时间要求")

    class Meta:
        verbose_name = verbose_name_plural = "四个一起的时间要求"
        ordering = ["item", "due_on", "id"]
        constraints = [models.UniqueConstraint(name="a_step_is_asked_once_of_an_item", fields=["item", "step"])]

    def __str__(self) -> str:
        return f"{self.item}：{self.due_on:%Y年%-m月%-d日}前{self.get_step_display()}"


class CheckpointSet(models.QuerySet):
    """Reads about check-points."""

    def standing(self) -> "CheckpointSet":
        """Not taken back."""
        return self.filter(withdrawn_at=None)


class Checkpoint(models.Model):
    """One step that a leader of the unit says was taken with the business, on which day; at most one record it points to."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="checkpoints", verbose_name="事项")
    step = models.CharField("环节", max_length=10, choices=Step)
    on = models.DateField("日期")
    text = models.CharField("说明", max_length=TEXT_LIMIT, blank=True)
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="对应的进展")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="对应的核查")
    at = models.DateTimeField("登记时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人")
    post = models.CharField("岗位", max_length=200, blank=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="撤回人")

    objects = CheckpointSet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "四个一起"
        ordering = ["on", "id"]
        indexes = [models.Index(fields=["by", "on"], name="checkpoints_of_a_person")]
        constraints = [
            models.UniqueConstraint(
                name="a_step_stands_once_in_a_matter", fields=["assignment", "step"], condition=Q(withdrawn_at=None)
            ),
            models.CheckConstraint(name="a_checkpoint_points_to_one_record", condition=Q(report=None) | Q(visit=None)),
            models.CheckConstraint(
                name="a_checkpoint_is_taken_back_by_somebody",
                condition=Q(withdrawn_at=None, withdrawn_by=None) | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment}：{self.on:%Y年%-m月%-d日}{self.get_step_display()}"
