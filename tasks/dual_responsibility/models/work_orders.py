"""季度工作提示单: what a leader was told for a quarter, as it stood when a person issued it."""

from datetime import date

from django.conf import settings
from django.db import models

from accounts.models import Post
from tasks.duties.rules.periods import label
from tasks.duties.states import Period


class WorkOrder(models.Model):
    """One for a post and quarter. `content` is the derived list of that day (queries.coming.Plan.plain)."""

    to_post = models.ForeignKey(Post, models.PROTECT, related_name="work_orders", verbose_name="领导")
    starts_on = models.DateField("季度", help_text="first day of the quarter")
    content = models.JSONField("内容")
    issued_on = models.DateField("印发日期")
    issued_at = models.DateTimeField("印发时间")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="印发人")
    post = models.CharField("印发人岗位", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "季度工作提示单"
        ordering = ["-starts_on", "to_post__unit__path", "id"]
        constraints = [
            models.UniqueConstraint(name="one_work_order_for_a_leader_and_quarter", fields=["to_post", "starts_on"]),
            models.CheckConstraint(
                name="a_work_order_begins_with_its_quarter",
                condition=models.Q(starts_on__month__in=[1, 4, 7, 10], starts_on__day=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quarter}工作提示单（{self.to_post}）"

    @property
    def quarter(self) -> str:
        """「2027年第1季度」."""
        return label(Period.QUARTER, self.starts_on or date.min)
