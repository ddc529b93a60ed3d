"""批示 by a county leader about a matter that is in a unit's hands. (A 批示 that begins a matter is an item's source: items.Source.)"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.access import posts_of
from accounts.models import Post, Unit
from accounts.roles import Permission
from tasks.items.models import Assignment, sees_all


class InstructionSet(models.QuerySet):
    """Reads about 批示."""

    def visible_to(self, user) -> "InstructionSet":
        """Of units within the user's reach."""
        return self if sees_all(user) else self.filter(assignment__unit__in=Unit.objects.reached_by(posts_of(user)))

    def answerable_by(self, user) -> "InstructionSet":
        """Of units for which the user may hand things in."""
        return self.filter(assignment__unit__in=Unit.objects.reached_by(posts_of(user), Permission.SUBMIT))

    def unanswered(self) -> "InstructionSet":
        """Still waiting for the unit's word."""
        return self.filter(answered_at=None)


class Instruction(models.Model):
    """Who said what on which day, who has to answer by when, and the answer. `by` may have entered it for the leader."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="instructions", verbose_name="事项")
    said_by = models.ForeignKey(Post, models.PROTECT, related_name="instructions", verbose_name="批示人")
    on = models.DateField("批示日期")
    words = models.CharField("批示内容", max_length=500)
    answerer = models.ForeignKey(Post, models.PROTECT, related_name="instructions_to_answer", verbose_name="答复人")
    answer_by_on = models.DateField("答复期限")
    at = models.DateTimeField("登记时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人")
    post = models.CharField("登记人岗位", max_length=200, blank=True)
    answer = models.CharField("落实情况", max_length=500, blank=True)
    answered_on = models.DateField("答复日期", null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_post = models.CharField(max_length=200, blank=True)

    objects = InstructionSet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "批示"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="answered_instructions_have_words_time_and_person",
                condition=Q(answer="", answered_at=None, answered_on=None, answered_by=None)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_on__isnull=False, answered_by__isnull=False)),
            ),
            models.CheckConstraint(name="an_instruction_is_answered_after_it_was_given", condition=Q(answer_by_on__gte=F("on"))),
        ]

    def __str__(self) -> str:
        return f"{self.assignment}（{self.said_by.user}{self.on:%Y年%-m月%-d日}批示）"
