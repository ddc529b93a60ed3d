"""Was it really done: the unit's claim, and apart from it what a person found when checking."""

from django.conf import settings
from django.db import models
from django.db.models import Q, TextChoices

from tasks.items.models import Assignment


class Decision(TextChoices):
    """The reviewer's answer."""

    APPROVED = "approved", "通过"
    RETURNED = "returned", "退回"


class Submission(models.Model):
    """One 提请办结: what the unit claims, and the answer."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="submissions")
    claim = models.CharField("完成情况（自报）", max_length=500)
    on = models.DateField("提请日期")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    claimed_figure = models.DecimalField("自报数值", max_digits=12, decimal_places=2, null=True, blank=True)
    checked_figure = models.DecimalField("核验数值", max_digits=12, decimal_places=2, null=True, blank=True)
    decision = models.CharField("审核意见", max_length=10, choices=Decision, blank=True)
    result = models.CharField("核验结果或退回理由", max_length=500, blank=True)
    decided_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "提请办结"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="one_submission_waits_at_a_time", fields=["assignment"], condition=Q(decision="")),
            models.CheckConstraint(
                name="decided_submissions_have_time_and_person",
                condition=Q(decision="", decided_at=None, decided_by=None)
                | (~Q(decision="") & Q(decided_at__isnull=False, decided_by__isnull=False)),
            ),
            models.CheckConstraint(name="a_return_has_a_reason", condition=~Q(decision="returned") | ~Q(result="")),
        ]

    def __str__(self) -> str:
        return f"{self.assignment}：{self.claim[:30]}"
