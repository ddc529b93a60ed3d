"""加减分 and 一票否决 that a person recorded about a unit in a cycle, with the reason; withdrawn, never edited."""

from django.conf import settings
from django.db import models
from django.db.models import Q, TextChoices

from accounts.models import Unit
from tasks.assessment.models.cycles import Cycle

PERSON = {"to": settings.AUTH_USER_MODEL, "on_delete": models.PROTECT, "related_name": "+"}


class RulingKind(TextChoices):
    """What a ruling does."""

    ADJUSTMENT = "adjustment", "加减分"
    VETO = "veto", "一票否决"


class RulingSet(models.QuerySet):
    """Reads about rulings."""

    def standing(self) -> "RulingSet":
        """Not withdrawn."""
        return self.filter(withdrawn_at=None)


class Ruling(models.Model):
    """`clause`: of the cycle's frozen scheme. `on`: the day of what happened. `points`: with their sign; none for 一票否决."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="rulings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="rulings", verbose_name="单位")
    kind = models.CharField("种类", max_length=10, choices=RulingKind)
    clause = models.CharField("情形", max_length=60)
    points = models.DecimalField("分值", max_digits=5, decimal_places=2, null=True)
    on = models.DateField("发生日期")
    reason = models.CharField("事由和依据", max_length=300)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(**PERSON)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(null=True, **PERSON)
    withdrawal = models.CharField("撤销理由", max_length=300, blank=True)

    objects = RulingSet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "加减分和一票否决"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="a_ruling_has_a_reason", condition=~Q(reason="") & ~Q(clause="")),
            models.CheckConstraint(
                name="adjustments_have_points_and_vetoes_none",
                condition=Q(kind="veto", points=None) | (Q(kind="adjustment", points__isnull=False) & ~Q(points=0)),
            ),
            models.CheckConstraint(
                name="withdrawn_rulings_say_why",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawal="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal="")),
            ),
            models.UniqueConstraint(
                name="a_ruling_is_made_once", fields=["cycle", "unit", "clause", "on", "reason"], condition=Q(withdrawn_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}：{self.clause}"
