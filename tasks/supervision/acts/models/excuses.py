"""Why a matter's lateness is not held against the unit: a person's decision with its reason, about one missed date."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from tasks.items.models import Assignment


class Excuse(models.Model):
    """逾期认定. The overdue event stays; a new due date is a new question. Taken back, it stays on record with the reason."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="excuses")
    due_on = models.DateField("逾期的时限")
    reason = models.CharField("理由", max_length=200)
    on = models.DateField("认定日期")
    at = models.DateTimeField("认定时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="认定人")
    post = models.CharField("岗位", max_length=200, blank=True)
    withdrawn_on = models.DateField("撤销日期", null=True)
    withdrawn_at = models.DateTimeField("撤销时间", null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="撤销人")
    withdrawn_reason = models.CharField("撤销理由", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "逾期认定"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="lateness_is_excused_once", fields=["assignment", "due_on"], condition=Q(withdrawn_on=None)
            ),
            models.CheckConstraint(name="an_excuse_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="an_excuse_is_withdrawn_by_somebody_with_a_reason",
                condition=Q(withdrawn_on=None, withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | (Q(withdrawn_on__isnull=False, withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment}：逾期认定"

    @property
    def sentence(self) -> str:
        """Who found what, and when, as pages and the arithmetic of a score say it."""
        return sentence(self.post, str(self.by), self.on, self.reason)


def sentence(post: str, by: str, on: date, reason: str) -> str:
    """The same from values: scoring asks for thousands."""
    return f"{f'{post} {by}'.strip()}于{on.month}月{on.day}日认定逾期有正当理由：{reason.rstrip('。')}。"
