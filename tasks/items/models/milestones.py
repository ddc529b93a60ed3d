"""Steps on the way to an item's due date, and measured figures."""

from django.conf import settings
from django.db import models

from tasks.items.models.assignments import Assignment
from tasks.items.models.items import Item


class Milestone(models.Model):
    """A dated step of an item; each unit ticks it off by itself."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="milestones")
    on = models.DateField("节点日期")
    title = models.CharField("节点", max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "节点"
        ordering = ["on", "id"]
        constraints = [models.UniqueConstraint(name="a_milestone_stands_once_in_an_item", fields=["item", "on", "title"])]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.title}"


class Tick(models.Model):
    """A unit reached a milestone: when, by whom, in which words."""

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="ticks")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="ticks")
    on = models.DateField("完成日期")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    post = models.CharField("岗位", max_length=200, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "节点完成"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="a_milestone_is_ticked_off_once", fields=["milestone", "assignment"])]

    def __str__(self) -> str:
        return f"{self.assignment} {self.milestone}"


class Measurement(models.Model):
    """What a unit measured against the item's figure; the newest row counts, the older ones stay."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="measurements")
    value = models.DecimalField("实测值", max_digits=12, decimal_places=2)
    on = models.DateField("日期")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    post = models.CharField("岗位", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "实测值"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="a_measured_value_is_not_negative", condition=models.Q(value__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.assignment} {self.value}"
