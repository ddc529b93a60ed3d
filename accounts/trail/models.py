"""The trail (痕迹): one row for each act, written in the act's own transaction, sealed into a hash chain soon after."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Entry(models.Model):
    """Who, in which post, when, did what to which object, and how it changed. Append-only."""

    at = models.DateTimeField("时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="人员")
    post = models.CharField("岗位", max_length=200, blank=True)
    act = models.CharField("行为", max_length=60)
    target_type = models.CharField("对象类别", max_length=60)
    target_id = models.BigIntegerField("对象编号", null=True)
    target_label = models.CharField("对象", max_length=200, blank=True)
    before = models.JSONField("之前", null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField("之后", null=True, encoder=DjangoJSONEncoder)
    note = models.TextField("说明", blank=True)

    # The salt, object, values and note of a row may be erased by rule (accounts.erasing); an erased row has no salt.
    alg = models.CharField("摘要算法", max_length=6, default="sha256", editable=False)
    salt = models.CharField(max_length=32, editable=False)
    digest = models.CharField("内容摘要", max_length=64, editable=False)
    number = models.BigIntegerField("链上序号", null=True, unique=True, editable=False)
    previous = models.CharField(max_length=64, blank=True, editable=False)
    seal = models.CharField("链值", max_length=64, blank=True, editable=False)
    sealed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "痕迹"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["target_type", "target_id"], name="trail_by_target"),
            models.Index(fields=["at"], name="trail_by_time"),
            models.Index(fields=["number"], name="trail_unsealed", condition=models.Q(number=None)),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by or '系统'} {self.act} {self.target_label}"
