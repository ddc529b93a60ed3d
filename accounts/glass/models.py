"""One row for each time the glass was broken: for whom, why, by whom on the server, for how long."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

LONGEST = 240


class BrokenGlass(models.Model):
    """While it lives, and no longer, `user.is_superuser` means anything; a superuser without such a row the database refuses."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="broken_glasses", verbose_name="人员")
    reason = models.CharField("事由", max_length=200)
    operator = models.CharField("服务器账号", max_length=60)
    opened_at = models.DateTimeField("开始")
    minutes = models.PositiveSmallIntegerField("分钟")
    ended_at = models.DateTimeField("结束", null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="结束人")

    class Meta:
        verbose_name = verbose_name_plural = "应急授权"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="glass_is_broken_for_a_reason", condition=~Q(reason="") & ~Q(operator="")),
            models.CheckConstraint(name="glass_is_broken_for_minutes", condition=Q(minutes__gte=1, minutes__lte=LONGEST)),
            models.CheckConstraint(
                name="glass_ends_after_it_was_broken", condition=Q(ended_at=None) | Q(ended_at__gte=F("opened_at"))
            ),
            models.UniqueConstraint(name="glass_is_broken_once_at_a_time", fields=["user"], condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.user}（{self.minutes}分钟）"

    @property
    def until(self) -> datetime:
        """When it is over by itself."""
        return self.opened_at + timedelta(minutes=self.minutes)

    def lives(self, now: datetime) -> bool:
        """True while it gives any right: to the minute, whether or not a job has come by."""
        return self.ended_at is None and self.opened_at <= now < self.until
