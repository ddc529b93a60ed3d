"""From counted marks to a unit's result: each group's mean, then the mean of the groups by weight. Pure, Decimal, half up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from tasks.ballots.rules import SMALLEST, UNKNOWN, WHOLE, Rules

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Turnout:
    """A group of voters after closing: sheets given out, come back, and valid (not blank)."""

    name: str
    weight: Decimal
    issued: int
    returned: int
    valid: int


@dataclass(frozen=True)
class Line:
    """A group in a unit's arithmetic; `mean` is None when the group does not count, and `why` says why."""

    group: str
    weight: Decimal
    counts: tuple[tuple[str, int], ...]
    mean: Decimal | None
    why: str

    @property
    def sentence(self) -> str:
        """The group's arithmetic in words."""
        return self.why if self.mean is None else f"平均{self.mean}分，权重{plain(self.weight)}"


@dataclass(frozen=True)
class Result:
    """A unit's result: None when nobody's mark counts. `sentence` is the whole arithmetic."""

    score: Decimal | None
    lines: tuple[Line, ...]
    sentence: str


def standing(groups: Sequence[Turnout], rules: Rules) -> tuple[bool, str]:
    """Whether enough sheets came back for the 测评 to count at all, and the sentence that says so."""
    issued, returned = sum(g.issued for g in groups), sum(g.returned for g in groups)
    said = f"发出{issued}张，收回{returned}张，有效{sum(g.valid for g in groups)}张"
    enough = issued > 0 and returned * WHOLE >= issued * rules.quorum
    share = f"规定的{plain(rules.quorum)}%"
    return enough, f"{said}，收回比例达到{share}，测评有效" if enough else f"{said}，收回比例未达到{share}，测评无效，不计分"


def result(groups: Sequence[Turnout], counts: Mapping[str, Mapping[str, int]], rules: Rules) -> Result:
    """One unit's result; `counts` holds, by the group's name, how many marks of each grade it got.

    A group without a mark that counts is named and its weight goes to the others in proportion: it is no zero.
    """
    lines = tuple(_line(group, counts.get(group.name, {}), rules) for group in groups)
    counted = [line for line in lines if line.mean is not None]
    weight = sum((line.weight for line in counted), Decimal(0))
    if not counted or not standing(groups, rules)[0]:
        why = "没有可计的票" if not counted else standing(groups, rules)[1]
        return Result(None, lines, why)
    score = rounded(sum((line.weight * line.mean for line in counted), Decimal(0)) / weight)
    terms = " ＋ ".join(f"{line.mean}×{plain(line.weight)}" for line in counted)
    absent = "、".join(f"“{line.group}”{line.why}" for line in lines if line.mean is None)
    note = f"（{absent}，不按零分计，权重由其余类别按比例分担）" if absent else ""
    return Result(score, lines, f"（{terms}）÷ {plain(weight)} ＝ {score}{note}")


def rounded(value: Decimal) -> Decimal:
    """Half up, two decimals."""
    return value.quantize(CENT, ROUND_HALF_UP)


def plain(value: Decimal) -> str:
    """Without needless zeros: 25, 12.5."""
    return f"{value.normalize():f}"


def _line(group: Turnout, counts: Mapping[str, int], rules: Rules) -> Line:
    """A group's mean over the marks that grade; 不了解 grades nothing."""
    points = rules.points
    marks = sum(counts.get(name, 0) for name in points)
    shown = tuple((name, counts.get(name, 0)) for name in (*rules.names, UNKNOWN))
    why = _why_not(group, marks)
    if why:
        return Line(group.name, group.weight, shown, None, why)
    total = sum((points[name] * counts.get(name, 0) for name in points), Decimal(0))
    return Line(group.name, group.weight, shown, rounded(total / marks), "")


def _why_not(group: Turnout, marks: int) -> str:
    """Why a group does not count, or empty."""
    if group.returned == 0:
        return "没有人投票"
    if group.valid == 0:
        return "只有空白票"
    if group.valid < SMALLEST:
        return f"有效票不足{SMALLEST}张，为保密不计"
    return "" if marks else f"都选“{UNKNOWN}”"
