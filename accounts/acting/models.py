"""Who acts for whom, from when to when."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.units.models import Post


class ActingSet(models.QuerySet):
    """Reads in the domain's words."""

    def not_revoked(self) -> "ActingSet":
        """Not taken back."""
        return self.filter(revoked_at=None)

    def on(self, day: date) -> "ActingSet":
        """In force on the day, as far as its own dates say; accounts.access.posts_of also looks at the posts of both people."""
        return self.filter(revoked_at=None, valid_from__lte=day, valid_to__gte=day)

    def not_over(self, day: date) -> "ActingSet":
        """In force on the day or later."""
        return self.not_revoked().filter(valid_to__gte=day)


class Acting(models.Model):
    """`deputy` acts for the holder of `post` on all days from `valid_from` to `valid_to`, unless it was taken back.

    It names a post, which is held by a person; a post that somebody only acts for cannot be named again (units are asked for the
    holder), so there is no 代办 of a 代办.
    """

    post = models.ForeignKey(Post, models.PROTECT, related_name="actings", verbose_name="岗位")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="acting_for", verbose_name="代办人")
    valid_from = models.DateField("起")
    valid_to = models.DateField("止")
    reason = models.CharField("原因", max_length=100)
    given_at = models.DateTimeField("授权时间")
    revoked_at = models.DateTimeField("收回时间", null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="收回人")

    objects = ActingSet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代办授权"
        ordering = ["-valid_from", "-id"]
        constraints = [
            models.CheckConstraint(name="acting_ends_after_it_begins", condition=Q(valid_to__gte=F("valid_from"))),
            models.CheckConstraint(
                name="acting_revoked_by_somebody_at_some_time",
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy}代{self.post}"
