"""结果运用 records: about a unit's result, never a person's; there is no field for a person, a score or a rank."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.access import posts_of
from accounts.models import Unit
from accounts.roles import Role
from tasks.assessment.models import UnitScore
from tasks.items.models import Assignment
from tasks.results.states import Basis, Use

READ_ALL = frozenset({Role.COUNTY_LEADER, Role.OFFICE_ADMIN})


class ResultUseSet(models.QuerySet):
    """Reads about result uses."""

    def readable_by(self, user) -> "ResultUseSet":
        """All of them for county leaders and administrators in post themselves (no 代); a secretary those of the own unit that he was told."""
        posts = [post for post in posts_of(user) if not post.acted]
        if any(post.role in READ_ALL for post in posts):
            return self
        own = [post.unit_id for post in posts if post.role == Role.UNIT_SECRETARY]
        return self.filter(told=True, unit__in=own)

    def standing(self) -> "ResultUseSet":
        """Without those that a further record has put right."""
        return self.filter(corrected_by=None)

    def of_year(self, year: int) -> "ResultUseSet":
        """Used in the year."""
        return self.filter(on__year=year)


class ResultUse(models.Model):
    """One use: of which unit's result (`grade` as it was then), on which day, by whom, for what; signed by whoever wrote it down.

    Written once. `corrects` is the record that this one puts right; of a chain the last one stands. `told`: the unit's secretary may read it.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="result_uses", verbose_name="单位")
    basis = models.CharField("所用结果", max_length=14, choices=Basis)
    score = models.ForeignKey(UnitScore, models.PROTECT, null=True, related_name="uses", verbose_name="单位考核")
    grade = models.CharField("当时等次", max_length=10, blank=True)
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="result_uses", verbose_name="整改事项")
    document = models.CharField("文件或通报文号", max_length=120, blank=True)
    use = models.CharField("用途", max_length=10, choices=Use)
    used_by = models.CharField("运用单位", max_length=60)
    on = models.DateField("运用日期")
    words = models.CharField("运用情况", max_length=500)
    told = models.BooleanField("告知单位书记", default=False)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by", verbose_name="更正的记录")
    signed_at = models.DateTimeField("签字时间")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="签字人")
    post = models.CharField("签字人岗位", max_length=200, blank=True)

    objects = ResultUseSet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "结果运用"
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                name="a_result_use_names_its_result",
                condition=Q(basis="grade", score__isnull=False, assignment=None) & ~Q(grade="")
                | Q(basis="bulletin", score=None, assignment=None, grade="") & ~Q(document="")
                | Q(basis="rectification", score=None, assignment__isnull=False, grade=""),
            ),
            models.CheckConstraint(
                name="a_result_use_says_who_and_what", condition=~Q(words="") & ~Q(used_by="") & Q(use__in=Use.values)
            ),
            models.CheckConstraint(name="no_result_use_corrects_itself", condition=Q(corrects=None) | ~Q(corrects=F("id"))),
        ]

    def __str__(self) -> str:
        """Without what was decided: it also stands in the trail."""
        return f"结果运用记录（编号{self.pk}）"

    @property
    def result(self) -> str:
        """The result in words: 2026年度考核：较好."""
        if self.basis == Basis.GRADE:
            return f"{self.score.cycle.title}：{self.grade}"
        return f"问题整改：{self.assignment.item.words}" if self.basis == Basis.RECTIFICATION else f"通报：{self.document}"
