"""Files too large for a request: ordered by one person, made by the worker, fetched by that person, gone after a week."""

from django.conf import settings
from django.db import models

from tasks.exchange.models import Work
from tasks.exchange.states import SheetState


class Export(Work):
    """One ordered file: `kind` is a key of making.KINDS, `about` the primary key it is about, `chosen` what the address chose besides."""

    TO_DO = (SheetState.WAITING,)

    kind = models.CharField("种类", max_length=20)
    about = models.BigIntegerField()
    chosen = models.JSONField(default=dict)
    title = models.CharField("名称", max_length=300, blank=True)
    state = models.CharField("状态", max_length=8, choices=SheetState, default=SheetState.WAITING)
    file = models.FileField("文件", upload_to="exports/", blank=True)
    made_at = models.DateTimeField("导出时间")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="导出人")

    class Meta:
        verbose_name = verbose_name_plural = "导出的文件"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title or self.kind
