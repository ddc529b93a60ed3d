"""What the pages of an assessment show: bands of a cycle, and a unit's sheet that unfolds to its sources."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tasks.assessment.arithmetic import unfolded
from tasks.assessment.cases import Case, as_case
from tasks.assessment.models import Cycle, UnitScore
from tasks.assessment.queries import cases_of
from tasks.assessment.scheme import Scheme
from tasks.assessment.snapshots import kept_sheet


@dataclass(frozen=True)
class Bands:
    """Units by grade, in the order of the tree inside each grade: no ranking. Keys of `rows`: the scale, then without grade."""

    rows: tuple[tuple[str, tuple[UnitScore, ...]], ...]
    unscored: tuple[UnitScore, ...]
    best: str
    best_count: int
    quota: int
    ungraded: int

    @property
    def over(self) -> bool:
        """More best grades than the quota allows."""
        return self.best_count > self.quota


def bands(scores: Iterable[UnitScore], scheme: Scheme) -> Bands:
    """Group by the grade given, else the proposed one."""
    scores = list(scores)
    scored = [row for row in scores if row.score is not None or row.grade]
    by_grade = tuple((grade, tuple(r for r in scored if (r.grade or r.proposed_grade) == grade)) for grade in scheme.grades)
    return Bands(
        rows=by_grade,
        unscored=tuple(row for row in scores if row.score is None and not row.grade),
        best=scheme.grades[0],
        best_count=len(by_grade[0][1]),
        quota=scheme.quota(len(scored)),
        ungraded=sum(not row.grade for row in scored),
    )


@dataclass(frozen=True)
class Row:
    """One assignment inside a line: what was judged, the word, and what stands behind it."""

    case: Case
    counted: bool
    word: str
    weight: str


@dataclass(frozen=True)
class PieceRow:
    """What stands beside the assignments: the periods of one duty together, an opinion, a ruling, an order."""

    kind: str
    ref: int
    title: str
    reached: int
    out_of: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class SheetLine:
    """One indicator with its sentence and its rows."""

    indicator: str
    weight: str
    value: str
    sentence: str
    rows: tuple[Row, ...]
    pieces: tuple[PieceRow, ...] = ()


@dataclass(frozen=True)
class Capped:
    """A 一票否决 that applies: which condition, from which fact, and the best grade that it leaves."""

    condition: str
    grade: str
    word: str
    kind: str
    ref: int


@dataclass(frozen=True)
class Sheet:
    """A unit's whole arithmetic. `by_score`: the grade that the score alone would propose, where a veto applies."""

    sentence: str
    lines: tuple[SheetLine, ...]
    left_out: tuple[Row, ...]
    aside: tuple[PieceRow, ...] = ()
    adjustment: dict[str, Any] | None = None
    vetoes: tuple[Capped, ...] = ()
    by_score: str = ""

    @property
    def facts(self) -> tuple[Row, ...]:
        """The assessed assignments, once each."""
        return tuple({row.case.pk: row for line in self.lines for row in line.rows}.values())


def sheet(unit_score: UnitScore) -> Sheet:
    """A unit's sheet: from the snapshot where there is one, else the stored arithmetic joined with the assignments."""
    kept = kept_sheet(unit_score)
    if kept is None:
        return _sheet(unit_score.arithmetic, cases_of(unit_score.arithmetic))
    return _sheet(kept["arithmetic"], {one["pk"]: as_case(one) for one in kept["cases"]})


def _sheet(arithmetic: dict[str, Any], found: dict[int, Case]) -> Sheet:
    return Sheet(
        sentence=arithmetic["sentence"],
        lines=tuple(_line(line, found) for line in arithmetic["lines"]),
        left_out=_rows(arithmetic["left_out"], found),
        aside=piece_rows(arithmetic["left_out"]),
        adjustment=arithmetic.get("adjustment"),
        vetoes=tuple(_capped(one) for one in arithmetic.get("vetoes", [])),
        by_score=arithmetic.get("by_score", ""),
    )


def _line(line: dict[str, Any], found: dict[int, Case]) -> SheetLine:
    said = (line["indicator"], line["weight"], line["value"], line["sentence"])
    return SheetLine(*said, _rows(line["entries"], found), piece_rows(line["entries"]))


def piece_rows(entries: list[dict[str, Any]]) -> tuple[PieceRow, ...]:
    """The entries that are no assignments; periods of one duty become one row, which names those that were not kept."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for entry in entries:
        if entry.get("key"):
            kind = entry["key"].partition(":")[0]
            groups.setdefault((kind, entry["title"] if kind == "duty" else entry["key"]), []).append(entry)
    return tuple(_together(kind, group) for (kind, _), group in groups.items())


def _together(kind: str, group: list[dict[str, Any]]) -> PieceRow:
    shown = group if kind != "duty" else [one for one in group if not one["counted"]]
    words = tuple(one["word"] for one in shown)
    ref = int(group[0]["key"].partition(":")[2])
    return PieceRow(kind, ref, group[0]["title"], sum(one["counted"] for one in group), len(group), words)


def _capped(one: dict[str, Any]) -> Capped:
    kind, _, ref = str(one["key"]).rpartition(":")
    return Capped(one["condition"], one["grade"], one["word"], kind or "assignment", int(ref))


def neighbours(unit_score: UnitScore) -> dict[str, UnitScore | None]:
    """The units before and after in the tree, for leafing through the review pages."""
    rows = UnitScore.objects.filter(cycle=unit_score.cycle_id).select_related("unit")
    path = unit_score.unit.path
    return {
        "previous": rows.filter(unit__path__lt=path).order_by("-unit__path").first(),
        "next": rows.filter(unit__path__gt=path).order_by("unit__path").first(),
    }


def shown_scheme(cycle: Cycle) -> Scheme:
    """The frozen rules, for display."""
    return Scheme.from_dict(cycle.frozen)


def silent(scores: Iterable[UnitScore]) -> list[str]:
    """The indicators for which no unit had anything: their weight went to the others everywhere."""
    named = [set(row.arithmetic.get("silent", ())) for row in scores if row.score is not None]
    return sorted(set.intersection(*named)) if named else []


def _rows(entries: list[dict[str, Any]], found: dict[int, Case]) -> tuple[Row, ...]:
    """Down to each assignment, in the order of their due dates."""
    rows = [Row(found[pk], e["counted"], e["word"], weight) for pk, weight, e in unfolded(entries) if pk in found]
    return tuple(sorted(rows, key=lambda row: (row.case.due_on, row.case.pk)))
