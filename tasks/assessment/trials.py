"""试算 of a scheme on a cycle: the facts of its snapshot, or of today while it is open; nothing is stored."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tasks.assessment.cases import as_fact
from tasks.assessment.models import Cycle, CycleState, SnapshotPart, UnitScore
from tasks.assessment.models.closing import PartKind
from tasks.assessment.queries import gather_facts
from tasks.assessment.scheme import Scheme
from tasks.assessment.scoring import Fact, proposed_grade, score
from tasks.assessment.trial import Move, moves


@dataclass(frozen=True)
class Line:
    """One unit: what the cycle gave, what the scheme would have given, and the moves of weights that would change it."""

    row: UnitScore
    total: Decimal | None
    grade: str
    moves: tuple[Move, ...]

    @property
    def changed(self) -> bool:
        """Another grade than the one proposed in the cycle."""
        return self.grade != self.row.proposed_grade


def trial(scheme: Scheme, cycle: Cycle, on: date) -> list[Line]:
    """In the order of the tree, no ranking: a fixed number of queries."""
    rows = list(UnitScore.objects.filter(cycle=cycle).select_related("unit"))
    first = None if cycle.state == CycleState.OPEN else cycle.snapshots.filter(number=1).first()
    on = first.on if first else on
    facts = _kept(cycle) if first else gather_facts([row.unit for row in rows], cycle.from_on, cycle.to_on, on)
    lines = []
    for row in rows:
        result = score(facts.get(row.unit_id, []), scheme, from_on=cycle.from_on, to_on=cycle.to_on, on=on)
        lines.append(Line(row, result.total, proposed_grade(result.total, scheme), moves(result, scheme)))
    return lines


def shares(lines: list[Line], scheme: Scheme) -> list[tuple[str, int, int]]:
    """For each grade of the scheme: how many units the cycle proposed for it, and how many the scheme would."""
    return [(name, sum(x.row.proposed_grade == name for x in lines), sum(x.grade == name for x in lines)) for name in scheme.grades]


def _kept(cycle: Cycle) -> dict[int, list[Fact]]:
    """The facts of a closed cycle by unit; of a corrected unit the corrected ones."""
    parts = SnapshotPart.objects.filter(snapshot__cycle=cycle, kind=PartKind.UNIT).order_by("snapshot__number")
    return {part.about: [as_fact(one) for one in part.content["facts"]] for part in parts}
