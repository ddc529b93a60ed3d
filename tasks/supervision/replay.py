"""How matters stood on a past day: read from the dated moves and due dates, so that the lights of that day can be shown again.

A due date counts from the day that its row names, as decided until now (an extension from the day on which it was asked for).
"""

from datetime import date

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from tasks.items.models import Assignment, DueChange, Move
from tasks.items.states import WAITING, State

# The columns that `as_of` adds: state, due date, day of handing over.
THEN = ("state_then", "due_then", "submitted_then")


def as_of(found: QuerySet[Assignment], on: date) -> QuerySet[Assignment]:
    """`found` as far as it was given by the day, with the columns THEN."""
    moves = Move.objects.filter(assignment=OuterRef("pk"), on__lte=on).order_by("-id")
    changes = DueChange.objects.filter(assignment=OuterRef("pk"), on__lte=on).order_by("-id")
    return found.filter(assigned_on__lte=on).annotate(
        state_then=Coalesce(Subquery(moves.values("target")[:1]), Value(State.PENDING)),
        due_then=Coalesce(Subquery(changes.values("new")[:1]), F("first_due_on")),
        submitted_then=Subquery(moves.filter(target__in=WAITING).values("on")[:1]),
    )


def put_back(assignment: Assignment) -> Assignment:
    """A row of `as_of` with its own fields set to what they were, for showing only: it must not be saved."""
    assignment.state, assignment.due_on = assignment.state_then, assignment.due_then
    assignment.submitted_on = assignment.submitted_then
    return assignment
