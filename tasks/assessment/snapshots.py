"""A closed cycle is shown as it was decided: its snapshot is written once, found again, and checked against its digest."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from accounts.conflict import Refused
from tasks.assessment.cases import plain
from tasks.assessment.models import Cycle, CycleState, Snapshot, SnapshotPart, UnitScore
from tasks.assessment.models.closing import PartKind
from tasks.assessment.pieces import Piece
from tasks.assessment.queries import cases_of
from tasks.assessment.scheme import digest
from tasks.assessment.scoring import Fact

# kind, about, content
Part = tuple[str, int, dict[str, Any]]


def unit_parts(rows: Iterable[UnitScore], facts: Mapping[int, list[Fact | Piece]]) -> Iterable[Part]:
    """Each unit's sheet in full: result, arithmetic, the facts behind it, and the assignments as they are now."""
    rows = list(rows)
    found = cases_of(*(row.arithmetic for row in rows))
    for row in rows:
        own = facts.get(row.unit_id, [])
        content = {
            "unit": row.unit.name,
            "score": None if row.score is None else str(row.score),
            "proposed_grade": row.proposed_grade,
            "grade": row.grade,
            "grade_reason": row.grade_reason,
            "arithmetic": row.arithmetic,
            "facts": [plain(fact) for fact in own],
            "cases": [plain(found[fact.key]) for fact in own if fact.key in found],
        }
        yield PartKind.UNIT, row.unit_id, content


def take(
    *,
    cycle: Cycle,
    parts: Iterable[Part],
    on: date,
    meeting: str = "",
    met_on: date | None = None,
    note: str = "",
    now: datetime,
    by,
) -> Snapshot:
    """Write the next snapshot with the parts that are new in it; its digest names them and all earlier ones still in force."""
    last = cycle.snapshots.order_by("-number").first()
    new = [SnapshotPart(kind=kind, about=about, content=content, digest=digest(content)) for kind, about, content in parts]
    named = {(part.kind, part.about): part.digest for part in [*_in_force(cycle), *new]}
    whole = digest({f"{kind}:{about}": found for (kind, about), found in named.items()})
    said = {"on": on, "meeting": meeting, "met_on": met_on, "note": note, "taken_at": now, "taken_by": by, "digest": whole}
    made = Snapshot.objects.create(cycle=cycle, number=last.number + 1 if last else 1, **said)
    for part in new:
        part.snapshot = made
    SnapshotPart.objects.bulk_create(new, batch_size=200)
    return made


def kept(cycle: Cycle, kind: PartKind, about: int) -> dict[str, Any] | None:
    """The part in force, None when the cycle has none. Refused when it no longer matches its digest: one query."""
    found = SnapshotPart.objects.filter(snapshot__cycle=cycle, kind=kind, about=about).order_by("-snapshot__number").first()
    if found is None:
        return None
    if digest(found.content) != found.digest:
        raise Refused(f"“{cycle}”的快照与摘要不符，不能显示。请联系审计管理员核查痕迹。")
    return found.content


def kept_sheet(unit_score: UnitScore) -> dict[str, Any] | None:
    """A unit's sheet in a closed cycle."""
    if unit_score.cycle.state == CycleState.OPEN:
        return None
    return kept(unit_score.cycle, PartKind.UNIT, unit_score.unit_id)


def intact(cycle: Cycle) -> bool:
    """Whether every part matches its digest, and the newest snapshot the parts in force."""
    return not faults(cycle)


def faults(cycle: Cycle) -> tuple[str, ...]:
    """What no longer matches its digest, in words; empty when all is as it was decided."""
    last = cycle.snapshots.order_by("-number").first()
    if last is None:
        return ()
    parts = SnapshotPart.objects.filter(snapshot__cycle=cycle).select_related("snapshot").iterator(chunk_size=50)
    found = [
        f"快照{part.snapshot.number}的{part.get_kind_display()}（编号{part.about}）"
        for part in parts
        if digest(part.content) != part.digest
    ]
    named = {f"{part.kind}:{part.about}": part.digest for part in _in_force(cycle)}
    whole = [] if digest(named) == last.digest else [f"快照{last.number}的总摘要"]
    return (*found, *whole)


def _in_force(cycle: Cycle) -> QuerySet[SnapshotPart]:
    """All parts without their contents, oldest snapshot first, so that the last of a thing wins."""
    return SnapshotPart.objects.filter(snapshot__cycle=cycle).order_by("snapshot__number").defer("content")
