"""The wall's figures of each day, counted ahead: derived from the dated rows, so they may be thrown away and made again."""

from django.db import models
from django.db.models import Q

from accounts.models import Unit


class WallDay(models.Model):
    """When and by which rules the figures of a day were counted.

    `settled`: counted after the day was over, from the dated rows (replay). `corrected_at`: since then something was entered that
    reaches back to the day; the figures stand as of `made_at` until they are counted anew. `seen` is what corrections.seen answered.
    """

    on = models.DateField("日期", unique=True)
    made_at = models.DateTimeField("汇总时间")
    took = models.PositiveIntegerField("用时（毫秒）", default=0)
    policy = models.PositiveIntegerField("督导规则版本", null=True)
    settled = models.BooleanField("当日已结束", default=False)
    corrected_at = models.DateTimeField("其后有补记", null=True)
    seen = models.JSONField(default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "挂图汇总"
        ordering = ["on"]
        constraints = [
            models.CheckConstraint(name="only_settled_days_are_corrected", condition=Q(corrected_at=None) | Q(settled=True)),
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d}"


class WallRow(models.Model):
    """A unit on a day: theme -> counts (counting.COLORS), its own and with all below it. No row: nothing there."""

    day = models.ForeignKey(WallDay, models.CASCADE, related_name="rows")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    own = models.JSONField(default=dict)
    below = models.JSONField(default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "挂图汇总的单位"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="a_unit_stands_once_on_a_days_wall", fields=["day", "unit"])]

    def __str__(self) -> str:
        return f"{self.unit} {self.day}"
