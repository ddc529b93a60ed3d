"""Layouts of the office, sheets that went out with what they said then, and what came back."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from tasks.exchange.states import Kind, Outcome, ReplyState, SheetState, Verdict
from tasks.items.models import ResponsibilityList


class Layout(models.Model):
    """Which columns a sheet has, in which order, under which headings: `columns` is [[key, heading], …]."""

    name = models.CharField("名称", max_length=40)
    kind = models.CharField("用于", max_length=8, choices=Kind)
    columns = models.JSONField("列")
    is_default = models.BooleanField("默认使用", default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = "版式"
        ordering = ["kind", "-is_default", "name"]
        constraints = [
            models.UniqueConstraint(name="layout_names_are_unique", fields=["kind", "name"]),
            models.UniqueConstraint(name="a_kind_has_one_default_layout", fields=["kind"], condition=Q(is_default=True)),
        ]

    def __str__(self) -> str:
        return self.name


class WorkSet(models.QuerySet):
    """Reads about what a worker has to do."""

    def waiting(self, now: datetime) -> "WorkSet":
        """To be done, or left behind by a worker that died: its lease has ended."""
        return self.filter(Q(lease_until=None) | Q(lease_until__lt=now), state__in=self.model.TO_DO)


class Work(models.Model):
    """What a worker does piece by piece: the state in the row says what is left, so a lost message costs a minute at most."""

    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField("原因", max_length=500, blank=True)

    objects = WorkSet.as_manager()

    class Meta:
        abstract = True


class Sheet(Work):
    """One export: `token` names it in the file, `secret` makes the marks of its rows, `fills` says whether it may come back."""

    TO_DO = (SheetState.WAITING,)

    responsibility_list = models.ForeignKey(ResponsibilityList, models.PROTECT, related_name="sheets", verbose_name="清单")
    kind = models.CharField("内容", max_length=8, choices=Kind)
    layout = models.CharField("版式", max_length=40)
    columns = models.JSONField("列")
    fills = models.BooleanField(default=False)
    token = models.CharField(max_length=32, unique=True)
    secret = models.CharField(max_length=32)
    state = models.CharField("状态", max_length=8, choices=SheetState, default=SheetState.WAITING)
    file = models.FileField("文件", upload_to="exchange/", blank=True)
    made_at = models.DateTimeField("导出时间")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="导出人")

    class Meta:
        verbose_name = verbose_name_plural = "填报表"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.responsibility_list.title}（{self.get_kind_display()}）"


class SheetRow(models.Model):
    """One row as it was exported: the base of the comparison."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="rows")
    target = models.BigIntegerField()
    values = models.JSONField()

    class Meta:
        verbose_name = verbose_name_plural = "表格的一行"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="a_target_stands_once_in_a_sheet", fields=["sheet", "target"])]

    def __str__(self) -> str:
        return str(self.target)


class Reply(Work):
    """A filled-in sheet that came back: compared, then taken cell by cell as its sender ticked it."""

    TO_DO = (ReplyState.RECEIVED, ReplyState.TAKING)

    responsibility_list = models.ForeignKey(ResponsibilityList, models.PROTECT, related_name="replies", verbose_name="清单")
    sheet = models.ForeignKey(Sheet, models.PROTECT, null=True, related_name="replies", verbose_name="填报表")
    state = models.CharField("状态", max_length=8, choices=ReplyState, default=ReplyState.RECEIVED)
    file = models.FileField("文件", upload_to="exchange/", blank=True)
    name = models.CharField("文件名", max_length=120)
    digest = models.CharField("文件摘要", max_length=64)
    rows = models.PositiveIntegerField("交回行数", default=0)
    missing = models.PositiveIntegerField("缺少行数", default=0)
    received_at = models.DateTimeField("交回时间")
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="交回人")

    class Meta:
        verbose_name = verbose_name_plural = "交回的填报表"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.responsibility_list.title}：{self.name}"


class DifferenceSet(models.QuerySet):
    """Reads about differences."""

    def takeable(self) -> "DifferenceSet":
        """What a person may tick: changes and conflicts that are not yet taken."""
        return self.filter(verdict__in=[Verdict.CHANGE, Verdict.CONFLICT], outcome=Outcome.OPEN)

    def chosen(self) -> "DifferenceSet":
        """What is ticked and still to be taken."""
        return self.takeable().filter(accepted=True)


class Difference(models.Model):
    """One cell in which the sheet differs from the export, or one thing that is wrong with a row."""

    reply = models.ForeignKey(Reply, models.CASCADE, related_name="differences")
    row = models.PositiveIntegerField("行")
    target = models.BigIntegerField(null=True)
    label = models.CharField("事项", max_length=120, blank=True)
    column = models.CharField(max_length=30, blank=True)
    heading = models.CharField("列", max_length=30, blank=True)
    base = models.TextField("导出时", blank=True)
    now = models.TextField("系统现有", blank=True)
    said = models.TextField("表格填写", blank=True)
    verdict = models.CharField("判断", max_length=8, choices=Verdict)
    told = models.CharField("说明", max_length=500, blank=True)
    accepted = models.BooleanField("采纳", default=False)
    outcome = models.CharField("结果", max_length=8, choices=Outcome, default=Outcome.OPEN, blank=True)

    objects = DifferenceSet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "表格中的改动"
        ordering = ["row", "id"]
        indexes = [models.Index(fields=["reply", "verdict", "row"], name="differences_by_reply")]
        constraints = [
            models.CheckConstraint(
                name="only_cells_without_fault_are_accepted", condition=Q(accepted=False) | Q(verdict__in=["change", "conflict"])
            )
        ]

    def __str__(self) -> str:
        return f"第{self.row}行 {self.heading}"
