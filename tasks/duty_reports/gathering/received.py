"""督办单, 批示 and checks on the spot about matters of units: three queries."""

from collections import defaultdict
from collections.abc import Iterable

from tasks.duties.rules.periods import Span
from tasks.duty_reports.facts import Asked, Seen
from tasks.supervision.acts.models import Instruction, Visit
from tasks.supervision.acts.states import Finding
from tasks.supervision.orders.models import Order
from tasks.supervision.orders.states import OrderState

Rows = dict[int, list[tuple[int | None, Asked]]]


def orders(units: Iterable[int], span: Span) -> Rows:
    """By unit, the orders issued in the period with the leader of the matter; withdrawn ones left out."""
    rows = Order.objects.filter(assignment__unit__in=units, issued_on__range=(span.start, span.end))
    rows = rows.exclude(state=OrderState.WITHDRAWN).select_related("assignment").prefetch_related("steps").order_by("id")
    found: Rows = defaultdict(list)
    for one in rows:
        accepted = [step.on for step in one.steps.all() if step.act == "accept"]
        settled = accepted[-1] if accepted and one.state == OrderState.ACCEPTED else None
        said = Asked(str(one), one.issued_on, settled, one.get_state_display(), "orders:order", one.pk)
        found[one.assignment.unit_id].append((one.assignment.leader_id, said))
    return found


def instructions(units: Iterable[int], span: Span) -> Rows:
    """By unit, what county leaders wrote in the period."""
    rows = Instruction.objects.filter(assignment__unit__in=units, on__range=(span.start, span.end))
    found: Rows = defaultdict(list)
    for one in rows.select_related("assignment__item", "said_by__user", "said_by__unit").order_by("id"):
        name, word = f"{one.said_by}对“{one.assignment.item.title}”的批示", "答复" if one.answered_on else "待答复"
        said = Asked(name, one.on, one.answered_on, word, "desk:assignment", one.assignment_id)
        found[one.assignment.unit_id].append((one.assignment.leader_id, said))
    return found


def checks(units: Iterable[int], span: Span) -> dict[int, list[tuple[int | None, Seen]]]:
    """By unit, what was seen on the spot in the period."""
    rows = Visit.objects.filter(assignment__unit__in=units, on__range=(span.start, span.end)).select_related("assignment__item")
    found: dict[int, list[tuple[int | None, Seen]]] = defaultdict(list)
    for one in rows.order_by("id"):
        conforms = one.finding == Finding.CONFORMS
        seen = Seen(one.on, one.get_finding_display(), conforms, one.assignment_id, one.assignment.item.title)
        found[one.assignment.unit_id].append((one.assignment.leader_id, seen))
    return found
