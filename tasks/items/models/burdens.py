"""减负: how many reports a unit may be asked for in a month, and what each list cost when it was issued."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from tasks.items.models.lists import ResponsibilityList


class Budget(models.Model):
    """One version of the office's limit; the newest whose first day has come is in force."""

    version = models.PositiveIntegerField("版本", unique=True)
    per_month = models.PositiveSmallIntegerField(
        "每单位每月报送上限（次）", validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    in_a_week = models.PositiveSmallIntegerField("七天内到期上限（次）", validators=[MinValueValidator(1), MaxValueValidator(100)])
    valid_from = models.DateField("起用日期")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "报送上限"
        ordering = ["-version"]
        constraints = [models.CheckConstraint(name="budgets_allow_something", condition=Q(per_month__gte=1, in_a_week__gte=1))]

    def __str__(self) -> str:
        return f"报送上限第{self.version}版"


class BurdenCheck(models.Model):
    """What an edition of a list was going to cost when it was issued. `months` holds [month, reports] pairs."""

    responsibility_list = models.ForeignKey(ResponsibilityList, models.PROTECT, related_name="burden_checks")
    edition = models.PositiveIntegerField("版本")
    on = models.DateField("日期")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    per_month = models.PositiveSmallIntegerField("当时的上限")
    reports = models.PositiveIntegerField("新增报送次数")
    peak = models.PositiveIntegerField("单位单月最多")
    over_units = models.PositiveIntegerField("超上限单位")
    clashes = models.PositiveIntegerField("集中到期")
    duplicates = models.PositiveIntegerField("相近事项")
    months = models.JSONField("逐月", default=list)
    reason = models.CharField("超上限理由", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "负担测算"
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(name="an_edition_is_weighed_once", fields=["responsibility_list", "edition"]),
            models.CheckConstraint(name="going_over_the_budget_has_a_reason", condition=Q(over_units=0) | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.responsibility_list}第{self.edition}版负担"
