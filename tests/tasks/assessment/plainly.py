"""The oracle of scoring: assignment by assignment, as slowly and plainly as it can be said. What is judged is the rooms' own (facts, judging)."""

from decimal import Decimal

from tasks.assessment.kinds import Formula, Ground
from tasks.assessment.pieces import Piece
from tasks.assessment.scoring import Fact, left_out, plain, points, spread
from tasks.assessment.scoring.facts import concerns
from tasks.assessment.scoring.judging import JUDGES


def plainly(facts: list[Fact | Piece], scheme, *, from_on, to_on, on, since=None) -> tuple:
    """(total, lines, left out, problems that came back) of the indicators that rest on assignments; each of them once in each line."""
    ordered = sorted((one for one in facts if isinstance(one, Fact)), key=lambda fact: (fact.assignment, fact.due_on))
    own = {"support": scheme.measures(Formula.SUPPORT), "rectified": scheme.measures(Formula.RECTIFICATION)}
    reasons = [(fact, left_out(fact, from_on, to_on, on, since=since, **own)) for fact in ordered]
    out = [(fact.assignment, fact.weight, False, reason) for fact, reason in reasons if reason]
    counted = [fact for fact, reason in reasons if reason is None]
    measured = []
    for one in scheme.indicators:
        found = [fact for fact in counted if concerns(one.formula, fact, rectified=own["rectified"])]
        if one.formula in JUDGES and found:
            measured.append((one, found))
    weights = spread([one.weight for one, _ in measured]) if measured else []
    lines = [_line(one, weight, found) for (one, found), weight in zip(measured, weights, strict=True)]
    relapsed = [(f.assignment, f.times_back) for f in ordered if f.problem and f.times_back and not f.set_aside]
    if not scheme.rests_on(Ground.RELAPSE):
        relapsed = []
    return (sum((line[1] for line in lines), Decimal(0)) if lines else None), lines, sorted(out), sorted(relapsed)


def _line(indicator, weight: Decimal, facts: list[Fact]) -> tuple:
    judge, verb = JUDGES[indicator.formula]
    entries = sorted((fact.assignment, fact.weight, *judge(fact)) for fact in facts)
    reached = [entry for entry in entries if entry[2]]
    above, below = (sum((entry[1] for entry in each), Decimal(0)) for each in (reached, entries))
    value = points(above, below, weight)
    sentence = (
        f"应考核{len(entries)}项（权重合计{plain(below)}），{verb}{len(reached)}项（权重合计{plain(above)}）："
        f"{plain(above)}÷{plain(below)}×{plain(weight)}＝{value}"
    )
    return indicator.name, value, above, below, sentence, entries


def told(result) -> tuple:
    """A result of the program in the oracle's form."""
    lines = [
        (line.indicator, line.value, line.numerator, line.denominator, line.sentence, [entry[:4] for entry in line.entries])
        for line in result.lines
    ]
    back = sorted((veto.key, int(veto.word.removeprefix("整改后问题反弹").removesuffix("次"))) for veto in result.vetoes)
    return result.total, lines, [entry[:4] for entry in result.left_out], back
