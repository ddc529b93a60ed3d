"""The items in the hands of units: eight queries, whatever the number."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import F, Prefetch, Q

from tasks.duties.rules.periods import Span
from tasks.duty_reports.facts import Back, Matter, Step
from tasks.items.models import Assignment, Contribution, Extension, Reply, Verdict
from tasks.items.states import OPEN, ListState, Source, State
from tasks.review.models import Decision, Submission
from tasks.supervision.acts.models import Excuse

ROWS = dict[int, list[tuple[int | None, Matter]]]


def of_units(units: Iterable[int], span: Span) -> ROWS:
    """By unit, each matter with the post that leads it: due, delivered or in hand in the period; 撤销 ones left out."""
    found = Assignment.objects.filter(unit__in=units, assigned_on__lte=span.end).exclude(state=State.CANCELLED)
    found = found.exclude(item__responsibility_list__state=ListState.DRAFT)
    found = found.filter(Q(due_on__gte=span.start) | Q(completed_on__gte=span.start) | Q(state__in=OPEN))
    granted = Prefetch("extensions", Extension.objects.filter(verdict=Verdict.GRANTED), "granted")
    excused = Excuse.objects.filter(withdrawn_on=None, due_on=F("assignment__due_on")).select_related("by")
    confirmed = Prefetch("contributions", Contribution.objects.filter(reply=Reply.CONFIRMED), "confirmed")
    found = found.select_related("item__responsibility_list", "closed_off_by").prefetch_related(
        Prefetch("submissions", Submission.objects.exclude(decision="").select_related("decided_by"), "decided"),
        Prefetch("excuses", excused, "standing_excuses"),
        granted, confirmed, "item__milestones", "ticks",
    )  # fmt: skip
    rows = list(found.order_by("item__responsibility_list", "item__number"))
    many = len({one.item.responsibility_list_id for one in rows}) > 1
    by_unit: ROWS = defaultdict(list)
    for one in rows:
        by_unit[one.unit_id].append((one.leader_id, _matter(one, many)))
    return by_unit


def _matter(one: Assignment, many: bool) -> Matter:
    item, accepted = one.item, [each for each in one.decided if each.decision == Decision.APPROVED]
    last = accepted[-1] if accepted and one.completed_on else None
    where = f"《{item.responsibility_list.title}》" if many else ""
    ticked = {tick.milestone_id: tick.on for tick in one.ticks.all()}
    back = [each for each in one.decided if each.decision == Decision.RETURNED]
    return Matter(
        pk=one.pk, name=f"{where}第{item.number}项“{item.title}”", title=item.title,
        state=one.state, part=one.part, assigned_on=one.assigned_on, due_on=one.due_on,
        theme=item.theme, four_manage=tuple(item.four_manage), is_problem=item.source == Source.PROBLEM,
        delivered_on=last.on if last else None,
        approved_on=last.decided_on if last else None,
        approved_by=str(last.decided_by) if last else "",
        closed_off_on=one.closed_off_on,
        closed_off_by=str(one.closed_off_by or ""),
        confirmed_on=one.completed_on if one.confirmed else None,
        returned=tuple(Back(each.decided_on, str(each.decided_by), each.result) for each in back),
        steps=tuple(Step(step.title, step.on, ticked.get(step.pk)) for step in item.milestones.all()),
        extensions=len(one.granted),
        excuse=one.standing_excuses[0].sentence.rstrip("。") if one.standing_excuses else "",
    )  # fmt: skip
