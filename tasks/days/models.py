"""The office's own table of days."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


class Day(models.Model):
    """A day of which the office says itself whether it is worked: a holiday, or a weekend day that is worked (调休)."""

    on = models.DateField("日期", unique=True)
    working = models.BooleanField("上班")
    name = models.CharField("名称", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "节假日"
        ordering = ["on"]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"


class CalendarYear(models.Model):
    """A year whose official arrangement stands in the table in full, by the word of the office or by import."""

    year = models.PositiveSmallIntegerField("年份", unique=True, validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    notice = models.CharField("依据", max_length=120)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "放假安排"
        ordering = ["year"]

    def __str__(self) -> str:
        return f"{self.year}年放假安排"
