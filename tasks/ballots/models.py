"""民主测评 and 领导评鉴. Before closing: codes as hashes, and sheets that name no code. After closing: single marks, nothing else."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Count, Q, TextChoices

from accounts.models import Unit
from accounts.roles import ROLE_LABELS, Role

# Who may be asked by letter; the office itself runs the 测评, the guardians see no business.
VOTERS = (Role.COUNTY_LEADER, Role.SUPERVISOR, Role.UNIT_SECRETARY, Role.UNIT_LEADER, Role.UNIT_CLERK)


def random_key() -> int:
    """A key that says nothing of when its row was made; SQLite keeps the rows in the order of this number."""
    return secrets.randbelow(2**62) + 1


class BallotState(TextChoices):
    """A 测评's life."""

    DRAFT = "draft", "拟定中"
    OPEN = "open", "投票中"
    CLOSED = "closed", "已结束"


class Ballot(models.Model):
    """One 民主测评 of units in a cycle. `purged_at`: when the disk was cleared of what the closing had deleted."""

    cycle = models.ForeignKey("tasks.Cycle", models.PROTECT, related_name="ballots", verbose_name="所属考核")
    title = models.CharField("名称", max_length=80)
    explanation = models.CharField("测评说明", max_length=500, blank=True)
    trial = models.BooleanField("试投", default=False)
    units = models.ManyToManyField(Unit, related_name="ballots", verbose_name="被测评单位")
    rules = models.JSONField("规则")
    closes_on = models.DateField("截止日期")
    state = models.CharField("状态", max_length=10, choices=BallotState, default=BallotState.DRAFT)
    opened_at = models.DateTimeField("开始时间", null=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField("结束时间", null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    close_reason = models.CharField("提前结束的理由", max_length=300, blank=True)
    purged_at = models.DateTimeField("清除时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "民主测评"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="ballots_in_use_have_time_and_person",
                condition=Q(state="draft", opened_at=None, opened_by=None, closed_at=None)
                | Q(state="open", opened_at__isnull=False, opened_by__isnull=False, closed_at=None)
                | Q(state="closed", opened_at__isnull=False, closed_at__isnull=False, closed_by__isnull=False),
            ),
            models.CheckConstraint(name="only_closed_ballots_are_purged", condition=Q(purged_at=None) | Q(state="closed")),
        ]

    def __str__(self) -> str:
        return f"{self.title}（试投）" if self.trial else self.title


class GroupSet(models.QuerySet):
    """Reads about groups."""

    def with_turnout(self) -> "GroupSet":
        """While votes come in: `given` codes and `used` ones, counted; after closing the columns hold the figures."""
        by_letter, used = Q(codes__batch=0), Q(codes__used=True)
        return self.annotate(given=Count("codes"), by_letter=Count("codes", filter=by_letter), used=Count("codes", filter=used))


class VoterGroup(models.Model):
    """测评类别: voters with one weight. `issued`, `returned`, `valid` are written at closing."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="groups")
    name = models.CharField("类别", max_length=40)
    weight = models.DecimalField("权重", max_digits=5, decimal_places=2)
    role = models.CharField(
        "发信给", max_length=20, blank=True, choices=[(role.value, ROLE_LABELS[role]) for role in VOTERS]
    )  # fmt: skip
    slips = models.PositiveSmallIntegerField("纸质票张数", default=0)
    batches = models.PositiveSmallIntegerField("已打印批次", default=0)
    issued = models.PositiveIntegerField("发出", default=0)
    returned = models.PositiveIntegerField("收回", default=0)
    valid = models.PositiveIntegerField("有效", default=0)

    objects = GroupSet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "测评类别"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="a_group_is_named_once_in_a_ballot", fields=["ballot", "name"])]

    def __str__(self) -> str:
        return self.name


class VotingCode(models.Model):
    """票号: kept as a keyed hash only, with whether it was used; never when, never by whom, and gone after closing."""

    id = models.BigIntegerField(primary_key=True, default=random_key)
    group = models.ForeignKey(VoterGroup, models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64, unique=True)
    batch = models.PositiveSmallIntegerField(help_text="0: by letter; else the print run")
    used = models.BooleanField(default=False)

    class Meta:
        verbose_name = verbose_name_plural = "票号"

    def __str__(self) -> str:
        return f"{self.group}的票号"


class Vote(models.Model):
    """A sheet as it was cast, until closing: the group and the grades by unit. No code, no time."""

    id = models.BigIntegerField(primary_key=True, default=random_key)
    group = models.ForeignKey(VoterGroup, models.CASCADE, related_name="votes")
    answers = models.JSONField()

    class Meta:
        verbose_name = verbose_name_plural = "测评票"

    def __str__(self) -> str:
        return f"{self.group}的一张票"


class Mark(models.Model):
    """After closing: one grade for one unit by somebody of the group. The sheet it stood on cannot be put together again."""

    id = models.BigIntegerField(primary_key=True, default=random_key)
    group = models.ForeignKey(VoterGroup, models.PROTECT, related_name="marks")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="marks")
    grade = models.CharField(max_length=10)

    class Meta:
        verbose_name = verbose_name_plural = "测评结果"

    def __str__(self) -> str:
        return f"{self.group}对{self.unit}：{self.grade}"


class AppraisalCall(models.Model):
    """领导评鉴 of a cycle: until the day, each leader says what he thinks of the units in his charge."""

    cycle = models.OneToOneField("tasks.Cycle", models.PROTECT, related_name="appraisal_call", verbose_name="所属考核")
    due_on = models.DateField("截止日期")
    opened_at = models.DateTimeField("发起时间")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "领导评鉴"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.cycle}领导评鉴"


class Appraisal(models.Model):
    """A leader's grade and one sentence for a unit in his charge; signed, never anonymous."""

    call = models.ForeignKey(AppraisalCall, models.PROTECT, related_name="appraisals")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appraisals", verbose_name="单位")
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="分管领导")
    grade = models.CharField("评鉴等次", max_length=10)
    sentence = models.CharField("评鉴意见", max_length=200)
    at = models.DateTimeField("评鉴时间")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = "评鉴"
        ordering = ["unit__path", "id"]
        constraints = [
            models.UniqueConstraint(name="a_leader_appraises_a_unit_once_in_a_cycle", fields=["call", "unit", "leader"]),
            models.CheckConstraint(name="appraisals_have_a_sentence", condition=~Q(grade="") & ~Q(sentence="")),
        ]

    def __str__(self) -> str:
        return f"{self.leader}对{self.unit}：{self.grade}"
