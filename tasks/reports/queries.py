"""Gather what the assessment report says, in a fixed number of queries, within the reach of its reader."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from django.db.models import Q, QuerySet

from accounts.access import posts_of
from accounts.models import Unit, UnitKind
from accounts.roles import Permission
from tasks.assessment.models import Cycle, CycleState, Snapshot, UnitScore
from tasks.assessment.scheme import Scheme
from tasks.assessment.scoring import NOTHING
from tasks.assessment.sheets import bands
from tasks.items.models import Assignment, ResponsibilityList, sees_all
from tasks.reports.answers import OUTSIDE, Requirement, chapters_of
from tasks.reports.breakdown import Cells, broken_down, cells_of
from tasks.reports.counting import counted
from tasks.reports.document import ReportDoc, told_in_rows
from tasks.reports.evidence import gathered
from tasks.reports.evidence.scope import Scope
from tasks.reports.figures import Figures
from tasks.reports.freezing import lists_of, material
from tasks.reports.item_answers import item_answers
from tasks.reports.material import Material
from tasks.reports.systems import asked_for, placed

NOTES = (
    "办结、按时、补办均以审核通过的结果计算，单位自报不计；提请办结之日不晚于完成时限为按时。",
    "协办任务随牵头单位计算；待审核期间不计单位逾期。",
    "一个事项落实多条要求的，在各条要求下分别列出，各部分和合计中只计一次。",
)
COUNTED = 0.5
SYSTEMS = "制度落实情况中的过程记录截至{until:%Y年%-m月%-d日}；通报、整改、结果运用在考核期后仍会发生，截至{on:%Y年%-m月%-d日}。"


def cycles_for(user) -> QuerySet[Cycle]:
    """Cycles whose report the person may open: all for the office, for others those in which its own units were told their result."""
    if sees_all(user):
        return Cycle.objects.all()
    units = Unit.objects.reached_by(posts_of(user), Permission.READ_REPORT)
    return Cycle.objects.filter(feedback__isnull=False, pk__in=UnitScore.objects.filter(unit__in=units).values("cycle"))


def lists_for(user, cycle: Cycle) -> QuerySet[ResponsibilityList]:
    """Lists of the cycle, those that answer a speech first, newest first."""
    lists = ResponsibilityList.objects.visible_to(user).filter(pk__in=lists_of(cycle).values("pk"))
    return lists.select_related("speech").annotate(silent=Q(speech=None)).order_by("silent", "-issued_on", "-id")


def units_for(user, responsibility_list: ResponsibilityList) -> QuerySet[Unit]:
    """Units within reach that got something of the list: the choices of the unit filter."""
    given = Assignment.objects.visible_to(user).filter(item__responsibility_list=responsibility_list).values("unit")
    return Unit.objects.filter(pk__in=given)


def report(
    *,
    user,
    cycle: Cycle,
    responsibility_list: ResponsibilityList | None,
    unit: Unit | None = None,
    on: date,
    now: datetime,
    whole: bool = True,
    told: Callable[[float], None] = lambda share: None,
) -> ReportDoc:
    """The report of one list in one cycle, for the county or one unit, within the reach of `user`.

    As of the day `on` while the cycle is open; afterwards as the snapshot has it, whatever happened since. Not `whole`: what page and paper
    print; where these tell many items in rows of figures, the database counts them and no assignment is listed. `told` hears a few times
    which share is gathered: up to COUNTED the items and their figures, then the records of the systems.
    """
    found, taken = None, None if cycle.state == CycleState.OPEN else cycle.snapshots.order_by("-number").first()
    day = taken.on if taken else on
    parts: list[tuple[str, Requirement]] = []
    cells: Cells = {}
    kinds, names = _units()
    until = max(cycle.from_on, min(day, cycle.to_on))
    if responsibility_list:
        listing = whole or cycle.state != CycleState.OPEN or not told_in_rows(responsibility_list.items.count())
        found = material(cycle, responsibility_list, user, listing=listing).within(assignments=None, unit=unit.pk if unit else None)
        figures = None
        told(COUNTED / 2)
        if listing:
            cells = cells_of((one for item in found.items for one in item.given), day)
        else:
            reach = Assignment.objects.visible_to(user)
            figures, cells = counted(responsibility_list, reach.filter(unit=unit) if unit else reach, names, day)
        parts = _requirements(found, day, figures)
        scope = {"user": user, "cycle": cycle, "listed": responsibility_list, "unit": unit, "until": until, "on": on}
        told(COUNTED)
        parts = _with_systems(parts, scope, lambda share: told(COUNTED + (1 - COUNTED) * share))
    grades, note = _grades(user, cycle, unit)
    return ReportDoc(
        title=f"{cycle.title}报告",
        scope=unit.name if unit else ("全县" if sees_all(user) else "本单位及所属党组织"),
        basis=_basis(cycle, found, taken),
        made_at=taken.taken_at.astimezone(now.tzinfo) if taken else now,
        chapters=chapters_of(parts, found.headings if found else ()),
        grades=grades,
        grades_note=note,
        notes=(*NOTES, SYSTEMS.format(until=until, on=on)) if found else NOTES,
        day=day,
        parts=broken_down(cells, kinds, names),
        given=found.items if found else (),
    )


def _with_systems(
    parts: list[tuple[str, Requirement]], scope: dict, told: Callable[[float], None]
) -> list[tuple[str, Requirement]]:
    """The demands with what the records show of the systems that their words ask for."""
    figures = {item.pk: item.figures for _, requirement in parts for item in requirement.items}
    demands = [(title, r.directive, r.words, r.span) for title, r in parts if r.directive is not None]
    under = placed(gathered(Scope(**scope, figures=figures), asked_for(demands), told), demands)
    return [(title, replace(r, systems=under.get(r.directive, ()))) for title, r in parts]


def _units() -> tuple[dict[int, str], dict[int, str]]:
    """The word for each unit's kind, in the order of the kinds; and its name, in the order of the units."""
    rows = list(Unit.objects.order_by("path").values_list("pk", "kind", "name"))
    order = {kind.value: n for n, kind in enumerate(UnitKind)}
    kinds = {pk: UnitKind(kind).label for pk, kind, _ in sorted(rows, key=lambda row: order[row[1]])}
    return kinds, {pk: name for pk, _, name in rows}


