"""What the pages of an assessment show: bands of a cycle, and a unit's sheet that unfolds to its sources."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

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
class SheetLine:
    """One indicator with its sentence and its rows."""

    indicator: str
    weight: str
    value: str
    sentence: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Sheet:
    """A unit's whole arithmetic."""

    sentence: str
    lines: tuple[SheetLine, ...]
    left_out: tuple[Row, ...]

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
        lines=tuple(
            SheetLine(line["indicator"], line["weight"], line["value"], line["sentence"], _rows(line["entries"], found))
            for line in arithmetic["lines"]
        ),
        left_out=_rows(arithmetic["left_out"], found),
    )


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


def _rows(entries: list[dict[str, Any]], found: dict[int, Case]) -> tuple[Row, ...]:
    return tuple(Row(found[e["assignment"]], e["counted"], e["word"], e["weight"]) for e in entries if e["assignment"] in found)
