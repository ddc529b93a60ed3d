"""What the ledger can be narrowed by; it lives in the address."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, Subquery, TextChoices

from accounts.models import Unit
from tasks.items.models.assignments import AssignmentSet
from tasks.items.states import OPEN, RUNNING, State
from tasks.progress.models import Report
from tasks.rectification import queries
from tasks.review.models import Decision, Submission


class Stage(TextChoices):
    """How far a rectification is, in the office's words."""

    UNFINISHED = "unfinished", "未销号"
    OVERDUE = "overdue", "逾期"
    RIGHTED = "righted", "办结待销号"
    CLOSED = "closed", "已销号"
    BACK = "back", "反弹过"
    ALL = "all", "全部"


@dataclass(frozen=True)
class Chosen:
    """The filter as data: what the form made of the address."""

    q: str = ""
    unit: Unit | None = None
    found_in: str = ""
    remedy: str = ""
    year: int | None = None
    stage: str = Stage.UNFINISHED

    def __bool__(self) -> bool:
        return self != Chosen()


def narrowed(user, chosen: Chosen, on: date) -> AssignmentSet:
    """The rectifications within the user's reach that the filter leaves, with what a line shows, in no order."""
    found = queries.told(queries.rectifications().visible_to(user))
    if chosen.unit:
        found = found.of_subtree(chosen.unit)
    plain = {"item__found_in": chosen.found_in, "item__remedy": chosen.remedy, "item__responsibility_list__year": chosen.year}
    found = found.filter(_at(chosen.stage, on), **{name: value for name, value in plain.items() if value})
    if chosen.q:
        found = found.filter(Q(item__words__icontains=chosen.q) | Q(item__title__icontains=chosen.q))
    said = Report.objects.filter(assignment=OuterRef("pk")).order_by("-id").values("text")[:1]
    checked = Submission.objects.filter(assignment=OuterRef("pk"), decision=Decision.APPROVED).order_by("-id").values("result")[:1]
    return found.annotate(said=Subquery(said), checked=Subquery(checked))


def _at(stage: str, on: date) -> Q:
    return {
        Stage.UNFINISHED: Q(state__in=OPEN | {State.COMPLETED}),
        Stage.OVERDUE: Q(state__in=RUNNING, due_on__lt=on),
        Stage.RIGHTED: Q(state=State.COMPLETED),
        Stage.CLOSED: Q(state=State.CLOSED_OFF),
        Stage.BACK: Q(times_back__gt=0),
        Stage.ALL: Q(),
    }[Stage(stage)]
