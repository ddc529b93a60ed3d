"""What a leader should know for the coming quarter, derived from what is there: matters due, holes, missing steps, standing duties."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.models import Post
from accounts.roles import Role
from tasks.days.queries import calendar
from tasks.dual_responsibility.queries.charge import lines_on, of_leaders
from tasks.dual_responsibility.queries.fields import fields
from tasks.dual_responsibility.queries.gaps import Gap, gaps
from tasks.dual_responsibility.states import IDLE, SHARED, UNLED
from tasks.duties.models import DutyPeriod, DutyUnit
from tasks.duties.rules.due import due_on
from tasks.duties.rules.periods import Span, label, span_of, spans
from tasks.duties.states import Period
from tasks.items.models import Assignment
from tasks.items.states import OPEN


@dataclass(frozen=True)
class Plan:
    """One leader's quarter. False when there is nothing to say."""

    post: Post
    quarter: Span
    charge: list[str]
    late: list[Assignment] = field(default_factory=list)
    due: list[Assignment] = field(default_factory=list)
    holes: list[str] = field(default_factory=list)
    steps: list[Gap] = field(default_factory=list)
    duties: list[tuple[str, str, date]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.late or self.due or self.holes or self.steps or self.duties)

    def plain(self) -> dict[str, Any]:
        """As it is kept with the order: text and dates only."""
        return {
            "quarter": self.quarter.label,
            "charge": self.charge,
            "late": [_written(one) for one in self.late],
            "due": [_written(one) for one in self.due],
            "holes": self.holes,
            "steps": [[gap.assignment.item.title, gap.sentence, gap.assignment.pk] for gap in self.steps],
            "duties": [[title, period, f"{day:%Y-%m-%d}"] for title, period, day in self.duties],
        }


def _written(one: Assignment) -> list:
    return [one.item.title, one.item.theme, f"{one.due_on:%Y-%m-%d}", one.get_state_display(), one.pk]


def plans(posts: list[Post], quarter: Span, on: date, *, until: date | None = None) -> list[Plan]:
    """The plan of each of these leaders; a fixed number of queries, however many there are.

    Matters due by the quarter's end, or by `until`.
    """
    if not posts:
        return []
    charge = lines_on(posts, on)
    now = span_of(Period.QUARTER, on)
    given = of_leaders(posts, now, on)
    pks = {matter.pk for own in given.values() for matter in own if matter.open and matter.due_on <= (until or quarter.end)}
    rows = Assignment.objects.filter(pk__in=pks, state__in=OPEN).select_related("item", "unit").in_bulk()
    units = {post.unit_id: post.unit for post in posts}
    found, missing, duties = fields(list(units.values()), now, on), _missing(units, on), _duties(units, quarter)
    made = []
    for post in posts:
        own = [rows[matter.pk] for matter in given.get(post.pk, []) if matter.pk in rows]
        mine = {one.pk for one in own}
        head = post.role == Role.UNIT_SECRETARY
        made.append(
            Plan(
                post=post,
                quarter=quarter,
                charge=[line.what for line in charge.get(post.pk, [])],
                late=[one for one in own if one.due_on < on],
                due=[one for one in own if one.due_on >= on],
                holes=_holes(post, found.get(post.unit_id, {}), head),
                steps=[gap for gap in missing[post.unit_id] if gap.assignment.pk in mine],
                duties=duties[post.unit_id] if head else [],
            )
        )
    return made


def _holes(post: Post, own: dict, head: bool) -> list[str]:
    """A leader's own fields without a deed; the secretary's unit where nobody, or more than one, is in charge."""
    said = []
    for cell in own.values():
        mine = next((owner for owner in cell.owners if owner.post.pk == post.pk), None)
        if mine and cell.matters and not mine.deeds:
            said.append(f"“{cell.label}”{cell.matters}项事项在办，本季度没有您本人的履责记录。")
        if head and UNLED in cell.holes:
            said.append(f"“{cell.label}”{cell.matters}项事项没有领导分管，请明确分管领导。")
        if head and SHARED in cell.holes:
            names = "、".join(str(owner.post.user) for owner in cell.owners)
            said.append(f"“{cell.label}”登记了多人分管（{names}），请核对。")
        if head and IDLE in cell.holes and not mine:
            names = "、".join(str(owner.post.user) for owner in cell.owners)
            said.append(f"“{cell.label}”由{names}分管，本季度没有履责记录，请过问。")
    return said


def _missing(units: dict[int, Any], on: date) -> dict[int, list[Gap]]:
    found: dict[int, list[Gap]] = defaultdict(list)
    for gap in gaps(Assignment.objects.open().filter(unit__in=units), on):
        found[gap.assignment.unit_id].append(gap)
    return found


def _duties(units: dict[int, Any], quarter: Span) -> dict[int, list[tuple[str, str, date]]]:
    """Standing duties of the quarter: the periods that stand already, and those that will be opened by their rules."""
    found: dict[int, list[tuple[str, str, date]]] = defaultdict(list)
    days, known = calendar(), set()
    rows = DutyPeriod.objects.open().filter(unit__in=units, due_on__gte=quarter.start, due_on__lte=quarter.end)
    for row in rows.select_related("duty"):
        known.add((row.unit_id, row.duty_id, row.starts_on))
        found[row.unit_id].append((row.duty.title, row.label, row.due_on))
    for switch in DutyUnit.objects.filter(unit__in=units, to_on=None).select_related("plan__duty"):
        plan = switch.plan
        for span in spans(plan.rhythm, max(switch.next_on, quarter.start), quarter.end):
            day = due_on(plan.rule, span, days)
            fresh = span.start >= switch.next_on and (switch.unit_id, plan.duty_id, span.start) not in known
            if fresh and quarter.start <= day <= quarter.end:
                found[switch.unit_id].append((plan.duty.title, label(plan.rhythm, span.start), day))
    for own in found.values():
        own.sort(key=lambda line: (line[2], line[0]))
    return found
