"""督办单 with its numbers, its steps and proofs; and what was decided not to need one."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.access import posts_of
from accounts.models import Post, Unit
from tasks.items.models import Assignment, sees_all
from tasks.progress.models import File
from tasks.supervision.orders.states import LIVE, OWED, Kind, OrderState, written


class Series(models.TextChoices):
    """The papers that are numbered through a year."""

    ORDER = "order", "督办单"
    BULLETIN = "bulletin", "通报"


class NumberBook(models.Model):
    """The last number of a series given in a year. It is raised in the transaction that writes the paper: no gap, no double."""

    series = models.CharField("文种", max_length=10, choices=Series, default=Series.ORDER)
    year = models.PositiveSmallIntegerField("年度")
    last = models.PositiveIntegerField("最后编号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "公文编号"
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="one_number_book_a_year")]

    def __str__(self) -> str:
        return f"{self.get_series_display()}{self.year}年：{self.last}"


class OrderSet(models.QuerySet):
    """Reads about orders in the domain's words."""

    def visible_to(self, user) -> "OrderSet":
        """Of units within the user's reach."""
        return self if sees_all(user) else self.filter(assignment__unit__in=Unit.objects.reached_by(posts_of(user)))

    def live(self) -> "OrderSet":
        """Not ended."""
        return self.filter(state__in=LIVE)

    def owed(self) -> "OrderSet":
        """The unit's turn."""
        return self.filter(state__in=OWED)


class Order(models.Model):
    """One 督办单 about one matter. `to_post` is who was responsible on the day; `due_on` the due date that was missed."""

    mark = models.CharField("机关代字", max_length=20)
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveIntegerField("编号")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="orders", verbose_name="事项")
    to_post = models.ForeignKey(Post, models.PROTECT, related_name="orders_received", verbose_name="责任人")
    due_on = models.DateField("当时的时限")
    basis = models.CharField("督办缘由", max_length=200)
    demand = models.CharField("督办要求", max_length=500)
    limit_on = models.DateField("答复期限")
    state = models.CharField("状态", max_length=10, choices=OrderState, default=OrderState.ISSUED)
    issued_on = models.DateField("签发日期")
    issued_at = models.DateTimeField("签发时间")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="签发人")
    issued_post = models.CharField("签发人岗位", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OrderSet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "督办单"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(name="orders_are_numbered_in_their_year", fields=["year", "number"]),
            models.UniqueConstraint(name="one_live_order_for_a_matter", fields=["assignment"], condition=Q(state__in=sorted(LIVE))),
            models.CheckConstraint(name="orders_begin_at_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return written(self.mark, self.year, self.number)


class OrderStep(models.Model):
    """One dated step of an order after it was issued, with its words."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="steps")
    act = models.CharField("行为", max_length=10)
    origin = models.CharField(max_length=10, choices=OrderState)
    target = models.CharField(max_length=10, choices=OrderState)
    words = models.CharField("内容", max_length=500, blank=True)
    on = models.DateField("日期")
    at = models.DateTimeField("时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    post = models.CharField("岗位", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "督办单办理"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="only_an_accepted_answer_needs_no_words", condition=Q(act="accept") | ~Q(words="")),
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.act}"


class OrderProof(File):
    """The one optional file of an answer."""

    step = models.OneToOneField(OrderStep, models.PROTECT, related_name="proof")

    class Meta:
        verbose_name = verbose_name_plural = "督办单佐证"


class Waiver(models.Model):
    """不需要: a person decided that a proposal needs nothing, with the reason. A new due date is a new question."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="waivers")
    kind = models.CharField("建议", max_length=5, choices=Kind)
    due_on = models.DateField("当时的时限")
    reason = models.CharField("理由", max_length=200)
    on = models.DateField("日期")
    at = models.DateTimeField("时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    post = models.CharField("岗位", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "不予督办的决定"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="a_proposal_is_waived_once", fields=["assignment", "kind", "due_on"])]

    def __str__(self) -> str:
        return f"{self.assignment}：不需要{self.get_kind_display()}"
