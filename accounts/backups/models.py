"""The record of backups, copies, drills and checks of files."""

from django.db import models
from django.db.models import Q


class Kind(models.TextChoices):
    """What was run."""

    BACKUP = "backup", "备份"
    COPY = "copy", "异地复制"
    DRILL = "drill", "恢复演练"
    FILES = "files", "文件核对"


class Run(models.Model):
    """One run. `name` is the backup's, `digest` that of its manifest (SHA-256, hex), `size` in bytes; `sentence` says how it ended."""

    kind = models.CharField("种类", max_length=10, choices=Kind)
    name = models.CharField("备份名称", max_length=40, blank=True)
    started_at = models.DateTimeField("开始时间")
    ended_at = models.DateTimeField("结束时间", null=True)
    ok = models.BooleanField("成功", null=True)
    size = models.BigIntegerField("字节数", default=0)
    digest = models.CharField("清单摘要", max_length=64, blank=True)
    sentence = models.CharField("说明", max_length=1000, blank=True)
    host = models.CharField("主机", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "备份与演练"
        ordering = ["-id"]
        indexes = [models.Index(fields=["kind", "-started_at"], name="runs_by_kind")]
        constraints = [
            models.UniqueConstraint(name="one_run_of_a_kind_at_a_time", fields=["kind"], condition=Q(ended_at=None)),
            models.CheckConstraint(
                name="a_run_that_ended_says_how",
                condition=Q(ended_at=None, ok=None) | Q(ended_at__isnull=False, ok__isnull=False) & ~Q(sentence=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}".strip()
