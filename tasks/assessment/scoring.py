"""How a unit's score follows from checked results. Pure and in Decimal; every figure says how it came about.

Rules (docs/decisions/0010-scoring.md): an item counts when it is due within the period and its due date has passed, or when it was
delivered within the period. On time = the day of the submission that was later approved ≤ the due date, or a lateness that somebody
from outside the unit has excused. Cancelled items, support parts, items that wait for the reviewer, and excused ones that are still
being worked on are left out and named. Each line is rounded half-up to two decimals; the total is
the sum of the rounded lines, so that what is printed adds up.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from tasks.assessment.scheme import Formula, Indicator, Scheme
from tasks.items.states import DONE, OPEN, Part, State

NOTHING = "无可考核事项"


@dataclass(frozen=True)
class Fact:
    """What is known for sure about one assignment. `delivered_on`: the day of the submission that was later approved.

    `excused`: who has found a good reason for missing the due date in force, when, and which, as a sentence; empty when nobody has.
    `steps`, `steps_kept`: milestones whose day has come within the period, and those reached by their day.
    `unreturned`, `set_aside`: a 更正 found that the returns do not count, or that the assignment does not, and why.
    """

    assignment: int
    weight: Decimal
    state: str
    part: str
    due_on: date
    delivered_on: date | None = None
    returns: int = 0
    excused: str = ""
    unreturned: str = ""
    set_aside: str = ""
    steps: int = 0
    steps_kept: int = 0

    @property
    def done(self) -> bool:
        """A reviewer accepted it."""
        return self.state in DONE

    @property
    def on_time(self) -> bool:
        """Accepted, and handed in on the due date or before."""
        return self.done and self.delivered_on is not None and self.delivered_on <= self.due_on


@dataclass(frozen=True)
class Entry:
    """One assignment inside a line: whether it counts for the indicator, and why in a few words."""

    assignment: int
    weight: Decimal
    counted: bool
    word: str


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
        return tuple(entry.assignment for entry in self.entries)


@dataclass(frozen=True)
class Result:
    """A unit's score (None when nothing could be assessed), its lines, and what was left out for which reason."""

    total: Decimal | None
    lines: tuple[Line, ...]
    left_out: tuple[Entry, ...]
    without_facts: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The sum as a reader writes it, with the indicators that had nothing to measure."""
        if self.total is None:
            return NOTHING
        names = "、".join(f"“{name}”" for name in self.without_facts)
        note = f"（{names}本期没有可考核的内容，权重按比例并入其他指标）" if names else ""
        return "＋".join(str(line.value) for line in self.lines) + f"＝{self.total}{note}"


def score(facts: Iterable[Fact], scheme: Scheme, *, from_on: date, to_on: date, on: date) -> Result:
    """The score of one unit for the period, as of the day `on`."""
    sorted_facts = sorted(facts, key=lambda fact: (fact.due_on, fact.assignment))
    support = any(indicator.formula == Formula.SUPPORT for indicator in scheme.indicators)
    reasons = [(fact, left_out(fact, from_on, to_on, on, support=support)) for fact in sorted_facts]
    counted = [fact for fact, reason in reasons if reason is None]
    out = tuple(Entry(fact.assignment, fact.weight, False, reason) for fact, reason in reasons if reason)
    measured = [(one, own) for one in scheme.indicators if (own := [fact for fact in counted if concerns(one.formula, fact)])]
    if not measured:
        return Result(None, (), out)
    weights = spread([one.weight for one, _ in measured])
    lines = tuple(_line(one, weight, own) for (one, own), weight in zip(measured, weights, strict=True))
    silent = tuple(one.name for one in scheme.indicators if one not in [each for each, _ in measured])
    return Result(sum((line.value for line in lines), Decimal(0)), lines, out, silent)


def concerns(formula: Formula, fact: Fact) -> bool:
    """Whether an indicator looks at the assignment: support parts have their own, milestones only where there are any."""
    if formula == Formula.SUPPORT:
        return fact.part == Part.SUPPORT
    return fact.part != Part.SUPPORT and (formula != Formula.MILESTONES or fact.steps > 0)


def spread(weights: Sequence[Decimal]) -> list[Decimal]:
    """The weights in proportion so that they come to exactly 100, two decimals each; the last one takes what rounding left."""
    total = sum(weights, Decimal(0))
    if total == 100:
        return list(weights)
    first = [(weight * 100 / total).quantize(Decimal("0.01"), ROUND_DOWN) for weight in weights[:-1]]
    return [*first, Decimal(100) - sum(first, Decimal(0))]


def left_out(fact: Fact, from_on: date, to_on: date, on: date, *, support: bool = False) -> str | None:
    """Why the assignment does not count, or None when it does. `support`: the scheme has an indicator for support parts."""
    if fact.set_aside:
        return f"不计入。{fact.set_aside}"
    if fact.state == State.CANCELLED:
        return "已撤销，不计入"
    if fact.part == Part.SUPPORT and not support:
        return "协办事项，由牵头单位计入"
    if fact.state == State.TOLD:
        return "待牵头单位确认，确认前不计入"
    if fact.state == State.SUBMITTED:
        return "待审核，审核决定前不计入"
    if fact.state == State.OBJECTED:
        return "异议待复，答复前不计入"
    delivered = fact.done and fact.delivered_on is not None and from_on <= fact.delivered_on <= to_on
    if not delivered and not from_on <= fact.due_on <= to_on:
        return "不在本期内"
    if fact.state in OPEN and fact.due_on >= on:
        return "尚未到期"
    if fact.state in OPEN and fact.excused:
        return f"逾期未办结，办结前不计入。{fact.excused}"
    return None


def proposed_grade(total: Decimal | None, scheme: Scheme) -> str:
    """拟定等次: the first grade whose lower bound the score reaches; none without a score. Equal scores give equal grades."""
    if total is None:
        return ""
    return next(band.name for band in scheme.bands if total >= band.lower)


def half_up(value: Decimal) -> Decimal:
    """Two decimals, x.xx5 goes up."""
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def plain(value: Decimal) -> str:
    """A weight without trailing zeros: 1, 1.5, 20."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _line(indicator: Indicator, weight: Decimal, counted: list[Fact]) -> Line:
    """Add up one indicator, which carries `weight` points, and write its arithmetic down."""
    judge, verb = _JUDGES[indicator.formula]
    entries = tuple(Entry(fact.assignment, fact.weight, *judge(fact)) for fact in counted)
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


