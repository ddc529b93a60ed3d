"""The outbox: a letter is a row first; one job leases it, sends it, and marks it sent if the lease is still its own."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class LetterState(models.TextChoices):
    """A letter's life."""

    QUEUED = "queued", "待发"
    SENDING = "sending", "发送中"
    SENT = "sent", "已发"
    CANCELLED = "cancelled", "已取消"
    FAILED = "failed", "未送达"


class Letter(models.Model):
    """One letter to one person. `key` is unique: what was said once is not said again."""

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField("种类", max_length=40)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="letters", verbose_name="收件人")
    address = models.EmailField("地址", blank=True)
    subject = models.CharField("主题", max_length=200)
    text = models.TextField("正文")
    html = models.TextField("网页正文", blank=True)
    calendar = models.TextField("日历附件", blank=True, help_text="an iCalendar file (RFC 5545) with the due dates, or empty")
    data = models.JSONField(default=dict, help_text="ids that the still-wanted check needs")
    state = models.CharField("状态", max_length=10, choices=LetterState, default=LetterState.QUEUED)
    created_at = models.DateTimeField("写信时间")
    not_before = models.DateTimeField("不早于")
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    lease_until = models.DateTimeField(null=True)
    lease_token = models.CharField(max_length=32, blank=True)
    answer = models.CharField("服务器答复", max_length=500, blank=True)
    message_id = models.CharField(max_length=200)
    sent_at = models.DateTimeField("发出时间", null=True)
    read_at = models.DateTimeField("已读时间", null=True, help_text="read here as a notice; says nothing about the mailbox")

    class Meta:
        verbose_name = verbose_name_plural = "信件"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "not_before"], name="letters_due"),
            models.Index(fields=["to", "read_at"], name="letters_of_a_person"),
        ]
        constraints = [
            models.CheckConstraint(
                name="sent_letters_have_a_time", condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent")
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"


class Mute(models.Model):
    """A kind of letter that need not come to the person's mailbox; it is still written and stands in 消息."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="mutes", verbose_name="人员")
    kind = models.CharField("种类", max_length=40)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "停收的邮件"
        constraints = [models.UniqueConstraint(name="a_kind_is_switched_off_once", fields=["user", "kind"])]

    def __str__(self) -> str:
        return f"{self.user}：{self.kind}"
