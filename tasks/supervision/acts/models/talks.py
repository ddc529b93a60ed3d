"""提醒谈话, the first of the 四种形态 only, for few eyes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.access import posts_of
from accounts.models import Post
from accounts.roles import Role
from tasks.items.models import Assignment

READ_ALL = frozenset({Role.SUPERVISOR, Role.COUNTY_LEADER})


class TalkSet(models.QuerySet):
    """Reads about talks."""

    def readable_by(self, user) -> "TalkSet":
        """Those that the person wrote, held or was asked to; all of them for supervisors and county leaders in post themselves (no 代)."""
        if any(post.role in READ_ALL and not post.acted for post in posts_of(user)):
            return self
        return self.filter(Q(written_by=user) | Q(talker__user=user) | Q(talked_with__user=user))


class Talk(models.Model):
    """Who talked with whom about a matter, when, about what, and what came of it. `due_on`: the due date that was missed."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="talks", verbose_name="事项")
    due_on = models.DateField("当时的时限")
    talker = models.ForeignKey(Post, models.PROTECT, related_name="talks_held", verbose_name="谈话人")
    talked_with = models.ForeignKey(Post, models.PROTECT, related_name="talks_had", verbose_name="谈话对象")
    on = models.DateField("谈话日期")
    about = models.CharField("谈话内容", max_length=500)
    result = models.CharField("谈话结果", max_length=500)
    written_at = models.DateTimeField("记录时间")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="记录人")
    post = models.CharField("记录人岗位", max_length=200, blank=True)

    objects = TalkSet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "提醒谈话"
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="nobody_talks_with_himself", condition=~Q(talker=F("talked_with")))]

    def __str__(self) -> str:
        """Without names: it also stands in the trail."""
        return f"提醒谈话记录（编号{self.pk}）"
