"""Every change of a due date, as a dated row: which date was in force on which day can always be told."""

from django.conf import settings
from django.db import models
from django.db.models import F, TextChoices

from tasks.items.models.assignments import Assignment


class Cause(TextChoices):
    """Why a due date was changed."""

    EXTENSION = "extension", "同意延期"
    RETURN = "return", "退回补办顺延"
    OBJECTION = "objection", "异议答复"
    REOPENED = "reopened", "重新办理"
    DECISION = "decision", "调整时限"


class DueChange(models.Model):
    """From the day `on` the due date is `new` instead of `old`. An extension counts from the day on which it was asked for."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="due_changes")
    old = models.DateField("原时限")
    new = models.DateField("新时限")
    cause = models.CharField("缘由", max_length=10, choices=Cause)
    reason = models.CharField("理由", max_length=500, blank=True)
    on = models.DateField("起算日期")
    at = models.DateTimeField("时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    post = models.CharField("岗位", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "时限变动"
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="a_changed_due_date_differs", condition=~models.Q(new=F("old")))]

    def __str__(self) -> str:
        return f"{self.get_cause_display()}：{self.old} → {self.new}"
