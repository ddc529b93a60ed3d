"""What a unit asks of the office, and the answer: 异议 before it accepts, 延期 before the date has passed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, TextChoices

from tasks.items.models.assignments import Assignment


class Outcome(TextChoices):
    """The office's answer to an objection; empty while it waits."""

    REJECTED = "rejected", "驳回"
    ADJUSTED = "adjusted", "采纳，作出调整"
    WITHDRAWN = "withdrawn", "采纳，予以撤销"
    LAPSED = "lapsed", "事项已结束，未作答复"


class Verdict(TextChoices):
    """The office's answer to a request for more time; empty while it waits."""

    GRANTED = "granted", "同意"
    REFUSED = "refused", "不同意"
    LAPSED = "lapsed", "事项已结束，未作答复"


class Request(models.Model):
    """Asked by the unit on one day, answered by a person outside it on another."""

    reason = models.CharField("理由", max_length=500)
    on = models.DateField("提出日期")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    post = models.CharField("岗位", max_length=200, blank=True)
    answer = models.CharField("答复", max_length=500, blank=True)
    answered_on = models.DateField("答复日期", null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_post = models.CharField("答复人岗位", max_length=200, blank=True)

    class Meta:
        abstract = True
        ordering = ["id"]


class Objection(Request):
    """异议: the duty is not ours, cannot be done so, or not by then."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="objections")
    outcome = models.CharField("结果", max_length=10, choices=Outcome, blank=True)
    agreed = models.CharField("调整后的要求", max_length=500, blank=True)
    due_on = models.DateField("调整后的时限", null=True)

    class Meta(Request.Meta):
        verbose_name = verbose_name_plural = "异议"
        constraints = [
            models.UniqueConstraint(name="one_objection_waits_at_a_time", fields=["assignment"], condition=Q(outcome="")),
            models.CheckConstraint(
                name="answered_objections_have_time_and_person",
                condition=Q(outcome="", answered_at=None, answered_by=None)
                | (~Q(outcome="") & ~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment}：{self.reason[:30]}"


class Extension(Request):
    """延期: until which day, and why."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="extensions")
    old_due_on = models.DateField("申请时的时限")
    asked_due_on = models.DateField("申请延至")
    verdict = models.CharField("结果", max_length=10, choices=Verdict, blank=True)
    granted_due_on = models.DateField("同意延至", null=True)

    class Meta(Request.Meta):
        verbose_name = verbose_name_plural = "延期申请"
        constraints = [
            models.UniqueConstraint(name="one_extension_waits_at_a_time", fields=["assignment"], condition=Q(verdict="")),
            models.CheckConstraint(
                name="answered_extensions_have_time_and_person",
                condition=Q(verdict="", answered_at=None, answered_by=None)
                | (~Q(verdict="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="granted_extensions_name_the_new_date",
                condition=Q(verdict=Verdict.GRANTED, granted_due_on__gt=F("old_due_on"))
                | (~Q(verdict=Verdict.GRANTED) & Q(granted_due_on=None)),
            ),
            models.CheckConstraint(name="an_extension_is_asked_before_the_due_date", condition=Q(on__lte=F("old_due_on"))),
            models.CheckConstraint(name="an_extension_asks_for_a_later_date", condition=Q(asked_due_on__gt=F("old_due_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.assignment}：延至{self.asked_due_on}"
