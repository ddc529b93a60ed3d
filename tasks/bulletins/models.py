"""通报: its text, the steps of its life, and the units that it is addressed to with their 签收."""

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q

from accounts.access import may, posts_of
from accounts.models import Unit
from accounts.roles import Permission
from accounts.units.models import reached
from tasks.assessment.models import Cycle
from tasks.bulletins.passages import Passage, from_plain
from tasks.bulletins.states import OUT, UNDER_WAY, BulletinState, Kind, Scope
from tasks.supervision.orders.states import written

PERSON = {"to": settings.AUTH_USER_MODEL, "on_delete": models.PROTECT, "related_name": "+"}
UNNUMBERED = Q(number=None, year=None, published_on=None, published_at=None, published_by=None, digest="")
NUMBERED = Q(number__isnull=False, number__gte=1, year__isnull=False, published_on__isnull=False, published_at__isnull=False) & Q(
    published_by__isnull=False
)


class BulletinSet(models.QuerySet):
    """Reads about 通报 in the domain's words."""

    def visible_to(self, user) -> "BulletinSet":
        """Who drafts sees all, county leaders what was laid before them, a unit what was published to units within its reach."""
        if may(user, Permission.DRAFT_BULLETIN):
            return self
        if may(user, Permission.APPROVE_BULLETIN):
            return self.exclude(state__in=[BulletinState.DRAFTED, BulletinState.DISCARDED])
        mine = Receipt.objects.filter(reached(posts_of(user), unit="unit__")).values("bulletin")
        return self.filter(state__in=OUT, pk__in=mine)

    def out(self) -> "BulletinSet":
        """Published, also those that were corrected since."""
        return self.filter(state__in=OUT)

    def under_way(self) -> "BulletinSet":
        """Drafted and not yet published."""
        return self.filter(state__in=UNDER_WAY)

    def of_year(self, year: int) -> "BulletinSet":
        """Published in the year and counted against its plan: a correction makes good what was wrong, and does not count."""
        return self.out().filter(year=year, corrects=None)

    def with_counts(self) -> "BulletinSet":
        """With `told` and `signed`: units addressed, and those that acknowledged."""
        signed = Count("receipts", filter=Q(receipts__acknowledged_at__isnull=False))
        return self.annotate(told=Count("receipts"), signed=signed)


