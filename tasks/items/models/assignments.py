"""What each unit was given, and every dated step of it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.access import posts_of
from accounts.models import Post, Unit
from accounts.roles import GRANTS, Permission
from accounts.units.models import below, reached
from tasks.items.models.items import Item
from tasks.items.models.lists import sees_all
from tasks.items.states import DONE, ENDED, OPEN, RUNNING, Part, State

SUPPORT_ONLY = [State.TOLD, State.SUPPORTED]
REVIEWED_ONLY = [State.SUBMITTED, State.COMPLETED, State.CLOSED_OFF]


class AssignmentSet(models.QuerySet):
    """Reads about assignments in the domain's words."""

    def visible_to(self, user) -> "AssignmentSet":
        """Assignments of units within the user's reach."""
        if sees_all(user):
            return self
        return self.filter(reached(posts_of(user), unit="unit__"))

    def readable_by(self, user) -> "AssignmentSet":
        """Within reach, or of an item that names a unit in which the person holds a post as 核验单位: who checks must see."""
        if sees_all(user):
            return self
        posts = posts_of(user)
        checks = [post.unit_id for post in posts if Permission.READ_LISTS in GRANTS[post.role]]
        return self.filter(reached(posts, unit="unit__") | Q(item__checker__in=checks))

    def actable_by(self, user, permission: Permission) -> "AssignmentSet":
        """Assignments of units where the user's posts grant `permission`."""
        return self.filter(reached(posts_of(user), permission, unit="unit__"))

    def open(self) -> "AssignmentSet":
        """Still to be done or to be reviewed."""
        return self.filter(state__in=OPEN)

    def ended(self) -> "AssignmentSet":
        """Off every to-do list."""
        return self.filter(state__in=ENDED)

    def overdue(self, on: date) -> "AssignmentSet":
        """Open past the due date, the unit's clock still running (waiting for somebody else's word stops it)."""
        return self.filter(state__in=RUNNING, due_on__lt=on)

    def of_subtree(self, unit: Unit) -> "AssignmentSet":
        """Of `unit` and all below it."""
        return self.filter(below(unit, "unit__"))

    def with_everything(self) -> "AssignmentSet":
        """What a row on a page shows, in one query."""
        return self.select_related("item__responsibility_list", "item__directive__section", "unit", "leader__user", "leader__unit")


class Assignment(models.Model):
    """An item as given to one unit. `percent` is the unit's own claim; the checked result stands in review.Submission."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="assignments", verbose_name="事项")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments", verbose_name="单位")
    part = models.CharField("分工", max_length=8, choices=Part)
    leader = models.ForeignKey(Post, models.PROTECT, null=True, related_name="led_assignments", verbose_name="分管领导")
    state = models.CharField("状态", max_length=12, choices=State, default=State.PENDING)
    assigned_on = models.DateField("下达日期")
    first_due_on = models.DateField("原定时限")
    due_on = models.DateField("完成时限")
    percent = models.PositiveSmallIntegerField("自报进度", default=0)
    submitted_on = models.DateField(
        "提请办结日期",
        null=True,
        help_text="the day on which the unit last handed it over (提请办结、异议、配合情况): its clock stopped",
    )
    acknowledged_on = models.DateField("签收日期", null=True)
    completed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    completed_on = models.DateField("办结日期", null=True)
    closed_off_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_off_on = models.DateField("销号日期", null=True)
    version = models.PositiveIntegerField(default=1)

    objects = AssignmentSet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任务"
        ordering = ["due_on", "id"]
        indexes = [
            # All facts of a light: the lights of the whole county are counted in the index alone.
            models.Index(fields=["state", "due_on", "submitted_on"], name="assignments_by_light"),
            # The two queues of the office, longest waiting first.
            models.Index(fields=["submitted_on", "id"], name="assignments_to_review", condition=Q(state="submitted")),
            models.Index(fields=["completed_on", "id"], name="assignments_to_close_off", condition=Q(state="completed")),
            models.Index(
                fields=["state", "due_on"], name="assignments_handed_over_late", condition=Q(submitted_on__gt=F("due_on"))
            ),
            models.Index(fields=["due_on", "id"], name="assignments_page_by_page"),
        ]
        constraints = [
            models.UniqueConstraint(name="an_item_is_given_to_a_unit_once", fields=["item", "unit"]),
            models.CheckConstraint(name="claimed_percent_is_a_percentage", condition=Q(percent__lte=100)),
            models.CheckConstraint(
                name="done_assignments_name_their_approver",
                condition=Q(state__in=sorted(DONE), completed_by__isnull=False, completed_on__isnull=False)
                | (~Q(state__in=sorted(DONE)) & Q(completed_by=None, completed_on=None)),
            ),
            models.CheckConstraint(
                name="closed_off_assignments_name_their_checker",
                condition=Q(state=State.CLOSED_OFF, closed_off_by__isnull=False, closed_off_on__isnull=False)
                | (~Q(state=State.CLOSED_OFF) & Q(closed_off_by=None, closed_off_on=None)),
            ),
            models.CheckConstraint(
                name="closed_off_by_somebody_other_than_the_approver",
                condition=Q(closed_off_by=None) | ~Q(closed_off_by=F("completed_by")),
            ),
            models.CheckConstraint(
                name="support_units_go_their_own_way",
                condition=(Q(part=Part.SUPPORT) & ~Q(state__in=REVIEWED_ONLY))
                | (~Q(part=Part.SUPPORT) & ~Q(state__in=SUPPORT_ONLY)),
            ),
            models.UniqueConstraint(name="one_unit_leads_an_item", fields=["item"], condition=Q(part=Part.LEAD)),
        ]

    def __str__(self) -> str:
        return f"{self.unit.short}：{self.item.title}"

    def written(self, **fields: Any) -> None:
        """Take over what a compare-and-swap has just written: nothing else can have changed, so nothing is read anew."""
        for name, value in fields.items():
            setattr(self, name, value)


class Move(models.Model):
    """One dated step in an assignment's life: the fact from which history, lights and scores are derived."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="moves")
    act = models.CharField("行为", max_length=12)
    origin = models.CharField(max_length=12, choices=State, blank=True)
    target = models.CharField(max_length=12, choices=State)
    on = models.DateField("日期")
    at = models.DateTimeField("时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    post = models.CharField("岗位", max_length=200, blank=True)
    reason = models.CharField("理由", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "办理状态变化"
        ordering = ["id"]
        indexes = [models.Index(fields=["by", "at"], name="moves_by_person_and_time")]

    def __str__(self) -> str:
        return f"{self.assignment} {self.act}"
