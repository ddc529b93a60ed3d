"""实地核查: what somebody saw on the spot."""

from django.conf import settings
from django.db import models

from accounts.access import posts_of
from accounts.models import Unit
from tasks.items.models import Assignment, Change, Item, sees_all
from tasks.supervision.acts.states import Finding


class VisitSet(models.QuerySet):
    """Reads about checks on the spot."""

    def visible_to(self, user) -> "VisitSet":
        """Of units within the user's reach: the unit may read what was found about it."""
        return self if sees_all(user) else self.filter(assignment__unit__in=Unit.objects.reached_by(posts_of(user)))


class Visit(models.Model):
    """One check of one matter: who, when, what was seen, whether it agrees.

    `item`: the 问题 item that was made of it in a draft; `line`: the line of a decision that adds it to an issued list.
    """

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="visits", verbose_name="事项")
    on = models.DateField("核查日期")
    companions = models.CharField("一同核查的人员", max_length=100, blank=True)
    seen = models.CharField("看到的情况", max_length=500)
    finding = models.CharField("核查结论", max_length=10, choices=Finding)
    at = models.DateTimeField("记录时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="核查人")
    post = models.CharField("岗位", max_length=200, blank=True)
    item = models.OneToOneField(Item, models.SET_NULL, null=True, related_name="found_by", verbose_name="列入的问题事项")

    line = models.OneToOneField(Change, models.SET_NULL, null=True, related_name="found_by", verbose_name="拟列入的变更")

    objects = VisitSet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "实地核查"
        ordering = ["id"]
        indexes = [models.Index(fields=["by", "on"], name="visits_of_a_person")]

    def __str__(self) -> str:
        return f"{self.assignment}（{self.on:%Y年%-m月%-d日}实地核查）"
