"""The items of a list, and the units that a draft names for them."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from accounts.access import posts_of
from accounts.models import Post, Unit
from speeches.models import Directive, Piece
from tasks.items.models.lists import ResponsibilityList, sees_all
from tasks.items.states import FoundIn, Level, ListState, Mode, Part, Remedy, Source


class ItemSet(models.QuerySet):
    """Reads about items."""

    def visible_to(self, user) -> "ItemSet":
        """Items within the user's reach."""
        if sees_all(user):
            return self
        units = Unit.objects.reached_by(posts_of(user))
        return self.exclude(responsibility_list__state=ListState.DRAFT).filter(assignments__unit__in=units).distinct()


class Item(models.Model):
    """One duty of the list. `spans` marks its own words in the speech: [[start, end], …] inside its directive."""

    responsibility_list = models.ForeignKey(ResponsibilityList, models.PROTECT, related_name="items", verbose_name="清单")
    number = models.PositiveIntegerField("序号")
    title = models.CharField("事项", max_length=60)
    requirement = models.TextField("责任内容", max_length=2000)
    source = models.CharField("来源", max_length=12, choices=Source, default=Source.DIRECTIVE)
    directive = models.ForeignKey(Directive, models.PROTECT, null=True, blank=True, related_name="items")
    spans = models.JSONField("原文位置", default=list)
    said_by = models.CharField("批示人", max_length=60, blank=True)
    said_on = models.DateField("批示日期", null=True, blank=True)
    words = models.TextField("批示或问题原文", max_length=1000, blank=True)
    piece = models.ForeignKey(Piece, models.SET_NULL, null=True, blank=True, related_name="items", verbose_name="讲话中的问题")
    found_in = models.CharField("问题来源", max_length=12, choices=FoundIn, blank=True)
    found_on = models.DateField("发现日期", null=True, blank=True)
    basis = models.CharField("问题出处", max_length=120, blank=True, help_text="如：县委第二巡察组反馈意见。没有的留空。")
    remedy = models.CharField("整改类型", max_length=12, choices=Remedy, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级事项")
    carried_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_to", verbose_name="结转自"
    )
    theme = models.CharField("类别", max_length=40, blank=True)
    duty = models.JSONField("责任类别", default=list)
    four_manage = models.JSONField("四管", default=list)
    four_key = models.JSONField("四关键", default=list)
    level = models.CharField("责任层级", max_length=12, choices=Level, default=Level.COLLECTIVE)
    mode = models.CharField("负责方式", max_length=6, choices=Mode, default=Mode.EACH)
    target = models.CharField("目标", max_length=200, blank=True)
    target_value = models.DecimalField(
        "目标值", max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal("0.01"))]
    )
    target_measure = models.CharField("计量单位", max_length=20, blank=True, help_text="如：次、个、%。")
    acceptance_criteria = models.TextField("验收标准", max_length=500, blank=True)
    proof_needed = models.CharField("所需佐证", max_length=120, blank=True, help_text="一般不需要，留空即可。")
    due_on = models.DateField("完成时限", null=True, blank=True)
    rhythm = models.CharField("频次", max_length=60, blank=True)
    weight = models.DecimalField(
        "权重", max_digits=4, decimal_places=1, default=Decimal(1), validators=[MinValueValidator(Decimal("0.1"))]
    )
    leader = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="led_items", verbose_name="责任领导")
    checker = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="checked_items", verbose_name="核验单位")
    withdrawn_on = models.DateField("撤销日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ItemSet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "清单事项"
        ordering = ["responsibility_list", "number"]
        constraints = [
            models.UniqueConstraint(name="items_numbered_in_their_list", fields=["responsibility_list", "number"]),
            models.CheckConstraint(name="item_weight_is_positive", condition=Q(weight__gt=0)),
            models.CheckConstraint(
                name="directive_items_have_a_directive", condition=~Q(source="directive") | Q(directive__isnull=False)
            ),
            models.CheckConstraint(
                name="instruction_items_say_who_when_and_what",
                condition=~Q(source="instruction") | (~Q(said_by="") & ~Q(words="") & Q(said_on__isnull=False)),
            ),
            models.CheckConstraint(name="problem_items_name_the_problem", condition=~Q(source="problem") | ~Q(words="")),
            models.CheckConstraint(
                name="problems_and_only_they_say_where_found_and_how_righted",
                condition=(Q(source="problem") & ~Q(found_in="") & ~Q(remedy=""))
                | (~Q(source="problem") & Q(found_in="", remedy="", basis="", found_on=None)),
            ),
            models.CheckConstraint(name="no_item_is_its_own_part", condition=Q(parent=None) | ~Q(parent=F("id"))),
            models.CheckConstraint(
                name="a_target_value_has_a_measure",
                condition=Q(target_value=None, target_measure="")
                | (Q(target_value__isnull=False, target_value__gt=0) & ~Q(target_measure="")),
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.number}项　{self.title}"


class ItemUnit(models.Model):
    """Which unit gets the item, in which part. `checker` repeats the item's, so that the database can hold: never the unit itself."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="item_units")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    part = models.CharField("分工", max_length=8, choices=Part)
    checker = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "事项的责任单位"
        ordering = ["part", "unit__path"]
        constraints = [
            models.CheckConstraint(
                name="no_unit_checks_itself",
                condition=Q(checker=None) | ~Q(checker=F("unit")),
            ),
            models.UniqueConstraint(name="a_unit_has_one_part_in_an_item", fields=["item", "unit"]),
            models.UniqueConstraint(name="an_item_has_one_lead", fields=["item"], condition=Q(part="lead")),
        ]

    def __str__(self) -> str:
        return f"{self.unit}（{self.get_part_display()}）"
