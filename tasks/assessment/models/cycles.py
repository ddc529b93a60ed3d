"""述、评、考: the scheme, the cycle that froze it, and each unit's computed score beside the grade that people gave."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q, TextChoices

from accounts.access import posts_of
from accounts.models import Unit
from accounts.roles import Permission
from tasks.items.models import sees_all


class Scheme(models.Model):
    """A version of the rules of scoring (scoring.Scheme.as_dict), published before the period."""

    name = models.CharField("名称", max_length=80)
    version = models.PositiveIntegerField("版本")
    rules = models.JSONField("规则")
    published_on = models.DateField("公布日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "考核方案"
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(name="scheme_versions", fields=["name", "version"])]

    def __str__(self) -> str:
        return f"{self.name}（第{self.version}版）"


class CycleState(TextChoices):
    """A cycle's life (snapshot, feedback, appeals and corrections are rows of their own)."""

    OPEN = "open", "考核中"
    CLOSED = "closed", "已审定"


class CycleSet(models.QuerySet):
    """Reads about cycles."""

    def visible_to(self, user) -> "CycleSet":
        """The office, supervisors and county leaders see all; units those in which they were told of a score."""
        if sees_all(user):
            return self
        return self.filter(pk__in=UnitScore.objects.visible_to(user).values("cycle"))


class Cycle(models.Model):
    """One assessment of a period under a frozen copy of a scheme."""

    title = models.CharField("名称", max_length=80)
    from_on = models.DateField("起")
    to_on = models.DateField("止")
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="cycles", verbose_name="考核方案")
    frozen = models.JSONField("方案快照")
    frozen_digest = models.CharField("快照摘要", max_length=64)
    state = models.CharField("状态", max_length=10, choices=CycleState, default=CycleState.OPEN)
    published_on = models.DateField("方案公布日期", null=True)
    late_reason = models.CharField("方案公布晚于考核期开始的理由", max_length=300, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField("审定时间", null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = CycleSet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "考核"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="cycle_ends_after_it_begins",
                condition=Q(to_on__gte=F("from_on")),
                violation_error_message="止期不能早于起期。",
            ),
            models.CheckConstraint(
                name="a_scheme_that_came_late_has_a_reason",
                condition=Q(published_on=None) | Q(published_on__lte=F("from_on")) | ~Q(late_reason=""),
            ),
            models.CheckConstraint(
                name="closed_cycles_have_time_and_person",
                condition=Q(state="open", closed_at=None, closed_by=None)
                | Q(state="closed", closed_at__isnull=False, closed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def since(self) -> date | None:
        """The day of publishing when it came after the first day: what was due before it cannot cost points."""
        late = self.published_on is not None and self.published_on > self.from_on
        return self.published_on if late else None


class UnitScoreSet(models.QuerySet):
    """Reads about scores."""

    def visible_to(self, user) -> "UnitScoreSet":
        """Before the 反馈 nobody in a unit sees a score; from then on each sees what lies within its own reach."""
        if sees_all(user):
            return self
        units = Unit.objects.reached_by(posts_of(user), Permission.READ_ASSESSMENT)
        return self.filter(cycle__state=CycleState.CLOSED, cycle__feedback__isnull=False, unit__in=units)


class UnitScore(models.Model):
    """A unit in a cycle: the score is computed and never edited; the grade is a person's, with a reason when it differs."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="scores")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="scores")
    score = models.DecimalField("得分", max_digits=5, decimal_places=2, null=True)
    arithmetic = models.JSONField("计算过程", default=dict, help_text="sentence, lines with entries, and what was left out")
    computed_at = models.DateTimeField()
    proposed_grade = models.CharField("拟定等次", max_length=10, blank=True)
    grade = models.CharField("审定等次", max_length=10, blank=True)
    grade_reason = models.CharField("调整理由", max_length=300, blank=True)
    graded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    graded_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = UnitScoreSet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "单位考核"
        ordering = ["unit__path"]
        constraints = [
            models.UniqueConstraint(name="a_unit_is_scored_once_in_a_cycle", fields=["cycle", "unit"]),
            models.CheckConstraint(
                name="a_changed_grade_has_a_reason",
                condition=Q(grade="") | Q(grade=F("proposed_grade")) | ~Q(grade_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle}：{self.unit}"
