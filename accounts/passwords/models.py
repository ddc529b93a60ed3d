"""Passwords that were used before, as hashes, so that they do not come back."""

from django.conf import settings
from django.db import models


class UsedPassword(models.Model):
    """The hash of one former password; only as many are kept as the profile remembers."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="used_passwords", verbose_name="人员")
    hash = models.CharField(max_length=128, editable=False)
    ended_at = models.DateTimeField("停用时间")

    class Meta:
        verbose_name = verbose_name_plural = "用过的密码"
        ordering = ["-ended_at", "-id"]

    def __str__(self) -> str:
        return f"{self.user} {self.ended_at:%Y-%m-%d}"
