"""The library of standing duties (三会一课 and the like), with rule, article, rhythm and an honest mark of verification."""

from django.db import models

from tasks.duties.states import Mark, Period


class StandingDuty(models.Model):
    """One duty that returns with each period."""

    code = models.CharField("编号", max_length=8, unique=True)
    title = models.CharField("工作", max_length=60)
    actor = models.CharField("责任主体", max_length=40)
    period = models.CharField("频次", max_length=10, choices=Period)
    period_proposed = models.BooleanField(
        "频次为建议", default=False, help_text="the rule names no figure; the office sets its own"
    )
    rule = models.CharField("依据", max_length=80)
    article = models.CharField("条款", max_length=40, blank=True)
    mark = models.CharField("核对情况", max_length=12, choices=Mark)
    retired_on = models.DateField("停止使用日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = "经常性工作"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="an_article_is_printed_only_when_its_text_was_read",
                condition=models.Q(article="") | models.Q(mark="text_read"),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def basis(self) -> str:
        """Rule and article, as a page may print them."""
        return f"{self.rule}{self.article}"
