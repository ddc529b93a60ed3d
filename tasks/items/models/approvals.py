"""审定: a leader looks at a draft before the office may issue it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, TextChoices

from accounts.access import may
from accounts.roles import Permission
from tasks.items.models.lists import ResponsibilityList


class Answer(TextChoices):
    """How far a request for approval has come."""

    WAITING = "waiting", "待审定"
    APPROVED = "approved", "已审定"
    RETURNED = "returned", "已退回"
    TAKEN_BACK = "taken_back", "已撤回"


LIVE = (Answer.WAITING, Answer.APPROVED)


class ApprovalSet(models.QuerySet):
    """Reads about approvals."""

    def live(self) -> "ApprovalSet":
        """Those that lock their draft: waiting, or approved and not taken back."""
        return self.filter(answer__in=LIVE)

    def readable_by(self, user) -> "ApprovalSet":
        """Those of a named person are read by that person; whoever may approve lists or draws them up reads all."""
        if may(user, Permission.APPROVE_LIST) or may(user, Permission.DRAW_UP):
            return self
        return self.filter(approver=user)

    def decidable_by(self, user) -> "ApprovalSet":
        """Those that wait for this person: named, or, when nobody is named, any leader who may approve lists."""
        mine = Q(approver=user)
        if may(user, Permission.APPROVE_LIST):
            mine |= Q(approver=None)
        return self.filter(mine, answer=Answer.WAITING).exclude(asked_by=user)


class Approval(models.Model):
    """One 报审 of a draft and its answer: who, when, at which meeting, in which words."""

    responsibility_list = models.ForeignKey(ResponsibilityList, models.PROTECT, related_name="approvals")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("报审时间")
    note = models.CharField("报审说明", max_length=500, blank=True)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审定人"
    )
    answer = models.CharField("审定情况", max_length=12, choices=Answer, default=Answer.WAITING)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    post = models.CharField("岗位", max_length=200, blank=True)
    meeting = models.CharField("审定会议", max_length=120, blank=True)
    remark = models.CharField("审定意见", max_length=500, blank=True)

    objects = ApprovalSet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "清单审定"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="a_draft_has_one_live_approval",
                fields=["responsibility_list"],
                condition=Q(answer__in=["waiting", "approved"]),
            ),
            models.CheckConstraint(
                name="answered_approvals_have_time_and_person",
                condition=Q(answer="waiting", decided_at=None, decided_by=None)
                | (~Q(answer="waiting") & Q(decided_at__isnull=False, decided_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="nobody_approves_what_he_asked_for",
                condition=~Q(answer__in=["approved", "returned"]) | ~Q(decided_by=F("asked_by")),
            ),
            models.CheckConstraint(name="a_returned_draft_has_a_reason", condition=~Q(answer="returned") | ~Q(remark="")),
        ]

    def __str__(self) -> str:
        return f"{self.responsibility_list}：{self.get_answer_display()}"
