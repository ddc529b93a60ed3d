"""What was done: one short text, a percentage, at most one proof; and the text that somebody has not sent yet."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from tasks.items.models import Assignment

TEXT_LIMIT = 500
DRAFT_LIMIT = 4000


class Report(models.Model):
    """One progress entry, typed once. `key` comes from the form, so that a double click is counted once."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="reports")
    text = models.CharField("进展", max_length=TEXT_LIMIT)
    percent = models.PositiveSmallIntegerField("自报进度")
    at = models.DateTimeField("时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    post = models.CharField("岗位", max_length=200, blank=True)
    key = models.CharField(max_length=40, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "进展"
        ordering = ["id"]
        indexes = [models.Index(fields=["at"], name="reports_by_time")]
        constraints = [models.CheckConstraint(name="reported_percent_is_a_percentage", condition=Q(percent__lte=100))]

    def __str__(self) -> str:
        return self.text[:40]


class File(models.Model):
    """A kept file under a random name: what it was called, what it is, its SHA-256, and a small picture where it is an image."""

    file = models.FileField("文件", upload_to="evidence/%Y/%m/")
    name = models.CharField("文件名", max_length=200)
    kind = models.CharField("类型", max_length=10)
    size = models.PositiveIntegerField("字节数")
    digest = models.CharField("文件摘要", max_length=64)
    dated_on = models.DateField("材料日期", null=True, blank=True)
    thumb = models.FileField("缩略图", upload_to="evidence/%Y/%m/", blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class EvidenceSet(models.QuerySet):
    """Reads about proofs in the domain's words."""

    def valid(self) -> "EvidenceSet":
        """Not withdrawn."""
        return self.filter(voided=None)


class Evidence(File):
    """The one optional file of a report, in its newest version. `source`: the proof of another report whose file this one shares."""

    report = models.OneToOneField(Report, models.PROTECT, related_name="evidence")
    source = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="uses", verbose_name="沿用自")
    version = models.PositiveIntegerField("版次", default=1)

    objects = EvidenceSet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "佐证"
        indexes = [models.Index(fields=["digest"], name="evidence_by_digest")]


class Former(File):
    """An earlier version of a proof: replaced, never lost."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="formers")
    version = models.PositiveIntegerField("版次")
    replaced_at = models.DateTimeField("更换时间")
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="更换人")
    reason = models.CharField("更换原因", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "佐证旧版"
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(name="a_proof_has_each_version_once", fields=["evidence", "version"])]


class Voided(models.Model):
    """作废: a proof that was withdrawn, by whom and why. The file and its versions stay; it is shown struck and counts no more."""

    evidence = models.OneToOneField(Evidence, models.PROTECT, related_name="voided")
    reason = models.CharField("作废原因", max_length=200)
    at = models.DateTimeField("作废时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="作废人")
    post = models.CharField("岗位", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "佐证作废"
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="a_withdrawn_proof_says_why", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return f"{self.evidence}：{self.reason}"


class Draft(models.Model):
    """What one person has typed for one matter and not sent. Only that person sees it; it ends when the report is sent."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="drafts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    text = models.CharField("进展", max_length=DRAFT_LIMIT, blank=True)
    percent = models.PositiveSmallIntegerField("自报进度", null=True)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "草稿"
        constraints = [models.UniqueConstraint(name="one_draft_a_person_and_matter", fields=["assignment", "by"])]

    def __str__(self) -> str:
        return self.text[:40]
