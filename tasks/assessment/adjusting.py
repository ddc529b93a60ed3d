"""加减分 and 一票否决 of one unit, from what people recorded and from facts. Pure; the score never follows from a veto."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tasks.assessment.kinds import Ground
from tasks.assessment.pieces import Kind, Piece, of_kind
from tasks.assessment.scheme import Scheme

LOWEST, HIGHEST = Decimal("0.00"), Decimal("100.00")


@dataclass(frozen=True)
class Adjustment:
    """What is added to the sum of the lines, within the caps, and the sentence that says how it came about."""

    points: Decimal
    sentence: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Veto:
    """A condition that a fact fulfils: the proposed grade is not better than `grade`."""

    condition: str
    grade: str
    word: str
    key: str | int


def adjustment(pieces: list[Piece], scheme: Scheme) -> Adjustment | None:
    """The rulings that name a clause of the scheme, capped by clause and in sum; None when there are none."""
    known = {clause.name: clause.most for clause in scheme.clauses}
    rulings = [piece for piece in of_kind(pieces, Kind.ADJUSTMENT) if piece.clause in known]
    if not rulings:
        return None
    sums = {name: sum((r.points for r in rulings if r.clause == name), Decimal(0)) for name in known}
    capped = {name: _towards_zero(points, known[name]) for name, points in sums.items() if points}
    up = sum((points for points in capped.values() if points > 0), Decimal(0))
    down = sum((points for points in capped.values() if points < 0), Decimal(0))
    total = min(up, scheme.most_up) + max(down, -scheme.most_down)
    terms = "，".join(_term(name, sums[name], points) for name, points in capped.items())
    caps = [f"加分合计{signed(up)}，按上限{signed(scheme.most_up)}计"] if up > scheme.most_up else []
    caps += [f"减分合计{signed(down)}，按上限{signed(-scheme.most_down)}计"] if -down > scheme.most_down else []
    return Adjustment(total, "；".join([terms, *caps]) + f"：合计{signed(total)}", tuple(rulings))


def vetoes(pieces: list[Piece], relapsed: Sequence[tuple[int, str]], scheme: Scheme) -> tuple[Veto, ...]:
    """Each condition of the scheme with the facts that fulfil it; `relapsed`: rectifications that came back, with their words."""
    found: list[Veto] = []
    for condition in scheme.conditions:
        grounds: Iterable[tuple[str | int, str]] = {
            Ground.RECORDED: [(p.key, p.word) for p in of_kind(pieces, Kind.VETO) if p.clause == condition.name],
            Ground.ORDER: [(p.key, f"{p.title}，{p.word}") for p in of_kind(pieces, Kind.ORDER)],
            Ground.RELAPSE: relapsed,
        }[condition.ground]
        found += [Veto(condition.name, condition.grade, word, key) for key, word in grounds]
    return tuple(found)


def adjusted(base: Decimal, added: Adjustment | None) -> Decimal:
    """Never below 0, never above 100."""
    return min(HIGHEST, max(LOWEST, base + added.points)) if added else base


def capped_grade(grade: str, applied: Iterable[Veto], scheme: Scheme) -> str:
    """The grade by the score, or the worst one that a veto allows."""
    order = {name: place for place, name in enumerate(scheme.grades)}
    return max([grade, *(veto.grade for veto in applied)], key=order.__getitem__) if grade else grade


def signed(points: Decimal) -> str:
    """+2, -0.5: with its sign and without needless zeros."""
    return f"{points.normalize():+f}"


def _towards_zero(points: Decimal, most: Decimal) -> Decimal:
    return min(points, most) if most > 0 else max(points, most)


def _term(name: str, said: Decimal, counted: Decimal) -> str:
    return f"{name}{signed(said)}" + ("" if said == counted else f"（按上限{signed(counted)}计）")