def _basis(cycle: Cycle, found: Material | None, taken: Snapshot | None) -> str:
    """Period, list and speech in one sentence; of a closed cycle, which snapshot it shows in a second one."""
    period = f"考核期{cycle.from_on:%Y年%-m月%-d日}至{cycle.to_on:%Y年%-m月%-d日}"
    basis = f"{period}，{found.basis}。" if found else f"{period}。"
    if taken is None:
        return basis
    changed = f"，其后更正{taken.number - 1}次" if taken.number > 1 else ""
    first = cycle.snapshots.get(number=1)
    met = f"{first.met_on:%Y年%-m月%-d日}{first.meeting}"
    return f"{basis}内容为{met}审定时的快照，数据截至{taken.on:%Y年%-m月%-d日}{changed}，摘要{taken.digest[:12]}。"


def _requirements(found: Material, on: date, figures: dict[int, Figures] | None) -> list[tuple[str, Requirement]]:
    """Each demand of the speech with its items, then one for each item from elsewhere."""
    items = item_answers(found.items, on, figures)
    parts = [(title, replace(demand, items=tuple(items.get(demand.directive, ())))) for title, demand in found.demands]
    placed = {answer.pk for _, requirement in parts for answer in requirement.items}
    elsewhere = {answer.pk: answer for answers in items.values() for answer in answers if answer.pk not in placed}
    return parts + [(OUTSIDE, Requirement(None, a.title, a.words, None, "", (), (a,))) for a in elsewhere.values()]


def _grades(user, cycle: Cycle, unit: Unit | None) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], str]:
    """Units by grade within reach, no ranking; before closing only for those who see all."""
    scores = UnitScore.objects.visible_to(user).filter(cycle=cycle).select_related("unit")
    scores = scores.filter(unit=unit) if unit else scores
    grouped = bands(scores, Scheme.from_dict(cycle.frozen))
    rows = [(grade, tuple(score.unit.name for score in found)) for grade, found in grouped.rows if found]
    if grouped.unscored:
        rows.append((NOTHING, tuple(score.unit.name for score in grouped.unscored)))
    closed = cycle.state == CycleState.CLOSED
    note = "审定等次，按单位序列排列，不排名次。" if closed else "拟定等次，尚未审定，仅供审核使用；按单位序列排列，不排名次。"
    return tuple(rows), note if rows else ""
