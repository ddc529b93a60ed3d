"""After issue a list changes only by a recorded decision; each version is kept as it was."""

from django.conf import settings
from django.db import models
from django.db.models import Q, TextChoices

from tasks.items.models.items import Item
from tasks.items.models.lists import ResponsibilityList


class Kind(TextChoices):
    """What a decision does to one item."""

    ADD = "add", "新增"
    AMEND = "amend", "修改"
    WITHDRAW = "withdraw", "撤销"


class Amendment(models.Model):
    """变更决定: prepared first (no number yet), then in force with number, date and reason, as an edition of the list."""

    responsibility_list = models.ForeignKey(ResponsibilityList, models.PROTECT, related_name="amendments")
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    document = models.CharField("决定文号", max_length=60, blank=True)
    decided_on = models.DateField("决定日期", null=True)
    reason = models.CharField("变更理由", max_length=500, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    edition = models.PositiveIntegerField("形成版本", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "变更决定"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="one_decision_is_prepared_at_a_time", fields=["responsibility_list"], condition=Q(edition=None)
            ),
            models.CheckConstraint(
                name="decisions_in_force_have_number_date_reason",
                condition=Q(edition=None, document="", decided_on=None, decided_by=None)
                | (
                    ~Q(document="")
                    & ~Q(reason="")
                    & Q(edition__isnull=False, edition__gte=2, decided_on__isnull=False, decided_by__isnull=False)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.responsibility_list}变更决定{self.document}"


class Change(models.Model):
    """One line of a decision: the item (none yet for a new one), and what it shall say. `units` holds [unit id, part] pairs."""

    amendment = models.ForeignKey(Amendment, models.CASCADE, related_name="changes")
    kind = models.CharField("变更", max_length=8, choices=Kind)
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="changes")
    values = models.JSONField(default=dict)
    units = models.JSONField(default=list)

    class Meta:
        verbose_name = verbose_name_plural = "变更内容"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="an_item_changes_once_in_a_decision", fields=["amendment", "item"]),
            models.CheckConstraint(name="only_new_items_have_no_item_yet", condition=Q(kind="add") | Q(item__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.item or self.values.get('title', '')}"


class Edition(models.Model):
    """A version of an issued list as it was: `content` holds the items as editions.snapshot wrote them."""

    responsibility_list = models.ForeignKey(ResponsibilityList, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField("版本")
    document = models.CharField("文号", max_length=60)
    on = models.DateField("日期")
    reason = models.CharField("理由", max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    content = models.JSONField()

    class Meta:
        verbose_name = verbose_name_plural = "清单版本"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="editions_are_numbered_in_their_list", fields=["responsibility_list", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.responsibility_list}第{self.number}版"
