"""How a unit's score follows from checked results. Pure and in Decimal; every figure says how it came about.

Rules (docs/decisions/0010-scoring.md): an item counts when it is due within the period and its due date has passed, or when it was
delivered within the period. On time = the day of the submission that was later approved ≤ the due date, or a lateness that somebody
from outside the unit has excused. Cancelled items, support parts, items that wait for the reviewer, and excused ones that are still
being worked on are left out and named. Each line is rounded half-up to two decimals; the total is
the sum of the rounded lines, so that what is printed adds up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from tasks.assessment.adjusting import HIGHEST, Adjustment, Veto, adjusted, adjustment, capped_grade, signed, vetoes
from tasks.assessment.kinds import Formula, Indicator
from tasks.assessment.pieces import Kind, Piece, of_kind
from tasks.assessment.scheme import Scheme
from tasks.assessment.scoring.facts import Fact, concerns, left_out
from tasks.assessment.scoring.judging import JUDGES

NOTHING = "无可考核事项"


class Entry(NamedTuple):
    """One assignment or piece inside a line: whether it counts for the indicator, and why in a few words.

    `assignment` is 0 for a piece, whose `key`, `title` and day then name it.
    """

    assignment: int
    weight: Decimal
    counted: bool
    word: str
    key: str = ""
    title: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Line:
    """One indicator of one unit: weights reached out of weights to be reached, times the indicator's weight."""

    indicator: str
    formula: str
    weight: Decimal
    numerator: Decimal
    denominator: Decimal
    value: Decimal
    sentence: str
    entries: tuple[Entry, ...]

    @property
    def assignments(self) -> tuple[int, ...]:
        """Ids of everything that the line looked at."""
        return tuple(entry.assignment for entry in self.entries if entry.assignment)


@dataclass(frozen=True)
class Result:
    """A unit's score (None when nothing could be assessed), its lines, and what was left out for which reason.

    `adjustment` is already in the total; `vetoes` never touch it: they cap the grade that is proposed.
    """

    total: Decimal | None
    lines: tuple[Line, ...]
    left_out: tuple[Entry, ...]
    without_facts: tuple[str, ...] = ()
    adjustment: Adjustment | None = None
    vetoes: tuple[Veto, ...] = ()

    @property
    def sentence(self) -> str:
        """The sum as a reader writes it, with the indicators that had nothing to measure."""
        if self.total is None:
            return NOTHING
        names = "、".join(f"“{name}”" for name in self.without_facts)
        note = f"（{names}本期没有可考核的内容，权重按比例并入其他指标）" if names else ""
        lines = "＋".join(str(line.value) for line in self.lines)
        if self.adjustment is None:
            return f"{lines}＝{self.total}{note}"
        base = sum((line.value for line in self.lines), Decimal(0))
        bound = "，不超过100、不低于0" if base + self.adjustment.points != self.total else ""
        return f"{lines}＝{base}，加减分{signed(self.adjustment.points)}，得分{self.total}{bound}{note}"


def score(
    facts: Iterable[Fact | Piece], scheme: Scheme, *, from_on: date, to_on: date, on: date, since: date | None = None
) -> Result:  # fmt: skip
    """The score of one unit for the period, as of the day `on`; `since`: the day of publishing when it came after the first day."""
    known = list(facts)
    pieces = [one for one in known if isinstance(one, Piece)]
    sorted_facts = sorted((one for one in known if isinstance(one, Fact)), key=lambda fact: (fact.due_on, fact.assignment))
    own = {"support": scheme.measures(Formula.SUPPORT), "rectified": scheme.measures(Formula.RECTIFICATION)}
    reasons = [(fact, left_out(fact, from_on, to_on, on, since=since, **own)) for fact in sorted_facts]
    counted = [fact for fact, reason in reasons if reason is None]
    out = (*(Entry(fact.assignment, fact.weight, False, reason) for fact, reason in reasons if reason), *_aside(pieces, scheme))
    relapsed = [
        (f.assignment, f"整改后问题反弹{f.times_back}次") for f in sorted_facts if f.problem and f.times_back and not f.set_aside
    ]
    vetoed = vetoes(pieces, relapsed, scheme)
    measured = [(one, found) for one in scheme.indicators if (found := _measured(one.formula, counted, pieces, own["rectified"]))]
    if not measured:
        return Result(None, (), out, vetoes=vetoed)
    weights = spread([one.weight for one, _ in measured])
    lines = tuple(_line(one, weight, found) for (one, found), weight in zip(measured, weights, strict=True))
    silent = tuple(one.name for one in scheme.indicators if one not in [each for each, _ in measured])
    added = adjustment(pieces, scheme)
    total = adjusted(sum((line.value for line in lines), Decimal(0)), added)
    return Result(total, lines, out, silent, added, vetoed)


