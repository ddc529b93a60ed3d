"""How a unit's score follows from checked results. Pure and in Decimal; every figure says how it came about.

Rules (docs/decisions/0010-scoring.md): an item counts when it is due within the period and its due date has passed, or when it was
delivered within the period. On time = the day of the submission that was later approved ≤ the due date, or a lateness that somebody
from outside the unit has excused. Cancelled items, support parts, items that wait for the reviewer, and excused ones that are still
being worked on are left out and named. Each line is rounded half-up to two decimals; the total is
the sum of the rounded lines, so that what is printed adds up.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from tasks.assessment.adjusting import HIGHEST, adjusted, adjustment, capped_grade, vetoes
from tasks.assessment.kinds import Formula, Indicator
from tasks.assessment.pieces import Kind, Piece, of_kind
from tasks.assessment.scheme import Scheme
from tasks.assessment.scoring.facts import Alike, Fact, alone, concerns, left_out
from tasks.assessment.scoring.judging import JUDGES
from tasks.assessment.scoring.results import Line, Result, Share

PIECES = {Formula.DUTIES: Kind.DUTY, Formula.BALLOT: Kind.BALLOT, Formula.APPRAISAL: Kind.APPRAISAL}
ONE = Decimal(1)
# (whether it counts, word) -> those of which this is said
Said = dict[tuple[bool, str], list[Alike]]


class Verdict(NamedTuple):
    """What the scheme says of a fact: why it does not count, or what the indicators that look at it say, by their places."""

    reason: str | None
    said: Sequence[tuple[int, tuple[bool, str]]] = ()


class Scorer:
    """The rules of one scheme for one period as of the day `on`; `since`: the day of publishing when it came after the first day.

    What was said of a fact that stands for many is remembered: a province has a million assignments and some hundred such facts.
    """

    def __init__(self, scheme: Scheme, *, from_on: date, to_on: date, on: date, since: date | None = None) -> None:
        self.scheme, self.rectified = scheme, scheme.measures(Formula.RECTIFICATION)
        self._days = {"from_on": from_on, "to_on": to_on, "on": on, "since": since}
        self._own = {"support": scheme.measures(Formula.SUPPORT), "rectified": self.rectified}
        self._judges = [
            (n, one.formula, JUDGES[one.formula][0]) for n, one in enumerate(scheme.indicators) if one.formula in JUDGES
        ]
        self._known: dict[Fact, Verdict] = {}

    def score(self, facts: Iterable[Fact | Alike | Piece]) -> Result:
        """The score of one unit."""
        known = list(facts)
        pieces = [one for one in known if isinstance(one, Piece)]
        out, lines, relapsed = self._told(one for one in known if not isinstance(one, Piece))
        aside = (*_shares(out), *_aside(pieces, self.scheme))
        vetoed = vetoes(pieces, sorted(relapsed), self.scheme)
        measured = [(one, found) for n, one in enumerate(self.scheme.indicators) if (found := _measured(one, lines[n], pieces))]
        if not measured:
            return Result(None, (), aside, vetoes=vetoed)
        weights = spread([one.weight for one, _ in measured])
        made = tuple(_line(one, weight, found) for (one, found), weight in zip(measured, weights, strict=True))
        named = {line.indicator for line in made}
        silent = tuple(one.name for one in self.scheme.indicators if one.name not in named)
        added = adjustment(pieces, self.scheme)
        total = adjusted(sum((line.value for line in made), Decimal(0)), added)
        return Result(total, made, aside, silent, added, vetoed)

    def _told(self, facts: Iterable[Fact | Alike]) -> tuple[Said, Mapping[int, Said], list[tuple[int, str]]]:
        """What is left out, what each indicator says, and the problems that came back."""
        out: Said = {}
        lines: dict[int, Said] = defaultdict(dict)
        relapsed = []
        for one in facts:
            if isinstance(one, Alike):
                like, (reason, said) = one, self._remembered(one.fact)
            else:
                like, (reason, said) = alone(one), self._verdict(one)
            if reason:
                out.setdefault((False, reason), []).append(like)
            for place, what in said:
                lines[place].setdefault(what, []).append(like)
            if like.fact.times_back and like.fact.problem and not like.fact.set_aside:
                relapsed += [(pk, f"整改后问题反弹{like.fact.times_back}次") for pk in like.assignments]
        return out, lines, relapsed

    def _remembered(self, fact: Fact) -> Verdict:
        found = self._known.get(fact)
        if found is None:
            found = self._known[fact] = self._verdict(fact)
        return found

    def _verdict(self, fact: Fact) -> Verdict:
        reason = left_out(fact, **self._days, **self._own)
        if reason is not None:
            return Verdict(reason)
        asked = ((n, judge) for n, formula, judge in self._judges if concerns(formula, fact, rectified=self.rectified))
        return Verdict(None, [(n, judge(fact)) for n, judge in asked])


def score(
    facts: Iterable[Fact | Alike | Piece], scheme: Scheme, *, from_on: date, to_on: date, on: date, since: date | None = None
) -> Result:  # fmt: skip
    """The score of one unit alone."""
    return Scorer(scheme, from_on=from_on, to_on=to_on, on=on, since=since).score(facts)


def _shares(said: Said) -> list[Share]:
    """What counts first, then by the words: whatever the order of the facts."""
    return [_together(*what, said[what]) for what in sorted(said, key=lambda what: (not what[0], what[1]))]


def _together(counted: bool, word: str, parts: list[Alike]) -> Share:
    return Share(counted, word, parts, sum(len(part.assignments) for part in parts), sum((part.sum for part in parts), Decimal(0)))


def _measured(indicator: Indicator, said: Said, pieces: list[Piece]) -> Said | list[Piece]:
    """What an indicator looks at."""
    return of_kind(pieces, PIECES[indicator.formula]) if indicator.formula in PIECES else said


def _aside(pieces: list[Piece], scheme: Scheme) -> Iterator[Share]:
    """The pieces that an indicator or clause would look at, but which do not count, with the reason."""
    kinds = {kind for formula, kind in PIECES.items() if scheme.measures(formula)} | {Kind.ADJUSTMENT, Kind.VETO, Kind.ORDER}
    return (Share(False, p.aside, (), 1, ONE, p.key, p.title, p.on) for p in pieces if p.aside and p.kind in kinds)


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


def _line(indicator: Indicator, weight: Decimal, found: Said | list[Piece]) -> Line:
    """Add up one indicator, which carries `weight` points, and write its arithmetic down."""
    if isinstance(found, dict):
        return _share(indicator, weight, tuple(_shares(found)), JUDGES[indicator.formula][1])
    if indicator.formula == Formula.DUTIES:
        return _share(indicator, weight, tuple(_piece(p, p.kept) for p in found), "按期开展")
    return _opinion(indicator, weight, found)


def _piece(piece: Piece, counted: bool) -> Share:
    return Share(counted, piece.word, (), 1, ONE, piece.key, piece.title, piece.on)


def _share(indicator: Indicator, weight: Decimal, shares: tuple[Share, ...], verb: str) -> Line:
    """What was reached out of what was to be reached."""
    reached = [share for share in shares if share.counted]
    numerator = sum((share.sum for share in reached), Decimal(0))
    denominator = sum((share.sum for share in shares), Decimal(0))
    value = points(numerator, denominator, weight)
    sentence = (
        f"应考核{sum(s.size for s in shares)}项（权重合计{plain(denominator)}），"
        f"{verb}{sum(s.size for s in reached)}项（权重合计{plain(numerator)}）："
        f"{plain(numerator)}÷{plain(denominator)}×{plain(weight)}＝{value}"
    )
    return Line(indicator.name, indicator.formula, weight, numerator, denominator, value, sentence, shares)


def points(numerator: Decimal, denominator: Decimal, weight: Decimal) -> Decimal:
    """What a line is worth."""
    return half_up(numerator * weight / denominator)


def _opinion(indicator: Indicator, weight: Decimal, said: list[Piece]) -> Line:
    """The mean of the opinions, out of a hundred."""
    shares = tuple(_piece(p, True) for p in said)
    mean = half_up(sum((p.points for p in said), Decimal(0)) / len(said))
    value = points(mean, HIGHEST, weight)
    each = "、".join(plain(p.points) for p in said)
    how = f"{len(said)}份平均（{each}）" if len(said) > 1 else ""
    sentence = f"{how}{mean}分：{mean}÷100×{plain(weight)}＝{value}"
    return Line(indicator.name, indicator.formula, weight, mean, HIGHEST, value, sentence, shares)
