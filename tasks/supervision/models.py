"""The office's rules of supervision, and what was said to whom. Lights are never stored."""

from django.conf import settings
from django.db import models

from accounts.models import Letter
from tasks.duties.models import DutyPeriod
from tasks.items.models import Assignment
from tasks.supervision.states import ReminderKind


class Policy(models.Model):
    """One version of the office's rules (rules.Policy.as_dict); the newest whose valid_from has come is in force."""

    version = models.PositiveIntegerField("版本", unique=True)
    rules = models.JSONField("规则")
    valid_from = models.DateField("起用日期")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "督导规则"
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"督导规则第{self.version}版"


class Reminder(models.Model):
    """One thing to be said to one person about one assignment, once: `key` is kind:assignment:person:due date:step."""

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField("种类", max_length=12, choices=ReminderKind)
    step = models.SmallIntegerField("天数", help_text="days before the due date (due) or after it")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="reminders")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField("提醒日期")
    why = models.CharField("缘由", max_length=200)
    planned_at = models.DateTimeField()
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="reminders")

    class Meta:
        verbose_name = verbose_name_plural = "提醒"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.to} {self.why}"


class DutyReminder(models.Model):
    """One thing to be said to one person about one period of a standing duty, once: `key` is kind:period:person:due date:step."""

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField("种类", max_length=12, choices=ReminderKind)
    step = models.SmallIntegerField("天数", help_text="days before the due date (due) or after it")
    period = models.ForeignKey(DutyPeriod, models.PROTECT, related_name="reminders")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField("提醒日期")
    why = models.CharField("缘由", max_length=200)
    planned_at = models.DateTimeField()
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="duty_reminders")

    class Meta:
        verbose_name = verbose_name_plural = "经常性工作提醒"
        ordering = ["id"]
        indexes = [models.Index(fields=["on", "to"], name="duty_reminders_of_a_day")]

    def __str__(self) -> str:
        return f"{self.to} {self.why}"


class Urge(models.Model):
    """催办 by a person, in one click: at most one a day for a matter, with a letter to whoever is responsible."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="urges")
    words = models.CharField("催办要求", max_length=200, blank=True)
    on = models.DateField("日期")
    at = models.DateTimeField("时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    post = models.CharField("岗位", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "催办"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="a_matter_is_urged_once_a_day", fields=["assignment", "on"])]

    def __str__(self) -> str:
        return f"{self.assignment} {self.on}"
