"""The inventory of kept files, and what each unit has uploaded on a day."""

from django.db import models
from django.db.models import Q

from accounts.units.models import Unit


class StoredFile(models.Model):
    """One file as it was stored, written in the transaction that keeps it: name under MEDIA_ROOT, SHA-256 (hex), bytes."""

    name = models.CharField("路径", max_length=200, unique=True)
    digest = models.CharField("文件摘要", max_length=64)
    size = models.BigIntegerField("字节数")
    stored_at = models.DateTimeField("保存时间")

    class Meta:
        verbose_name = verbose_name_plural = "保存的文件"
        constraints = [models.CheckConstraint(name="a_stored_file_has_a_size", condition=Q(size__gte=0))]

    def __str__(self) -> str:
        return self.name


class DayUse(models.Model):
    """How many bytes a unit has uploaded on a day."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    on = models.DateField("日期")
    bytes = models.BigIntegerField("字节数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "每日上传量"
        constraints = [
            models.UniqueConstraint(name="a_unit_has_one_count_a_day", fields=["unit", "on"]),
            models.CheckConstraint(name="uploads_are_not_negative", condition=Q(bytes__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.on}"