class Bulletin(models.Model):
    """One 通报. `passages` is its text with sources (passages.plain); after 印发 it is locked under `digest`.

    `among`: kinds of units or keys of units, as `scope` says. `snapshot`: the number of the cycle's snapshot that it was drafted from.
    """

    kind = models.CharField("种类", max_length=12, choices=Kind)
    title = models.CharField("标题", max_length=120)
    cycle = models.ForeignKey(Cycle, models.PROTECT, null=True, related_name="bulletins", verbose_name="考核")
    snapshot = models.PositiveIntegerField("考核快照", null=True)
    from_on = models.DateField("起")
    to_on = models.DateField("止")
    passages = models.JSONField("正文", default=list)
    scope = models.CharField("印发范围", max_length=8, choices=Scope, default=Scope.ALL)
    among = models.JSONField("范围", default=list)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections", verbose_name="更正的通报")
    reason = models.CharField("更正理由", max_length=300, blank=True)
    state = models.CharField("状态", max_length=10, choices=BulletinState, default=BulletinState.DRAFTED)
    drafted_at = models.DateTimeField("起草时间")
    drafted_by = models.ForeignKey(verbose_name="起草人", **PERSON)
    submitted_by = models.ForeignKey(verbose_name="报审人", null=True, **PERSON)
    approved_at = models.DateTimeField("审定时间", null=True)
    approved_by = models.ForeignKey(verbose_name="审定人", null=True, **PERSON)
    mark = models.CharField("机关代字", max_length=20, blank=True)
    year = models.PositiveSmallIntegerField("年度", null=True)
    number = models.PositiveIntegerField("编号", null=True)
    published_on = models.DateField("印发日期", null=True)
    published_at = models.DateTimeField("印发时间", null=True)
    published_by = models.ForeignKey(verbose_name="印发人", null=True, **PERSON)
    over_reason = models.CharField("超出年度计划的理由", max_length=300, blank=True)
    digest = models.CharField("摘要", max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = BulletinSet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通报"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(name="bulletins_are_numbered_in_their_year", fields=["year", "number"]),
            models.CheckConstraint(
                name="published_bulletins_have_number_date_person_and_digest",
                condition=(Q(state__in=sorted(OUT)) & NUMBERED & ~Q(digest="") & Q(approved_by__isnull=False))
                | (~Q(state__in=sorted(OUT)) & UNNUMBERED),
            ),
            models.CheckConstraint(
                name="bulletins_are_approved_by_a_second_person",
                condition=Q(approved_by=None, approved_at=None)
                | (
                    Q(approved_by__isnull=False, approved_at__isnull=False)
                    & ~Q(approved_by=F("drafted_by"))
                    & ~Q(approved_by=F("submitted_by"))
                ),
            ),
            models.CheckConstraint(name="result_bulletins_name_their_cycle", condition=~Q(kind="result") | Q(cycle__isnull=False)),
            models.CheckConstraint(name="bulletins_end_after_they_begin", condition=Q(to_on__gte=F("from_on"))),
            models.CheckConstraint(name="a_correcting_bulletin_has_a_reason", condition=Q(corrects=None) | ~Q(reason="")),
            models.CheckConstraint(name="no_bulletin_corrects_itself", condition=Q(corrects=None) | ~Q(corrects=F("id"))),
            models.UniqueConstraint(
                name="a_result_is_made_known_once",
                fields=["cycle"],
                condition=Q(corrects=None) & ~Q(state=BulletinState.DISCARDED),
            ),
            models.UniqueConstraint(
                name="a_period_is_reported_to_a_scope_once",
                fields=["from_on", "to_on", "scope"],
                condition=Q(kind="supervision", corrects=None, scope__in=["all", "leaders"]) & ~Q(state=BulletinState.DISCARDED),
            ),
            models.UniqueConstraint(
                name="a_bulletin_is_corrected_by_one", fields=["corrects"], condition=~Q(state=BulletinState.DISCARDED)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}《{self.title}》"[:200]

    @property
    def code(self) -> str:
        """县直通〔2026〕3号; empty before 印发."""
        return written(self.mark, self.year, self.number) if self.number else ""

    @property
    def text(self) -> tuple[Passage, ...]:
        """The passages."""
        return from_plain(self.passages)

    @property
    def is_out(self) -> bool:
        """Published, corrected or not."""
        return self.state in OUT


class BulletinStep(models.Model):
    """One dated step of a 通报's life, with its words."""

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="steps")
    act = models.CharField("行为", max_length=10)
    origin = models.CharField(max_length=10, choices=BulletinState)
    target = models.CharField(max_length=10, choices=BulletinState)
    words = models.CharField("内容", max_length=500, blank=True)
    at = models.DateTimeField("时间")
    by = models.ForeignKey(**PERSON)
    post = models.CharField("岗位", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "通报办理"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="a_bulletin_goes_back_with_words", condition=~Q(act__in=["send_back", "take_back", "discard"]) | ~Q(words="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.bulletin} {self.act}"


class ReceiptSet(models.QuerySet):
    """Reads about 签收."""

    def waiting(self) -> "ReceiptSet":
        """Not acknowledged, of 通报 that still stand."""
        return self.filter(acknowledged_at=None, bulletin__state=BulletinState.PUBLISHED)

    def actable_by(self, user) -> "ReceiptSet":
        """Of units for which the person may 签收."""
        return self.filter(reached(posts_of(user), Permission.ACKNOWLEDGE, unit="unit__"))

    def own(self, user) -> "ReceiptSet":
        """Of units in which the person holds a post, without those below."""
        return self.filter(unit__in=[post.unit_id for post in posts_of(user)])


class Receipt(models.Model):
    """One unit that a 通报 is addressed to, and its 签收."""

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="receipts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="receipts", verbose_name="单位")
    acknowledged_on = models.DateField("签收日期", null=True)
    acknowledged_at = models.DateTimeField("签收时间", null=True)
    acknowledged_by = models.ForeignKey(null=True, **PERSON)
    post = models.CharField("岗位", max_length=200, blank=True)

    objects = ReceiptSet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通报签收"
        ordering = ["unit__path"]
        constraints = [
            models.UniqueConstraint(name="a_bulletin_goes_to_a_unit_once", fields=["bulletin", "unit"]),
            models.CheckConstraint(
                name="acknowledged_bulletins_have_day_and_person",
                condition=Q(acknowledged_on=None, acknowledged_at=None, acknowledged_by=None)
                | Q(acknowledged_on__isnull=False, acknowledged_at__isnull=False, acknowledged_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bulletin}：{self.unit}"
