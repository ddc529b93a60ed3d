"""A piece of an assignment in a colleague's hands."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from tasks.items.models import Assignment
from tasks.items.states import ENDED

WHAT_LIMIT = 100
DONE_LIMIT = 200


class ErrandSet(models.QuerySet):
    """Reads in the domain's words."""

    def open(self) -> "ErrandSet":
        """Neither done nor withdrawn, and its matter has not ended."""
        return self.filter(done_at=None, withdrawn_at=None).exclude(assignment__state__in=ENDED)


class Errand(models.Model):
    """What `to` is to do for an assignment, until when, and the one sentence with which it was ticked off."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="errands", verbose_name="任务")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="errands", verbose_name="承办人")
    what = models.CharField("交办内容", max_length=WHAT_LIMIT)
    due_on = models.DateField("时限")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="交办人")
    given_at = models.DateTimeField("交办时间")
    post = models.CharField("岗位", max_length=200, blank=True)
    done_at = models.DateTimeField("办结时间", null=True)
    done_text = models.CharField("办理结果", max_length=DONE_LIMIT, blank=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    key = models.CharField(max_length=40, unique=True)

    objects = ErrandSet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "交办"
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="errand_done_with_a_sentence",
                condition=Q(done_at=None, done_text="") | (Q(done_at__isnull=False) & ~Q(done_text="")),
            ),
            models.CheckConstraint(name="errand_not_done_and_withdrawn", condition=Q(done_at=None) | Q(withdrawn_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.what}（{self.to}）"

    def late(self, on: date) -> bool:
        """True for an open one past its day."""
        return self.done_at is None and self.withdrawn_at is None and self.due_on < on