PIECES = {Formula.DUTIES: Kind.DUTY, Formula.BALLOT: Kind.BALLOT, Formula.APPRAISAL: Kind.APPRAISAL}


def _measured(formula: Formula, counted: list[Fact], pieces: list[Piece], rectified: bool) -> list[Fact] | list[Piece]:
    """What an indicator looks at."""
    if formula in PIECES:
        return of_kind(pieces, PIECES[formula])
    return [fact for fact in counted if concerns(formula, fact, rectified=rectified)]


def _aside(pieces: list[Piece], scheme: Scheme) -> list[Entry]:
    """The pieces that an indicator or clause would look at, but which do not count, with the reason."""
    kinds = {kind for formula, kind in PIECES.items() if scheme.measures(formula)} | {Kind.ADJUSTMENT, Kind.VETO, Kind.ORDER}
    return [Entry(0, Decimal(1), False, p.aside, p.key, p.title, p.on) for p in pieces if p.aside and p.kind in kinds]


def spread(weights: Sequence[Decimal]) -> list[Decimal]:
    """The weights in proportion so that they come to exactly 100, two decimals each; the last one takes what rounding left."""
    total = sum(weights, Decimal(0))
    if total == 100:
        return list(weights)
    first = [(weight * 100 / total).quantize(Decimal("0.01"), ROUND_DOWN) for weight in weights[:-1]]
    return [*first, Decimal(100) - sum(first, Decimal(0))]


def grade_of(total: Decimal | None, scheme: Scheme) -> str:
    """The first grade whose lower bound the score reaches; none without a score. Equal scores give equal grades."""
    if total is None:
        return ""
    return next(band.name for band in scheme.bands if total >= band.lower)


def proposed_grade(result: Result, scheme: Scheme) -> str:
    """拟定等次: what the score gives, or the best one that a 一票否决 leaves."""
    return capped_grade(grade_of(result.total, scheme), result.vetoes, scheme)


def half_up(value: Decimal) -> Decimal:
    """Two decimals, x.xx5 goes up."""
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def plain(value: Decimal) -> str:
    """A weight without trailing zeros: 1, 1.5, 20."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _line(indicator: Indicator, weight: Decimal, counted: list[Fact] | list[Piece]) -> Line:
    """Add up one indicator, which carries `weight` points, and write its arithmetic down."""
    if indicator.formula in (Formula.BALLOT, Formula.APPRAISAL):
        return _opinion(indicator, weight, counted)
    if indicator.formula == Formula.DUTIES:
        verb = "按期开展"
        entries = tuple(Entry(0, Decimal(1), p.kept, p.word, p.key, p.title, p.on) for p in counted)
    else:
        judge, verb = JUDGES[indicator.formula]
        entries = tuple(Entry(fact.assignment, fact.weight, *judge(fact)) for fact in counted)
    return _share(indicator, weight, entries, verb)


def _share(indicator: Indicator, weight: Decimal, entries: tuple[Entry, ...], verb: str) -> Line:
    """What was reached out of what was to be reached."""
    reached = [entry for entry in entries if entry.counted]
    numerator = sum((entry.weight for entry in reached), Decimal(0))
    denominator = sum((entry.weight for entry in entries), Decimal(0))
    value = points(numerator, denominator, weight)
    sentence = (
        f"应考核{len(entries)}项（权重合计{plain(denominator)}），{verb}{len(reached)}项（权重合计{plain(numerator)}）："
        f"{plain(numerator)}÷{plain(denominator)}×{plain(weight)}＝{value}"
    )
    return Line(indicator.name, indicator.formula, weight, numerator, denominator, value, sentence, entries)


def points(numerator: Decimal, denominator: Decimal, weight: Decimal) -> Decimal:
    """What a line is worth."""
    return half_up(numerator * weight / denominator)


def _opinion(indicator: Indicator, weight: Decimal, said: list[Piece]) -> Line:
    """The mean of the opinions, out of a hundred."""
    entries = tuple(Entry(0, Decimal(1), True, p.word, p.key, p.title, p.on) for p in said)
    mean = half_up(sum((p.points for p in said), Decimal(0)) / len(said))
    value = points(mean, HIGHEST, weight)
    each = "、".join(plain(p.points) for p in said)
    how = f"{len(said)}份平均（{each}）" if len(said) > 1 else ""
    sentence = f"{how}{mean}分：{mean}÷100×{plain(weight)}＝{value}"
    return Line(indicator.name, indicator.formula, weight, mean, HIGHEST, value, sentence, entries)
