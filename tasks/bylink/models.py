"""What waits for its six-digit code, and the addresses of calendars."""

import secrets
from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import Q, TextChoices
from django.utils.crypto import salted_hmac

from accounts.models import Unit
from tasks.items.models import Assignment


class Act(TextChoices):
    """What can be done from a letter."""

    ACKNOWLEDGE = "acknowledge", "签收"
    REPORT = "report", "报进展"
    EXTENSION = "extension", "申请延期"


class HeldAct(models.Model):
    """An act as typed by somebody who only had the link: done when the code from the registered mailbox comes, else forgotten."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="held_acts")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    act = models.CharField("行为", max_length=12, choices=Act)
    said = models.JSONField("内容")
    code = models.CharField(max_length=64, help_text="HMAC of the code: the code itself stands in the letter only")
    tries = models.PositiveSmallIntegerField("已试次数", default=0)
    at = models.DateTimeField("时间")
    done_at = models.DateTimeField("办理时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "凭验证码办理"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.assignment}：{self.get_act_display()}"


def new_nonce() -> str:
    """Makes an address that nobody can guess; a new one revokes the old address."""
    return secrets.token_hex(16)


class Feed(models.Model):
    """The calendar of a person, or of a unit. The address is made from `nonce`, so that no dump of the database holds it."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="feed")
    unit = models.OneToOneField(Unit, models.PROTECT, null=True, related_name="feed")
    nonce = models.CharField(max_length=32, default=new_nonce)

    class Meta:
        verbose_name = verbose_name_plural = "日历地址"
        constraints = [
            models.CheckConstraint(
                name="a_calendar_is_of_a_person_or_of_a_unit",
                condition=Q(user__isnull=False, unit=None) | Q(user=None, unit__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"日历：{self.unit or self.user}"

    def token(self, left: Collection[int] = ()) -> str:
        """The secret part of the address; `left` (people who no longer hold a post in the unit) makes it another one."""
        said = f"{self.pk}|{self.nonce}" + (f"|{sorted(left)}" if left else "")
        return f"{self.pk}-{salted_hmac('tasks.bylink.feed', said, algorithm='sha256').hexdigest()[:40]}"
