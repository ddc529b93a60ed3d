"""Further directives that an item answers besides its first."""

from django.db import models

from speeches.models import Directive
from tasks.items.models.items import Item


class ItemSource(models.Model):
    """One more directive that was merged into the item, with the words of it that the item answers: [[start, end], …]."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="more_sources")
    directive = models.ForeignKey(Directive, models.PROTECT, related_name="shared_items")
    spans = models.JSONField("原文位置", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "并入的指示"
        ordering = ["directive__order", "id"]
        constraints = [models.UniqueConstraint(name="a_directive_is_merged_into_an_item_once", fields=["item", "directive"])]

    def __str__(self) -> str:
        return f"{self.directive} → {self.item}"
