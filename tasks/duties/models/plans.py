"""What is switched on: one duty by one act, in the units that it then meant and those of the same kinds that come later."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Unit, UnitKind
from tasks.duties.models.library import StandingDuty
from tasks.duties.rules.due import DueRule, in_words
from tasks.duties.states import MONTHS, RHYTHMS, Due, Period, Shift


class PlanSet(models.QuerySet):
    """Reads about what is switched on."""

    def running(self, on) -> "PlanSet":
        """Not ended before the day."""
        return self.filter(Q(to_on=None) | Q(to_on__gte=on))


class DutyPlan(models.Model):
    """One switching-on: duty, rhythm, first period, due rule; `kinds` take in units that are founded later."""

    duty = models.ForeignKey(StandingDuty, models.PROTECT, related_name="plans", verbose_name="工作")
    rhythm = models.CharField("频次", max_length=10, choices=RHYTHMS)
    from_on = models.DateField("起始期", help_text="first day of the first period")
    to_on = models.DateField("停用日期", null=True, blank=True)
    kinds = models.JSONField("单位类别", default=list)
    due_kind = models.CharField("时限规则", max_length=8, choices=Due, default=Due.END)
    due_n = models.PositiveSmallIntegerField("第几日", default=0)
    due_month = models.PositiveSmallIntegerField("第几个月", default=0)
    shift = models.CharField("遇非工作日", max_length=8, choices=Shift, default=Shift.NONE)
    rule_from = models.DateField("现行时限起始期", null=True, help_text="periods that began before it keep the due date they had")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = PlanSet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "启用的经常性工作"
        ordering = ["duty__code", "id"]
        constraints = [
            models.CheckConstraint(name="plans_return_by_the_calendar", condition=Q(rhythm__in=sorted(MONTHS))),
            models.CheckConstraint(name="due_month_lies_in_a_year", condition=Q(due_month__lte=12)),
        ]

    def __str__(self) -> str:
        return f"{self.duty.title}（{Period(self.rhythm).label}）"

    @property
    def rule(self) -> DueRule:
        """The due rule as plain data."""
        return DueRule(self.due_kind, self.due_n, self.due_month, self.shift)

    @property
    def rule_in_words(self) -> str:
        """「每月最后一天，遇非工作日提前到前一工作日」."""
        return in_words(self.rule, self.rhythm)

    @property
    def kinds_in_words(self) -> str:
        """The kinds whose units are taken in."""
        return "、".join(UnitKind(kind).label for kind in self.kinds)


class DutyUnit(models.Model):
    """A plan in one unit. `next_on` is the first day of the period that has no row yet."""

    plan = models.ForeignKey(DutyPlan, models.PROTECT, related_name="switches")
    duty = models.ForeignKey(StandingDuty, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="duty_switches", verbose_name="单位")
    from_on = models.DateField("起始期")
    to_on = models.DateField("停用日期", null=True, blank=True)
    next_on = models.DateField()

    class Meta:
        verbose_name = verbose_name_plural = "单位的经常性工作"
        ordering = ["unit__path"]
        indexes = [models.Index(fields=["next_on"], name="duties_to_open")]
        constraints = [
            models.UniqueConstraint(name="a_plan_names_a_unit_once", fields=["plan", "unit"]),
            models.UniqueConstraint(name="a_duty_runs_once_in_a_unit", fields=["duty", "unit"], condition=Q(to_on=None)),
            models.CheckConstraint(name="duty_ends_after_it_begins", condition=Q(to_on=None) | Q(to_on__gte=F("from_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.unit}：{self.plan}"
