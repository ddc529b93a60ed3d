"""What waits for somebody's word: submissions, objections, requests for time, and what is to be closed off."""

from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, Q, QuerySet, Subquery

from accounts.access import may, posts_of
from accounts.models import Post
from accounts.roles import Permission, Role
from tasks.items.models import Assignment, Extension, Objection
from tasks.items.rights import CHECKING
from tasks.items.states import OPEN, Part, State
from tasks.progress.models import Evidence
from tasks.review.models import Submission

SHOWN = ("state", "due_on", "item__title", "unit__name", "unit__short_name")


def waiting(user, on: date) -> QuerySet[Assignment]:
    """Submitted and not yet decided, longest waiting first."""
    found = _shown("claim").filter(_to_check(user, on), state=State.SUBMITTED).only(*SHOWN, "submitted_on")
    return found.order_by("submitted_on", "id")


def to_close_off(user, on: date) -> QuerySet[Assignment]:
    """办结, waiting for somebody other than the approver."""
    mine = _to_answer(user, Permission.CLOSE_OFF, on)
    found = _shown("result").select_related("completed_by").filter(mine, state=State.COMPLETED).exclude(completed_by=user)
    found = found.only(*SHOWN, "version", "completed_on", "completed_by__name", "completed_by__username")
    return found.order_by("completed_on", "id")


def objections(user, on: date) -> QuerySet[Objection]:
    """异议 without an answer, longest waiting first."""
    mine = Assignment.objects.filter(_to_answer(user, Permission.APPROVE, on))
    found = Objection.objects.filter(outcome="", assignment__in=mine, assignment__state=State.OBJECTED)
    return found.select_related("assignment__item", "assignment__unit", "by").order_by("id")


def extensions(user, on: date) -> QuerySet[Extension]:
    """延期 requests without an answer, longest waiting first."""
    mine = Assignment.objects.filter(_to_answer(user, Permission.APPROVE, on))
    found = Extension.objects.filter(verdict="", assignment__in=mine, assignment__state__in=OPEN)
    return found.select_related("assignment__item", "assignment__unit", "by").order_by("id")


def lacks(assignment: Assignment, figure: Decimal | None) -> dict[str, str]:
    """What 提请办结 still lacks, by field: the figure where one is asked for, the proof where one is asked for (an unwithdrawn one)."""
    item, missing = assignment.item, {}
    if item.target_value is not None and figure is None:
        missing["figure"] = f"本事项有目标值，请填写实际完成的数值（{item.target_measure}），没有完成的填 0。"
    if item.proof_needed and not Evidence.objects.valid().filter(report__assignment=assignment).exists():
        missing["claim"] = f"本事项要求佐证（{item.proof_needed}），现在没有有效的佐证。请先在“报进展”中附上，再提请办结。"
    return missing


def readable(user) -> QuerySet[Assignment]:
    """What a reviewer may open: within reach, or named to be checked by a unit in which the person holds a post."""
    return Assignment.objects.readable_by(user).with_everything()


def support_of(user) -> QuerySet[Assignment]:
    """Parts of support units in items that the user's own unit leads."""
    leads = Assignment.objects.actable_by(user, Permission.SUBMIT).filter(part=Part.LEAD)
    return Assignment.objects.filter(part=Part.SUPPORT, item__in=leads.values("item")).with_everything()


def _to_check(user, on: date) -> Q:
    """The office's share, and what items name this person's unit for."""
    return _to_answer(user, Permission.APPROVE, on) | _named(user)


def _named(user) -> Q:
    return Q(item__checker__in=[post.unit_id for post in posts_of(user) if post.role in CHECKING])


def _to_answer(user, permission: Permission, on: date) -> Q:
    """Units of the whole county for the office; its own units for those above it; never the person's own."""
    offices = Post.objects.on(on).with_role(Role.OFFICE_ADMIN).order_by().values("unit")
    mine = Q(pk__in=[])
    if may(user, permission):
        mine |= ~Q(unit__in=offices)
    if may(user, Permission.CHECK_OFFICE):
        mine |= Q(unit__in=offices)
    return mine & ~Q(unit__in=[post.unit_id for post in posts_of(user)])


def _shown(said: str) -> QuerySet[Assignment]:
    """What a line of a queue shows; `said` is the column of the latest submission that it quotes, as `quoted`."""
    last = Submission.objects.filter(assignment=OuterRef("pk")).order_by("-id").values(said)[:1]
    return Assignment.objects.select_related("item", "unit").annotate(quoted=Subquery(last))
