"""试算: what a scheme would have given on facts that are known, and whether grades hold when its weights move by a tenth. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from tasks.assessment.adjusting import adjusted
from tasks.assessment.scheme import BadScheme, Scheme
from tasks.assessment.scoring import Result, points, proposed_grade, spread

TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Move:
    """A grade that changes when one weight moves: which, and to what."""

    label: str
    grade: str


def shifts(scheme: Scheme) -> Iterator[tuple[str, Scheme]]:
    """For each indicator the scheme with its weight a tenth higher and a tenth lower, the others in proportion."""
    for place, indicator in enumerate(scheme.indicators):
        for sign, word in ((1, "上调10%"), (-1, "下调10%")):
            moved = (indicator.weight * (1 + sign * TENTH)).quantize(Decimal("0.01"))
            others = [one.weight for one in scheme.indicators if one is not indicator]
            if not others or moved >= 100:
                continue
            rest = _shared(others, 100 - moved)
            weights = [*rest[:place], moved, *rest[place:]]
            indicators = tuple(replace(one, weight=w) for one, w in zip(scheme.indicators, weights, strict=True))
            try:
                yield f"“{indicator.name}”权重{word}", replace(scheme, indicators=indicators)
            except BadScheme:  # another weight would vanish
                continue


def moves(result: Result, scheme: Scheme) -> tuple[Move, ...]:
    """The grades that `result` would get under each shift, where they differ; without a score there are none."""
    if result.total is None:
        return ()
    grade = proposed_grade(result, scheme)
    found = ((label, proposed_grade(replace(result, total=reweighed(result, moved)), scheme)) for label, moved in shifts(scheme))
    return tuple(Move(label, other) for label, other in found if other != grade)


def reweighed(result: Result, scheme: Scheme) -> Decimal:
    """The total of the same lines under the weights of `scheme`, which has the same indicators."""
    known = {indicator.name: indicator.weight for indicator in scheme.indicators}
    weights = spread([known[line.indicator] for line in result.lines])
    pairs = zip(result.lines, weights, strict=True)
    base = sum((points(line.numerator, line.denominator, weight) for line, weight in pairs), Decimal(0))
    return adjusted(base, result.adjustment)


def _shared(weights: list[Decimal], total: Decimal) -> list[Decimal]:
    """Weights in proportion that come to `total`, two decimals each; the last one takes what rounding left."""
    whole = sum(weights, Decimal(0))
    first = [(weight * total / whole).quantize(Decimal("0.01")) for weight in weights[:-1]]
    return [*first, total - sum(first, Decimal(0))]
