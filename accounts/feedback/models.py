"""What somebody said to the office, and the answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q, TextChoices


class Topic(TextChoices):
    """What it is about."""

    BURDEN = "burden", "负担（报送多、重复、时间紧）"
    MATTER = "matter", "事项要求"
    SYSTEM = "system", "系统使用"
    OTHER = "other", "其他"


class FeedbackTicket(models.Model):
    """意见建议. `key` comes from the form, so that a double click counts once; `page` is where the person stood."""

    topic = models.CharField("类别", max_length=10, choices=Topic)
    text = models.CharField("意见建议", max_length=500)
    page = models.CharField("所在页面", max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="feedback")
    post = models.CharField("岗位", max_length=200, blank=True)
    at = models.DateTimeField("时间")
    key = models.CharField(max_length=40, unique=True)
    answer = models.CharField("答复", max_length=500, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "意见建议"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="answered_feedback_has_time_and_person",
                condition=Q(answer="", answered_by=None, answered_at=None)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]
