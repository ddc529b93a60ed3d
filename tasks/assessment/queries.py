"""Facts about all units of a cycle in a fixed number of queries, and what the pages of the assessment show."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db.models import Count, F, Max, Q

from accounts.models import Unit
from tasks.assessment.arithmetic import unfolded
from tasks.assessment.cases import Case, Proof
from tasks.assessment.scoring import Fact
from tasks.items.models import Assignment, Tick
from tasks.items.states import ListState, Source
from tasks.rectification.queries import facts as rightings
from tasks.review.models import Decision, Submission
from tasks.supervision.acts.models import Excuse
from tasks.supervision.acts.models.excuses import sentence


def assessed_units() -> list[Unit]:
    """Current units that were ever given an item of an issued list, in the order of the tree."""
    given = Assignment.objects.exclude(item__responsibility_list__state=ListState.DRAFT).values("unit")
    return list(Unit.objects.current().filter(pk__in=given))


def gather_facts(
    units: Iterable[Unit], from_on: date, to_on: date, on: date, *, since: date | None = None
) -> Mapping[int, list[Fact]]:  # fmt: skip
    """The facts of `units` that may touch the period (due in it, or delivered in it), by unit, as of the day `on`: five queries, whatever the number.

    `since`: the day of publishing of a scheme that came late; milestones and recurrences before it are not looked at.
    """
    units, first = list(units), since or from_on
    excused, until = excuses_of(units), min(to_on, on - timedelta(days=1))
    steps, kept = steps_of(units, first, until), steps_kept_of(units, first, until)
    back = {one.assignment: one.times_back for one in rightings(units, first, to_on)}
    approved = Q(submissions__decision=Decision.APPROVED)
    rows = (
        Assignment.objects.filter(unit__in=units)
        .annotate(
            delivered_on=Max("submissions__on", filter=approved),
            returns=Count("submissions", filter=Q(submissions__decision=Decision.RETURNED)),
        )
        .filter(Q(due_on__range=(from_on, to_on)) | Q(delivered_on__range=(from_on, to_on)))
        .values_list("unit_id", "id", "item__weight", "state", "part", "due_on", "delivered_on", "returns", "item__source")
    )
    facts = defaultdict(list)
    for unit_id, *values, source in rows:
        pk = values[0]
        own = {"excused": excused.get(pk, ""), "steps": steps.get(pk, 0), "steps_kept": kept.get(pk, 0)}
        own |= {"problem": source == Source.PROBLEM, "times_back": back.get(pk, 0)}
        facts[unit_id].append(Fact(*values, **own))
    return facts


def excuses_of(units: list[Unit] | None = None) -> dict[int, str]:
    """By assignment, the excuse that stands for the due date in force, as a sentence; of all units where none are named."""
    standing = Excuse.objects.filter(withdrawn_on=None, due_on=F("assignment__due_on")).order_by()
    standing = standing if units is None else standing.filter(assignment__unit__in=units)
    rows = standing.values_list("assignment_id", "post", "by__name", "by__username", "on", "reason")
    return {pk: sentence(post, name or username, on, reason) for pk, post, name, username, on, reason in rows}


def steps_of(units: list[Unit], from_on: date, until: date) -> dict[int, int]:
    """By assignment, how many milestones of its item had their day."""
    found = Assignment.objects.filter(unit__in=units, item__milestones__on__range=(from_on, until))
    return dict(found.values_list("pk").annotate(steps=Count("item__milestones")).order_by())


def steps_kept_of(units: list[Unit], from_on: date, until: date) -> dict[int, int]:
    """By assignment, how many of these were reached by their day."""
    found = Tick.objects.filter(assignment__unit__in=units, milestone__on__range=(from_on, until), on__lte=F("milestone__on"))
    return dict(found.values_list("assignment").annotate(kept=Count("pk")).order_by())


def cases_of(*arithmetics: Mapping) -> dict[int, Case]:
    """The assignments that stored arithmetics speak of, as a sheet shows them: two queries, whatever the number."""
    ids = set()
    for arithmetic in arithmetics:
        lists = [*(line["entries"] for line in arithmetic.get("lines", [])), arithmetic.get("left_out", [])]
        ids |= {pk for entries in lists for pk, *_ in unfolded(entries)}
    return cases_now(ids)


def cases_now(ids: Iterable[int]) -> dict[int, Case]:
    """Assignments as a sheet shows them today: two queries."""
    rows = Assignment.objects.filter(pk__in=ids).select_related("item").prefetch_related("submissions__decided_by")
    return {assignment.pk: _case(assignment) for assignment in rows}


def _case(assignment: Assignment) -> Case:
    decided = sorted(assignment.submissions.all(), key=lambda submission: submission.pk)
    accepted = [_proof(one) for one in decided if one.decision == Decision.APPROVED]
    returned = tuple(_proof(one) for one in decided if one.decision == Decision.RETURNED)
    return Case(
        pk=assignment.pk,
        title=str(assignment.item),
        state=assignment.get_state_display(),
        due_on=assignment.due_on,
        submitted_on=assignment.submitted_on,
        approved=accepted[0] if accepted else None,
        returned=returned,
    )


def _proof(submission: Submission) -> Proof:
    return Proof(submission.on, submission.decided_on, str(submission.decided_by or ""), submission.result)
