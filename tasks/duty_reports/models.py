"""A call for duty reports, each person's report, every signed version of it, and what somebody has typed and not saved."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.access import posts_of
from accounts.models import Post
from accounts.roles import Role
from accounts.units.models import reached
from tasks.duty_reports.states import EDITABLE, REASON_LIMIT, ReportState
from tasks.items.models import sees_all

PERSON = {"to": settings.AUTH_USER_MODEL, "on_delete": models.PROTECT, "related_name": "+"}
# Whose posts see all reports of their units; a 班子成员 sees the own one.
WHOLE_UNIT = (Role.UNIT_SECRETARY, Role.UNIT_CLERK)


class DutyCall(models.Model):
    """述职 of a cycle: until the day, each secretary and leader signs a report."""

    cycle = models.OneToOneField("tasks.Cycle", models.PROTECT, related_name="duty_call", verbose_name="所属考核")
    due_on = models.DateField("报送期限")
    opened_at = models.DateTimeField("发起时间")
    opened_by = models.ForeignKey(verbose_name="发起人", **PERSON)

    class Meta:
        verbose_name = verbose_name_plural = "述职"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.cycle}述职"


class DutyReportSet(models.QuerySet):
    """Reads about duty reports."""

    def visible_to(self, user) -> "DutyReportSet":
        """The office and its leaders see all; secretaries and clerks those of their units; everybody the own ones."""
        if sees_all(user):
            return self
        whole = [post for post in posts_of(user) if post.role in WHOLE_UNIT]
        return self.filter(Q(post__user=user) | reached(whole, unit="post__unit__"))

    def workable_by(self, user) -> "DutyReportSet":
        """Those that the person may write in: of a post held or acted for, and as clerk those of the own unit."""
        posts = posts_of(user)
        clerk = [post.unit_id for post in posts if post.role == Role.UNIT_CLERK]
        return self.filter(Q(post__in=[post.pk for post in posts]) | Q(post__unit__in=clerk))

    def unsigned(self) -> "DutyReportSet":
        """Still to be signed, or to be signed again."""
        return self.filter(state__in=EDITABLE)

    def with_everything(self) -> "DutyReportSet":
        """What a page shows of each, in one query."""
        return self.select_related("call__cycle", "post__user", "post__unit")


class DutyReport(models.Model):
    """One post's report in a cycle: what was typed into it (content.Words as plain data). A signed one changes only after it was returned."""

    call = models.ForeignKey(DutyCall, models.PROTECT, related_name="reports", verbose_name="述职")
    post = models.ForeignKey(Post, models.PROTECT, related_name="duty_reports", verbose_name="述职人")
    state = models.CharField("状态", max_length=10, choices=ReportState, default=ReportState.DRAFT)
    words = models.JSONField("填写的内容", default=dict)
    asked_at = models.DateTimeField("布置时间")
    changed_at = models.DateTimeField("修改时间", null=True)
    changed_by = models.ForeignKey(null=True, verbose_name="修改人", **PERSON)
    version = models.PositiveIntegerField(default=1)

    objects = DutyReportSet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "述职报告"
        ordering = ["post__unit__path", "id"]
        indexes = [models.Index(fields=["call", "state"], name="duty_reports_by_state")]
        constraints = [
            models.UniqueConstraint(name="a_post_reports_once_in_a_cycle", fields=["call", "post"]),
            models.CheckConstraint(
                name="changed_duty_reports_have_time_and_person",
                condition=Q(changed_at=None, changed_by=None) | Q(changed_at__isnull=False, changed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}述职报告"


class SignedReport(models.Model):
    """One signed version (content.Content as plain data) with its digest, kept for good; and, when the office returned it, who, when and why."""

    report = models.ForeignKey(DutyReport, models.PROTECT, related_name="signings", verbose_name="述职报告")
    number = models.PositiveSmallIntegerField("签署次序")
    content = models.JSONField("内容")
    digest = models.CharField("摘要", max_length=64)
    on = models.DateField("签署日期")
    at = models.DateTimeField("签署时间")
    by = models.ForeignKey(verbose_name="签署人", **PERSON)
    post = models.CharField("岗位", max_length=200)
    returned_on = models.DateField("退回日期", null=True)
    returned_at = models.DateTimeField("退回时间", null=True)
    returned_by = models.ForeignKey(null=True, verbose_name="退回人", **PERSON)
    reason = models.CharField("退回理由", max_length=REASON_LIMIT, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "述职报告签署"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="signed_reports_are_numbered", fields=["report", "number"]),
            models.UniqueConstraint(name="one_signed_report_stands", fields=["report"], condition=Q(returned_at=None)),
            models.CheckConstraint(
                name="returned_reports_have_reason_time_and_person",
                condition=Q(returned_on=None, returned_at=None, returned_by=None, reason="")
                | (Q(returned_on__isnull=False, returned_at__isnull=False, returned_by__isnull=False) & ~Q(reason="")),
            ),
            models.CheckConstraint(name="nobody_returns_an_own_report", condition=Q(returned_by=None) | ~Q(returned_by=F("by"))),
        ]

    def __str__(self) -> str:
        return f"{self.report}（第{self.number}次签署）"


class TypedReport(models.Model):
    """What one person has typed for one report and not saved: field name -> text. Only that person sees it; saving ends it."""

    report = models.ForeignKey(DutyReport, models.CASCADE, related_name="typed")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    words = models.JSONField(default=dict)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "述职报告草稿"
        constraints = [models.UniqueConstraint(name="one_typed_report_a_person", fields=["report", "by"])]

    def __str__(self) -> str:
        return f"{self.report}的草稿"
