"""The tree of units, the posts in them, and what each leader is in charge of."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.roles import GUARDIANS, ROLE_LABELS, SEES_ALL, Permission, Role, roles_with
from accounts.units.states import UnitKind, office


class UnitSet(models.QuerySet):
    """Reads about units in the domain's words."""

    def current(self) -> "UnitSet":
        """Units that have not been dissolved."""
        return self.filter(dissolved_on=None)

    def subtree(self, unit: "Unit") -> "UnitSet":
        """`unit` and all below it."""
        return self.filter(below(unit))

    def reached_by(self, posts: "Iterable[Post]", permission: Permission | None = None) -> "UnitSet":
        """Units over which these posts (accounts.access.posts_of) give rights; with `permission`: that one right."""
        return self.filter(reached(posts, permission))


def reached(posts: "Iterable[Post]", permission: Permission | None = None, unit: str = "") -> Q:
    """The same as a condition on rows of which `unit` ("unit__") leads to a unit.

    A planner that joins many tables begins with such a range; a subquery it keeps for the end, after reading the whole county.
    """
    held = [p for p in posts if permission is None or p.role in roles_with(permission)]
    if any(p.role in SEES_ALL for p in held):
        return Q()
    reach = Q(**{f"{unit}pk__in": []})
    for post in held:
        if post.role not in GUARDIANS:
            reach |= below(post.unit, unit)
    return reach


def reach_covers(posts: "Iterable[Post]", unit: "Unit", permission: Permission | None = None) -> bool:
    """The answer of `reached` about one unit at hand, without asking the database."""
    held = [p for p in posts if permission is None or p.role in roles_with(permission)]
    return any(p.role in SEES_ALL or (p.role not in GUARDIANS and unit.path.startswith(p.unit.path)) for p in held)


def below(top: "Unit", unit: str = "") -> Q:
    """`top` and all below it: a range over the derived path, which every database answers from the index."""
    return Q(**{f"{unit}path__gte": top.path, f"{unit}path__lt": after(top.path)})


def after(path: str) -> str:
    """The first string greater than every path that begins with `path`."""
    return path[:-1] + chr(ord(path[-1]) + 1)


class Unit(models.Model):
    """One Party organisation or organ. `parent` is the truth; `path` is derived from it by units.actions."""

    name = models.CharField("名称", max_length=100, unique=True)
    short_name = models.CharField("简称", max_length=40, blank=True)
    kind = models.CharField("类别", max_length=20, choices=UnitKind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级")
    path = models.CharField(max_length=120, unique=True, editable=False)
    order = models.PositiveIntegerField("排序", default=0)
    dissolved_on = models.DateField("撤销日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = UnitSet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "单位"
        ordering = ["path"]
        constraints = [models.CheckConstraint(name="unit_not_its_own_parent", condition=Q(parent=None) | ~Q(parent=F("id")))]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """0 for a root; five characters of the path for each level."""
        return len(self.path) // 5 - 1

    @property
    def short(self) -> str:
        """The name for narrow columns."""
        return self.short_name or self.name


def valid(on: date) -> Q:
    """Rows with validity dates that hold on the day `on`."""
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))


def not_ended(on: date) -> Q:
    """Rows with validity dates that go on after the day `on`."""
    return Q(valid_to=None) | Q(valid_to__gt=on)


def overlapping(first: date, last: date | None) -> Q:
    """Rows with validity dates that share a day with this span (open when `last` is None)."""
    begun = Q(valid_from__lte=last) if last else Q()
    return begun & (Q(valid_to=None) | Q(valid_to__gte=first))


class PostSet(models.QuerySet):
    """Reads about posts in the domain's words."""

    def on(self, day: date) -> "PostSet":
        """Posts held on `day` by people whose account is open, and was not past its last day then."""
        return self.filter(valid(day), Q(user__expires_on=None) | Q(user__expires_on__gte=day), user__is_active=True)

    def with_role(self, *roles: Role) -> "PostSet":
        """Posts of the given roles."""
        return self.filter(role__in=roles)


class Post(models.Model):
    """Who holds which role in which unit, from when to when (both days inclusive). Duties follow the post."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts", verbose_name="人员")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name="单位")
    role = models.CharField("角色", max_length=20, choices=[(r.value, label) for r, label in ROLE_LABELS.items()])
    title = models.CharField("职务", max_length=60, blank=True)
    valid_from = models.DateField("任职日期")
    valid_to = models.DateField("离任日期", null=True, blank=True)

    objects = PostSet.as_manager()
    # Set by accounts.holding.posts_of on a post that is not one's own but acted for.
    acted = False

    class Meta:
        verbose_name = verbose_name_plural = "岗位"
        ordering = ["unit__path", "role", "id"]
        constraints = [
            models.CheckConstraint(
                name="post_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="离任日期不能早于任职日期。",
            ),
            models.UniqueConstraint(
                name="one_first_responsible_person_per_unit",
                fields=["unit"],
                condition=Q(role=Role.UNIT_SECRETARY, valid_to=None),
                violation_error_message="该单位已有在任书记（第一责任人）。",
            ),
            models.UniqueConstraint(
                name="nobody_holds_two_guardian_posts",
                fields=["user"],
                condition=Q(role__in=sorted(GUARDIANS), valid_to=None),
                violation_error_message="同一人不得兼任系统、安全、审计管理员。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.user}"

    @property
    def label(self) -> str:
        """Unit and office as they are said."""
        return office(self.unit.short, self.title or self.get_role_display())

    @property
    def in_charge_of(self) -> list[str]:
        """Fields and units of the portfolio lines without an end (prefetch `portfolio__unit` for many posts)."""
        return [line.what for line in self.portfolio.all() if line.valid_to is None]

    def holds(self, on: date) -> bool:
        """True when the post is held on the day `on`."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class Portfolio(models.Model):
    """One line of a leader's 分管: a field of work (theme), or a unit, with dates. Source of 一岗双责."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="portfolio", verbose_name="岗位")
    field = models.CharField("分管领域", max_length=40, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="overseen_by", verbose_name="分管单位")
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "分管"
        constraints = [
            models.CheckConstraint(name="portfolio_names_a_field_or_a_unit", condition=~Q(field="") | Q(unit__isnull=False)),
            models.CheckConstraint(
                name="portfolio_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="截止日期不能早于起始日期。",
            ),
            models.UniqueConstraint(
                name="a_leader_is_given_a_field_once",
                fields=["post", "field"],
                condition=Q(valid_to=None, unit=None),
                violation_error_message="该领域已由其分管。",
            ),
            models.UniqueConstraint(
                name="a_leader_is_given_a_unit_once",
                fields=["post", "unit"],
                condition=Q(valid_to=None, field=""),
                violation_error_message="该单位已由其分管。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}：{self.field or self.unit}"

    @property
    def what(self) -> str:
        """The field or the unit."""
        return self.field or str(self.unit)
