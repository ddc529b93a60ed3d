"""专项: a campaign or year of activity that lists may belong to."""

from django.db import models
from django.db.models import F, Q


class Campaign(models.Model):
    """A campaign with its dates; its lists and items can be looked at together."""

    name = models.CharField("专项名称", max_length=60, unique=True)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    about = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "专项"
        ordering = ["-starts_on", "-id"]
        constraints = [models.CheckConstraint(name="campaigns_end_after_they_start", condition=Q(ends_on__gte=F("starts_on")))]

    def __str__(self) -> str:
        return self.name