def _done(fact: Fact) -> tuple[bool, str]:
    """办结: accepted by a reviewer, early or late."""
    if fact.done:
        return True, "已办结"
    return False, "未完成结案" if fact.state == State.TERMINATED else "逾期未办结"


def _on_time(fact: Fact) -> tuple[bool, str]:
    """按时: accepted, and handed in on the due date or before, or late for a reason that was found good."""
    if not fact.done:
        return _done(fact)
    if fact.on_time:
        return True, "按时"
    late = f"逾期{(fact.delivered_on - fact.due_on).days}天" if fact.delivered_on else "无提请日期"
    return (True, f"{late}，按“按时”计。{fact.excused}") if fact.excused else (False, late)


def _accepted(fact: Fact) -> tuple[bool, str]:
    """一次通过: accepted without having been returned."""
    if not fact.done:
        return _done(fact)
    if fact.returns and fact.unreturned:
        return True, f"退回{fact.returns}次，不计。{fact.unreturned}"
    return (True, "一次通过") if fact.returns == 0 else (False, f"退回{fact.returns}次")


def _steps(fact: Fact) -> tuple[bool, str]:
    """节点: all that had their day were reached by it."""
    return fact.steps_kept == fact.steps, f"到日节点{fact.steps}个，按日完成{fact.steps_kept}个"


def _support(fact: Fact) -> tuple[bool, str]:
    """协办: the lead unit confirmed the part."""
    return (True, "已确认配合") if fact.done else (False, "未完成结案" if fact.state == State.TERMINATED else "逾期未配合")


_JUDGES: dict[Formula, tuple[Callable[[Fact], tuple[bool, str]], str]] = {
    Formula.DONE: (_done, "办结"),
    Formula.ON_TIME: (_on_time, "按时办结"),
    Formula.ACCEPTED_WITHOUT_RETURN: (_accepted, "一次通过"),
    Formula.MILESTONES: (_steps, "节点按日完成"),
    Formula.SUPPORT: (_support, "已确认配合"),
}
