"""配合情况: the one sentence of a support unit, and the lead unit's word on it."""

from django.conf import settings
from django.db import models
from django.db.models import Q, TextChoices

from tasks.items.models.assignments import Assignment


class Reply(TextChoices):
    """What the lead unit said; empty while it waits."""

    CONFIRMED = "confirmed", "已确认"
    SENT_BACK = "sent_back", "已退回"
    LAPSED = "lapsed", "事项已结束"


class Contribution(models.Model):
    """What a support unit did, in its own words, and whether the lead unit says so too."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="contributions")
    text = models.CharField("配合情况", max_length=200)
    on = models.DateField("日期")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    post = models.CharField("岗位", max_length=200, blank=True)
    reply = models.CharField("牵头单位意见", max_length=10, choices=Reply, blank=True)
    note = models.CharField("说明", max_length=500, blank=True)
    replied_at = models.DateTimeField(null=True)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "配合情况"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="one_contribution_waits_at_a_time", fields=["assignment"], condition=Q(reply="")),
            models.CheckConstraint(
                name="answered_contributions_have_time_and_person",
                condition=Q(reply="", replied_at=None, replied_by=None)
                | (~Q(reply="") & Q(replied_at__isnull=False, replied_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment}：{self.text[:30]}"
