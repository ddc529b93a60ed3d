"""What a 考核结果通报 is made from: the snapshot in force, and only when nothing about the result is open any more."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from accounts.conflict import Refused
from tasks.assessment.arithmetic import unfolded
from tasks.assessment.cases import as_case, as_fact
from tasks.assessment.models import Appeal, Correction, Cycle, CycleState, Feedback, SnapshotPart, UnitScore
from tasks.assessment.models.closing import PartKind
from tasks.assessment.scheme import Scheme, digest
from tasks.assessment.scoring import Fact
from tasks.bulletins.drafting import OVERDUE, RETURNED, Assessed, Body, Fault, Graded, Regraded, Steady, quoted
from tasks.bulletins.facts import AGAIN, ANSWER_WITHIN
from tasks.bulletins.models import Bulletin
from tasks.bulletins.states import BulletinState, Kind
from tasks.days.queries import calendar


def why_not_ready(cycle: Cycle, on: date) -> str:
    """Why the result may not be made known yet, as a sentence; empty when it may: 集体审定, 反馈, and the window for 复核 are over."""
    if cycle.state != CycleState.CLOSED:
        return f"“{cycle}”尚未集体审定，不能通报。请先由会议审定。"
    told = Feedback.objects.filter(cycle=cycle).first()
    if told is None:
        return f"“{cycle}”尚未向各单位反馈，不能通报。请先反馈。"
    if on <= told.appeal_until:
        return f"申请复核截至{told.appeal_until:%Y年%-m月%-d日}，期满以后才能通报。"
    if Appeal.objects.filter(unit_score__cycle=cycle, decided_at=None).exists():
        return "还有复核申请没有答复，不能通报。请先答复。"
    if Correction.objects.filter(unit_score__cycle=cycle, decided_at=None).exists():
        return "还有更正没有确认，不能通报。请先确认或退回。"
    return ""


def newest_snapshot(cycle: Cycle) -> int:
    """The number of the snapshot in force."""
    return cycle.snapshots.order_by("-number").values_list("number", flat=True).first() or 0


def assessed(cycle: Cycle, on: date) -> Assessed:
    """Grades by unit and what the kept facts say, in a fixed number of queries."""
    first = cycle.snapshots.get(number=1)
    rows = list(UnitScore.objects.filter(cycle=cycle).select_related("unit").order_by("unit__path"))
    sheets = _sheets(cycle)
    scale = Scheme.from_dict(cycle.frozen).grades
    graded = tuple(
        Graded(grade, own)
        for grade in scale
        if (own := tuple((r.pk, Body(r.unit_id, r.unit.name)) for r in rows if r.grade == grade))
    )
    bodies = [(Body(row.unit_id, row.unit.name), sheets.get(row.unit_id)) for row in rows]
    faults = [fault for body, sheet in bodies if sheet for fault in kept_faults(body, sheet, first.on)]
    return Assessed(
        cycle=cycle.title,
        from_on=cycle.from_on,
        to_on=cycle.to_on,
        meeting=first.meeting,
        met_on=first.met_on,
        grades=graded,
        ungraded=tuple((row.pk, Body(row.unit_id, row.unit.name)) for row in rows if not row.grade),
        steady=tuple(one for body, sheet in bodies if sheet and (one := _steady(body, sheet))),
        faults=tuple(faults),
        by_on=calendar().add_workdays(on, ANSWER_WITHIN),
    )


def regraded(bulletin: Bulletin) -> tuple[Regraded, ...]:
    """Grades that were put right after a published 通报 was drafted, one line a unit in the office's order: one query."""
    if bulletin.kind != Kind.RESULT or bulletin.state != BulletinState.PUBLISHED:
        return ()
    return since(bulletin.cycle_id, bulletin.snapshot)


def since(cycle: int, snapshot: int) -> tuple[Regraded, ...]:
    """Changes of grade after a snapshot of the cycle."""
    found = Correction.objects.filter(unit_score__cycle=cycle, snapshot__number__gt=snapshot)
    rows: dict[int, list[Correction]] = {}
    for one in found.select_related("unit_score__unit", "snapshot").order_by("unit_score__unit__path", "id"):
        rows.setdefault(one.unit_score.unit_id, []).append(one)
    return tuple(
        Regraded(
            own[-1].unit_score_id,
            Body(unit, own[-1].unit_score.unit.name),
            own[0].grade_before,
            own[-1].grade,
            timezone.localdate(own[-1].decided_at),
        )
        for unit, own in rows.items()
        if own[0].grade_before != own[-1].grade
    )


def _sheets(cycle: Cycle) -> dict[int, dict[str, Any]]:
    """The newest kept sheet of each unit, each checked against its digest: one query."""
    parts = SnapshotPart.objects.filter(snapshot__cycle=cycle, kind=PartKind.UNIT).order_by("snapshot__number")
    found = {part.about: part for part in parts}
    if any(digest(part.content) != part.digest for part in found.values()):
        raise Refused(f"“{cycle}”的快照与摘要不符，不能通报。请联系审计管理员核查痕迹。")
    return {about: part.content for about, part in found.items()}


def _judged(sheet: Mapping[str, Any]) -> list[tuple]:
    """(fact, title) of the assignments that the unit's score looked at."""
    looked_at = {pk for line in sheet["arithmetic"]["lines"] for pk, *_ in unfolded(line["entries"])}
    titles = {case.pk: case.title.split("　", 1)[-1] for case in map(as_case, sheet["cases"])}  # without 第N项
    facts = [fact for fact in map(as_fact, sheet["facts"]) if isinstance(fact, Fact)]
    return [(fact, titles.get(fact.assignment, "")) for fact in facts if fact.assignment in looked_at and not fact.set_aside]


def _steady(body: Body, sheet: Mapping[str, Any]) -> Steady | None:
    judged = _judged(sheet)
    fine = all(fact.done and (fact.on_time or fact.excused) and (not fact.returns or fact.unreturned) for fact, _ in judged)
    return Steady(body, tuple(title for _, title in judged)) if judged and fine else None


def kept_faults(body: Body, sheet: Mapping[str, Any], until: date) -> list[Fault]:
    """Open past the due date, and sent back again and again, as the kept facts say."""
    found = []
    for fact, title in _judged(sheet):
        if not fact.done and fact.due_on < until and not fact.excused:
            said = f"{quoted(title)}时限{fact.due_on:%-m月%-d日}，至{until:%-m月%-d日}尚未办结"
            found.append(Fault(OVERDUE, body, "assignment", fact.assignment, said))
        if fact.returns >= AGAIN and not fact.unreturned:
            found.append(Fault(RETURNED, body, "assignment", fact.assignment, f"{quoted(title)}先后{fact.returns}次被退回"))
    return found
