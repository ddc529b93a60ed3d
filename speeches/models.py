"""A speech, its outline, its pieces, and the directives found in it. Offsets are Unicode code points, end exclusive."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.access import may
from accounts.roles import Permission
from speeches.states import BLANK, Book, DirectiveState, PieceKind, SpeechState


class SpeechSet(models.QuerySet):
    """Reads about speeches."""

    def visible_to(self, user) -> "SpeechSet":
        """The office sees all; everybody else with the right sees what could be read."""
        if may(user, Permission.IMPORT_SPEECH):
            return self
        if may(user, Permission.READ_SPEECHES):
            return self.filter(state__in=[SpeechState.READ, SpeechState.DECIDED])
        return self.none()

    def matching(self, *, q: str = "", state: str = "", year: str = "") -> "SpeechSet":
        """Those with the words in title, speaker or meeting, in a state, given in a year ("none": without a date)."""
        found = self
        for word in q.split():
            found = found.filter(Q(title__icontains=word) | Q(speaker__icontains=word) | Q(meeting__icontains=word))
        if state:
            found = found.filter(state=state)
        if year:
            found = found.filter(given_on__year=int(year)) if year.isdecimal() else found.filter(given_on=None)
        return found

    def years(self) -> list[int]:
        """The years in which they were given, newest first."""
        return [day.year for day in self.order_by().dates("given_on", "year", order="DESC")]

    def unread(self, now: datetime) -> "SpeechSet":
        """Waiting to be read, or left behind by a reader that died: its lease has ended."""
        return self.filter(Q(state=SpeechState.RECEIVED) | Q(state=SpeechState.READING, lease_until__lt=now))

    def same_file(self, digest: str) -> "SpeechSet":
        """Earlier speeches with the same bytes."""
        return self.filter(digest=digest).order_by("id")


class Speech(models.Model):
    """One document as received: the original file with its digest, the text, and how far reading has come."""

    title = models.CharField("标题", max_length=200)
    speaker = models.CharField("讲话人", max_length=60, blank=True)
    meeting = models.CharField("会议", max_length=120, blank=True)
    given_on = models.DateField("讲话日期", null=True, blank=True)
    file = models.FileField("原件", upload_to="speeches/%Y/", blank=True)
    file_name = models.CharField("文件名", max_length=200, blank=True)
    file_kind = models.CharField("格式", max_length=10, blank=True)
    encoding = models.CharField("编码", max_length=20, blank=True)
    digest = models.CharField("文件摘要", max_length=64, db_index=True)
    text = models.TextField("正文", blank=True)
    warnings = models.JSONField("提示", default=list)
    glossary = models.CharField(max_length=16, blank=True, help_text="mark of the glossary by which it was read")
    state = models.CharField("状态", max_length=12, choices=SpeechState, default=SpeechState.RECEIVED)
    reason = models.CharField("未能识别的原因", max_length=300, blank=True)
    progress = models.PositiveSmallIntegerField("识别进度", default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    received_at = models.DateTimeField("接收时间")
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="接收人")

    objects = SpeechSet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "讲话"
        ordering = ["-id"]
        constraints = [models.CheckConstraint(name="progress_is_a_percentage", condition=Q(progress__lte=100))]

    def __str__(self) -> str:
        return self.title


class Section(models.Model):
    """One heading of the outline, at any level."""

    speech = models.ForeignKey(Speech, models.CASCADE, related_name="sections")
    order = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField("层级")
    no = models.CharField("序号", max_length=20, blank=True)
    title = models.CharField("标题", max_length=200, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        verbose_name = verbose_name_plural = "讲话部分"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(name="sections_in_order", fields=["speech", "order"]),
            models.CheckConstraint(name="section_span", condition=Q(end__gt=F("start"))),
        ]

    def __str__(self) -> str:
        return f"{self.no}　{self.title}" if self.no else self.title


class Directive(models.Model):
    """One demand of the speech: a run of pieces, with what the reader found in its words and where each value came from."""

    speech = models.ForeignKey(Speech, models.CASCADE, related_name="directives")
    section = models.ForeignKey(Section, models.PROTECT, null=True, related_name="directives")
    order = models.PositiveIntegerField()
    ordinal = models.CharField("序次", max_length=20, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    title = models.CharField("标题", max_length=24)
    actor = models.CharField("责任主体", max_length=100, blank=True)
    lead_units = models.JSONField("牵头单位", default=list)
    support_units = models.JSONField("配合单位", default=list)
    deadline = models.CharField("时限（原文）", max_length=60, blank=True)
    due_on = models.DateField("完成时限", null=True, blank=True)
    recurrence = models.CharField("频次（原文）", max_length=60, blank=True)
    regulations = models.JSONField("依据", default=list)
    campaigns = models.JSONField("活动", default=list)
    themes = models.JSONField("类别", default=list)
    strength = models.CharField("强度", max_length=12)
    duty = models.JSONField("责任类别", default=list)
    four_manage = models.JSONField("四管", default=list)
    four_key = models.JSONField("四关键", default=list)
    demands = models.JSONField("分项", default=list, help_text="[[start, end], …] of the separate demands inside")
    sources = models.JSONField("出处", default=dict, help_text="field -> 原文 | 词表 | 推定 | 人工")
    proposal = models.JSONField(default=dict, help_text="the reader's own values, kept to count corrections")
    state = models.CharField("状态", max_length=10, choices=DirectiveState, default=DirectiveState.PROPOSED)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = "指示"
        ordering = ["speech", "start"]
        constraints = [
            models.UniqueConstraint(name="directives_in_order", fields=["speech", "order"]),
            models.CheckConstraint(name="directive_span", condition=Q(end__gt=F("start"))),
            models.CheckConstraint(
                name="directive_decided_by_somebody",
                condition=Q(state="proposed", decided_at=None, decided_by=None)
                | (~Q(state="proposed") & Q(decided_at__isnull=False, decided_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def text(self) -> str:
        """The words themselves (needs `speech` loaded)."""
        return self.speech.text[self.start : self.end]


class PieceSet(models.QuerySet):
    """Reads about pieces."""

    def worded(self) -> "PieceSet":
        """Those that hold words; blank lines need no decision."""
        return self.exclude(rule=BLANK)

    def open(self) -> "PieceSet":
        """Still undecided."""
        return self.filter(decided_kind="")

    def outside(self) -> "PieceSet":
        """Those that belong to no directive."""
        return self.filter(directive=None)


class Piece(models.Model):
    """A sentence or part of one. The pieces of a speech tile its text: joined, they give it back."""

    speech = models.ForeignKey(Speech, models.CASCADE, related_name="pieces")
    order = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = models.CharField("类别", max_length=20, choices=PieceKind)
    rule = models.CharField("判定规则", max_length=40)
    directive = models.ForeignKey(Directive, models.SET_NULL, null=True, related_name="pieces")
    decided_kind = models.CharField("认定类别", max_length=20, choices=PieceKind, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = PieceSet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "语句"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(name="pieces_in_order", fields=["speech", "order"]),
            models.CheckConstraint(name="piece_span", condition=Q(end__gt=F("start"))),
        ]

    def __str__(self) -> str:
        return f"{self.start}–{self.end} {self.get_kind_display()}"


class TermSet(models.QuerySet):
    """Reads about terms."""

    def of(self, book: str) -> "TermSet":
        """The terms of one glossary."""
        return self.filter(book=book)

    def actors(self) -> "TermSet":
        """The actors in use."""
        return self.filter(book=Book.ACTOR, off=False)


class Term(models.Model):
    """A word of the office's glossaries and what it means here: kinds of units, one unit, a campaign, or themes."""

    book = models.CharField("词表", max_length=10, choices=Book)
    phrase = models.CharField("说法", max_length=60)
    means = models.JSONField("所指", default=list, blank=True, help_text="actors: values of accounts UnitKind; themes: their names")
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="单位")
    off = models.BooleanField("停用", default=False)
    version = models.PositiveIntegerField(default=1)

    objects = TermSet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "词表"
        ordering = ["phrase"]
        constraints = [
            models.UniqueConstraint(name="phrase_once_in_a_book", fields=["book", "phrase"]),
            models.CheckConstraint(
                name="only_short_names_mean_a_unit",
                condition=Q(book="unit", unit__isnull=False) | (~Q(book="unit") & Q(unit=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.phrase
