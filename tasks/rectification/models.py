"""What happens to a problem after 销号: it is looked at again, and it may come back. The problem itself is an item (source 问题)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tasks.items.models import Assignment
from tasks.rectification.rules import CHECKS
from tasks.rectification.states import Held


class Written(models.Model):
    """Put on record by a person outside the unit."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="%(class)ss", verbose_name="整改事项")
    on = models.DateField("日期")
    seen = models.CharField("情况", max_length=500)
    at = models.DateTimeField("记录时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="记录人")
    post = models.CharField("记录人岗位", max_length=200, blank=True)

    class Meta:
        abstract = True
        ordering = ["id"]


class FollowUp(Written):
    """回头看 so many months after the 销号 of `closed_off_on`, due on `due_on`, held on `on`: does it hold?"""

    closed_off_on = models.DateField("销号日期")
    months = models.PositiveSmallIntegerField("销号后月数")
    due_on = models.DateField("应开展日期")
    held = models.CharField("结论", max_length=8, choices=Held)

    class Meta(Written.Meta):
        verbose_name = verbose_name_plural = "回头看"
        constraints = [
            models.UniqueConstraint(name="a_follow_up_is_held_once", fields=["assignment", "closed_off_on", "months"]),
            models.CheckConstraint(name="follow_ups_have_their_months", condition=Q(months__in=CHECKS)),
            models.CheckConstraint(name="a_follow_up_comes_after_closing_off", condition=Q(on__gte=F("closed_off_on"))),
            models.CheckConstraint(name="a_follow_up_says_what_was_seen", condition=~Q(seen="") & Q(held__in=Held.values)),
        ]

    def __str__(self) -> str:
        return f"{self.assignment}（销号后{self.months}个月回头看）"


class Recurrence(Written):
    """The problem came back after it had been righted on `righted_on`, and was taken up again until `due_on`."""

    righted_on = models.DateField("原办结或销号日期")
    due_on = models.DateField("重新整改时限")
    follow_up = models.OneToOneField(
        FollowUp, models.PROTECT, null=True, related_name="recurrence", verbose_name="据以认定的回头看"
    )

    class Meta(Written.Meta):
        verbose_name = verbose_name_plural = "问题反弹"
        constraints = [
            models.CheckConstraint(name="a_recurrence_comes_after_righting", condition=Q(on__gte=F("righted_on"))),
            models.CheckConstraint(name="a_recurrence_says_what_was_seen", condition=~Q(seen="")),
            models.CheckConstraint(name="a_recurrence_is_righted_later", condition=Q(due_on__gte=F("on"))),
        ]

    def __str__(self) -> str:
        return f"{self.assignment}（问题反弹）"
