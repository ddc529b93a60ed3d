"""申请复核 and 更正: a unit asks for a second look; a decided result changes only by two persons, and the old one is kept."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, TextChoices

from tasks.assessment.models.closing import Snapshot
from tasks.assessment.models.cycles import UnitScore

PERSON = {"to": settings.AUTH_USER_MODEL, "on_delete": models.PROTECT, "related_name": "+"}


class Finding(TextChoices):
    """What a second look found about an assignment. The score follows from it; nobody types a score."""

    ON_TIME = "on_time", "按“按时”计"
    NO_RETURN = "no_return", "退回不计"
    LEFT_OUT = "left_out", "本期不计入"
    REREAD = "reread", "记录已改正，按现在的记录重新计算"


class Correction(models.Model):
    """更正 of one unit's decided result: proposed by one person, confirmed or refused by another."""

    unit_score = models.ForeignKey(UnitScore, models.PROTECT, related_name="corrections")
    assignments = models.JSONField("涉及事项", default=list)
    finding = models.CharField("认定", max_length=10, choices=Finding, blank=True)
    reason = models.CharField("理由", max_length=500)
    quota_note = models.CharField("超过名额的理由", max_length=300, blank=True)
    score_before = models.DecimalField("原得分", max_digits=5, decimal_places=2, null=True)
    grade_before = models.CharField("原等次", max_length=10, blank=True)
    score = models.DecimalField("更正后得分", max_digits=5, decimal_places=2, null=True)
    proposed_grade = models.CharField("更正后拟定等次", max_length=10, blank=True)
    grade = models.CharField("更正后等次", max_length=10, blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(**PERSON)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(null=True, **PERSON)
    refusal = models.CharField("不予更正的理由", max_length=500, blank=True)
    snapshot = models.OneToOneField(Snapshot, models.PROTECT, null=True, related_name="correction")

    class Meta:
        verbose_name = verbose_name_plural = "考核更正"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="a_correction_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="a_correction_is_decided_by_a_second_person",
                condition=Q(decided_at=None, decided_by=None, snapshot=None, refusal="")
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
            ),
            models.CheckConstraint(
                name="a_correction_is_confirmed_or_refused_with_a_reason",
                condition=Q(decided_at=None) | Q(snapshot__isnull=False, refusal="") | (Q(snapshot=None) & ~Q(refusal="")),
            ),
            models.UniqueConstraint(
                name="one_correction_of_a_result_at_a_time", fields=["unit_score"], condition=Q(decided_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_score}更正"

    @property
    def said(self) -> str:
        """What changes, in words."""
        score = f"得分{_or_none(self.score_before)}改为{_or_none(self.score)}" if self.score_before != self.score else "得分不变"
        grade = (
            f"等次{self.grade_before or '未评定'}改为{self.grade or '未评定'}" if self.grade_before != self.grade else "等次不变"
        )
        return f"{score}，{grade}"


class Appeal(models.Model):
    """申请复核 of one figure, answered within days by somebody other than who gave the grade. Upheld, it leads to a 更正."""

    unit_score = models.ForeignKey(UnitScore, models.PROTECT, related_name="appeals")
    about = models.CharField("申请复核的内容", max_length=80)
    assignment = models.BigIntegerField(null=True)
    reason = models.CharField("理由", max_length=500)
    filed_on = models.DateField("申请日期")
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(**PERSON)
    answer_until = models.DateField("答复期限")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(null=True, **PERSON)
    upheld = models.BooleanField(null=True)
    answer = models.CharField("答复", max_length=500, blank=True)
    correction = models.OneToOneField(Correction, models.PROTECT, null=True, related_name="appeal")

    class Meta:
        verbose_name = verbose_name_plural = "复核申请"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="an_appeal_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="an_answered_appeal_has_time_person_and_words",
                condition=Q(decided_at=None, decided_by=None, upheld=None, answer="", correction=None)
                | (Q(decided_at__isnull=False, decided_by__isnull=False, upheld__isnull=False) & ~Q(answer="")),
            ),
            models.CheckConstraint(
                name="an_upheld_appeal_leads_to_a_correction",
                condition=Q(upheld=True, correction__isnull=False) | (~Q(upheld=True) & Q(correction=None)) | Q(upheld=None),
            ),
            models.UniqueConstraint(
                name="a_figure_is_appealed_once_at_a_time", fields=["unit_score", "about"], condition=Q(decided_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_score}：{self.about}申请复核"

    @property
    def settled(self) -> bool:
        """Answered, and where it was upheld the correction stands: only then the unit reads the answer."""
        return self.upheld is False or (self.upheld is True and self.correction.snapshot_id is not None)


def _or_none(score) -> str:
    return "无可考核事项" if score is None else str(score)
