"""试算 of a scheme on a cycle: the facts of its snapshot, or of today while it is open; nothing is stored."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tasks.assessment.actions import span
from tasks.assessment.cases import as_fact
from tasks.assessment.gathering import Facts, beside, gather_alike
from tasks.assessment.models import Cycle, CycleState, SnapshotPart, UnitScore
from tasks.assessment.models.closing import PartKind
from tasks.assessment.scheme import Scheme
from tasks.assessment.scoring import PIECES, Scorer, proposed_grade
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
    facts = _kept(cycle, scheme, rows, on) if first else gather_alike(cycle, [row.unit for row in rows], on, scheme)
    lines, scorer = [], Scorer(scheme, on=on, **span(cycle))
    for row in rows:
        result = scorer.score(facts.get(row.unit_id, []))
        lines.append(Line(row, result.total, proposed_grade(result, scheme), moves(result, scheme)))
    return lines


def shares(lines: list[Line], scheme: Scheme) -> list[tuple[str, int, int]]:
    """For each grade of the scheme: how many units the cycle proposed for it, and how many the scheme would."""
    return [(name, sum(x.row.proposed_grade == name for x in lines), sum(x.grade == name for x in lines)) for name in scheme.grades]


def fresh(scheme: Scheme, cycle: Cycle) -> list[str]:
    """The indicators of `scheme` for which a closed cycle kept nothing, because its own scheme did not ask."""
    if cycle.state == CycleState.OPEN:
        return []
    return [one.name for one in scheme.indicators if one.formula in PIECES and not shown(cycle).measures(one.formula)]


def shown(cycle: Cycle) -> Scheme:
    """The cycle's own scheme."""
    return Scheme.from_dict(cycle.frozen)


def _kept(cycle: Cycle, scheme: Scheme, rows: list[UnitScore], on: date) -> Facts:
    """The facts of a closed cycle by unit, of a corrected unit the corrected ones; what it did not ask for is read now."""
    parts = SnapshotPart.objects.filter(snapshot__cycle=cycle, kind=PartKind.UNIT).order_by("snapshot__number")
    found = {part.about: [as_fact(one) for one in part.content["facts"]] for part in parts}
    asked = {PIECES[formula] for formula in PIECES if shown(cycle).measures(formula)}
    for unit, pieces in beside(cycle, [row.unit for row in rows], on, scheme).items():
        opinions = [one for one in pieces if one.kind in PIECES.values() and one.kind not in asked]
        found[unit] = found.get(unit, []) + opinions
    return found
