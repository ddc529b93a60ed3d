"""The responsibility list."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from accounts.access import posts_of
from accounts.models import Unit
from accounts.roles import SEES_ALL
from speeches.models import Speech
from tasks.items.models.campaigns import Campaign
from tasks.items.states import ListState


def sees_all(user) -> bool:
    """True when the user's posts reach every unit (office, supervisors, county leaders)."""
    return any(p.role in SEES_ALL for p in posts_of(user))


class ListSet(models.QuerySet):
    """Reads about lists."""

    def visible_to(self, user) -> "ListSet":
        """The office sees drafts; units see issued lists that give them something."""
        if sees_all(user):
            return self
        units = Unit.objects.reached_by(posts_of(user))
        return self.exclude(state=ListState.DRAFT).filter(items__assignments__unit__in=units).distinct()


class ResponsibilityList(models.Model):
    """党建工作责任清单 of one year, or of a campaign in it: drafted, approved, issued with number and date, archived.

    `version` counts every act on it (compare-and-swap); `edition` is the number that people see: 1 when issued, one more with
    each recorded decision.
    """

    year = models.PositiveSmallIntegerField("年度", validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    title = models.CharField("名称", max_length=120)
    speech = models.ForeignKey(Speech, models.PROTECT, null=True, blank=True, related_name="lists", verbose_name="依据讲话")
    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, blank=True, related_name="lists", verbose_name="专项")
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name="上年清单")
    state = models.CharField("状态", max_length=10, choices=ListState, default=ListState.DRAFT)
    number = models.CharField("文号", max_length=60, blank=True)
    issued_on = models.DateField("印发日期", null=True, blank=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    edition = models.PositiveIntegerField("版本", default=1)
    archived_on = models.DateField("归档日期", null=True, blank=True)
    archived_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ListSet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "责任清单"
        ordering = ["-year", "-id"]
        constraints = [
            models.UniqueConstraint(name="list_numbers_are_unique", fields=["number"], condition=~Q(number="")),
            models.CheckConstraint(
                name="issued_lists_have_number_date_and_issuer",
                condition=Q(state="draft", number="", issued_on=None, issued_by=None)
                | (~Q(state="draft") & ~Q(number="") & Q(issued_on__isnull=False, issued_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="archived_lists_have_date_and_person",
                condition=(~Q(state="archived") & Q(archived_on=None, archived_by=None))
                | Q(state="archived", archived_on__isnull=False, archived_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title
