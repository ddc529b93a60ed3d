"""One row for each period of a duty in a unit, and what the unit said of it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.access import posts_of
from accounts.models import Unit
from accounts.roles import Permission
from tasks.duties.models.library import StandingDuty
from tasks.duties.models.plans import DutyPlan
from tasks.duties.rules.periods import label, short_label
from tasks.duties.rules.standing import Facts
from tasks.duties.states import STANDING, Fate
from tasks.items.models import sees_all

TEXT_LIMIT = 200


class PeriodSet(models.QuerySet):
    """Reads about periods in the domain's words."""

    def visible_to(self, user) -> "PeriodSet":
        """Of units within the user's reach."""
        return self if sees_all(user) else self.filter(unit__in=Unit.objects.reached_by(posts_of(user)))

    def actable_by(self, user, permission: Permission = Permission.REPORT_PROGRESS) -> "PeriodSet":
        """Of units where the user's posts grant the right."""
        return self.filter(unit__in=Unit.objects.reached_by(posts_of(user), permission))

    def begun(self, on: date) -> "PeriodSet":
        """Whose first day has come."""
        return self.filter(starts_on__lte=on)

    def open(self) -> "PeriodSet":
        """Neither done nor excused."""
        return self.filter(done_on=None, excused_on=None)

    def missed(self, on: date) -> "PeriodSet":
        """Open past the due date."""
        return self.open().filter(due_on__lt=on)


class DutyPeriod(models.Model):
    """One period of a duty in one unit, never one for each member. `done_on` is the day of the work, by the standing entry."""

    plan = models.ForeignKey(DutyPlan, models.PROTECT, related_name="periods")
    duty = models.ForeignKey(StandingDuty, models.PROTECT, related_name="periods", verbose_name="工作")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="duty_periods", verbose_name="单位")
    rhythm = models.CharField("频次", max_length=10)
    starts_on = models.DateField("起")
    ends_on = models.DateField("止")
    due_on = models.DateField("时限")
    done_on = models.DateField("开展日期", null=True)
    excused_on = models.DateField("不计日期", null=True)
    excused_reason = models.CharField("不计理由", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PeriodSet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "经常性工作各期"
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["unit", "done_on", "due_on"], name="duties_of_a_unit")]
        constraints = [
            models.UniqueConstraint(name="one_row_per_duty_unit_and_period", fields=["duty", "unit", "starts_on"]),
            models.CheckConstraint(name="a_period_ends_after_it_begins", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="excused_periods_say_why_and_are_not_done",
                condition=Q(excused_on=None, excused_reason="")
                | (Q(excused_on__isnull=False, done_on=None) & ~Q(excused_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.short}：{self.duty.title}（{self.label}）"

    @property
    def label(self) -> str:
        """「2026年11月」."""
        return label(self.rhythm, self.starts_on)

    @property
    def short_label(self) -> str:
        """「11月」, a year by its number."""
        return short_label(self.rhythm, self.starts_on) or f"{self.starts_on.year}年"

    @property
    def facts(self) -> Facts:
        """What its standing depends on."""
        return Facts(self.starts_on, self.due_on, self.done_on, self.excused_on is not None)


class DutyEntry(models.Model):
    """What the unit said of a period, once, in one short sentence; kept also when it was rewritten or refuted."""

    period = models.ForeignKey(DutyPeriod, models.PROTECT, related_name="entries")
    done_on = models.DateField("开展日期")
    text = models.CharField("情况", max_length=TEXT_LIMIT)
    fate = models.CharField("核查", max_length=10, choices=Fate, default=Fate.STANDS)
    at = models.DateTimeField("填报时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    post = models.CharField("岗位", max_length=200, blank=True)
    found = models.CharField("抽查情况", max_length=TEXT_LIMIT, blank=True)
    checked_on = models.DateField("抽查日期", null=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "经常性工作填报"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="one_standing_entry_per_period", fields=["period"], condition=Q(fate__in=sorted(STANDING))
            ),
            models.CheckConstraint(
                name="checked_entries_say_what_was_found_by_whom",
                condition=(Q(fate__in=["stands", "replaced"], checked_by=None, checked_on=None, found=""))
                | (Q(fate__in=["confirmed", "refuted"], checked_by__isnull=False, checked_on__isnull=False) & ~Q(found="")),
            ),
            models.CheckConstraint(name="nobody_checks_an_own_entry", condition=Q(checked_by=None) | ~Q(checked_by=F("by"))),
        ]

    def __str__(self) -> str:
        return f"{self.period}：{self.text}"
