"""A request to erase the content of trail rows, and which rows were erased by it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.trail.models import Entry


class ErasureState(models.TextChoices):
    """A request's life."""

    ASKED = "asked", "待审计管理员确认"
    DONE = "done", "已清除"
    REFUSED = "refused", "不予清除"


class Erasure(models.Model):
    """Asked by a security administrator, decided by an audit administrator; `numbers` are numbers of the chain, ascending."""

    numbers = models.JSONField("链上序号")
    reason = models.CharField("理由", max_length=500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="申请人")
    asked_at = models.DateTimeField("申请时间")
    state = models.CharField("状态", max_length=10, choices=ErasureState, default=ErasureState.ASKED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="确认人")
    decided_at = models.DateTimeField("确认时间", null=True)
    answer = models.CharField("意见", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "痕迹内容清除"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="an_erasure_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="an_erasure_is_decided_by_another",
                condition=Q(state="asked", decided_by=None, decided_at=None)
                | Q(state__in=("done", "refused"), decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(decided_by=F("asked_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"清除痕迹第{'、'.join(map(str, self.numbers))}号的内容"


class ErasedEntry(models.Model):
    """A row of the trail that was erased by a request."""

    erasure = models.ForeignKey(Erasure, models.PROTECT, related_name="erased")
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "已清除的痕迹"

    def __str__(self) -> str:
        return str(self.entry_id)
