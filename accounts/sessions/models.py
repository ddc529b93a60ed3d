"""Where a person is signed in: one row for each session, beside Django's own table, which knows no owner."""

from django.conf import settings
from django.db import models


class Session(models.Model):
    """A sign-in on one device. `round` is a digest of what ends sessions (password, session_round): another one is over."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="open_sessions", verbose_name="人员")
    key = models.CharField(max_length=64, unique=True, editable=False)
    round = models.CharField(max_length=64, editable=False)
    address = models.CharField("地址", max_length=64, blank=True)
    device = models.CharField("设备", max_length=60)
    started_at = models.DateTimeField("登录时间")
    seen_at = models.DateTimeField("最近使用")

    class Meta:
        verbose_name = verbose_name_plural = "登录"
        ordering = ["-seen_at", "-id"]

    def __str__(self) -> str:
        return f"{self.device}（{self.address or '地址不详'}）"
