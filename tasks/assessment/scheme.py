"""The rules of scoring as data: indicators with weights, the grade scale, the share of the best grade, 加减分, 一票否决. Pure."""

import hashlib
import json
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal, InvalidOperation
from typing import Any

from tasks.assessment.kinds import BadScheme, Band, Clause, Condition, Formula, Ground, Indicator


@dataclass(frozen=True)
class Scheme:
    """A version of the rules. Raises BadScheme when weights, bounds or the share make no sense.

    `most_up`, `most_down`: how many points all 加分 and all 减分 of a unit may come to.
    """

    indicators: tuple[Indicator, ...]
    bands: tuple[Band, ...]
    top_share: Decimal
    clauses: tuple[Clause, ...] = ()
    most_up: Decimal = Decimal(0)
    most_down: Decimal = Decimal(0)
    conditions: tuple[Condition, ...] = ()

    def __post_init__(self) -> None:
        _check_indicators(self.indicators)
        _check_bands(self.bands)
        _check_clauses(self.clauses, self.most_up, self.most_down)
        _check_conditions(self.conditions, self.grades)
        if not 0 < self.top_share <= 1:
            raise BadScheme("最高等次的名额比例应大于0、不超过100%。请修改“名额”。")

    @property
    def grades(self) -> tuple[str, ...]:
        """The names of the scale, best first."""
        return tuple(band.name for band in self.bands)

    def quota(self, units: int) -> int:
        """How many of `units` may get the best grade; a fraction counts as one."""
        return int((self.top_share * units).to_integral_value(ROUND_CEILING))

    def measures(self, formula: Formula) -> bool:
        """Whether an indicator of this kind carries points."""
        return any(indicator.formula == formula for indicator in self.indicators)

    def rests_on(self, ground: Ground) -> bool:
        """Whether a 一票否决 of this ground is in the scheme."""
        return any(condition.ground == ground for condition in self.conditions)

    def as_dict(self) -> dict[str, Any]:
        """Plain data for the database; numbers as text, so that nothing is lost. What is not used leaves no trace."""
        more: dict[str, Any] = {}
        if self.clauses:
            more["clauses"] = [{"name": c.name, "most": str(c.most)} for c in self.clauses]
            more |= {"most_up": str(self.most_up), "most_down": str(self.most_down)}
        if self.conditions:
            more["conditions"] = [{"name": c.name, "ground": str(c.ground), "grade": c.grade} for c in self.conditions]
        return more | {
            "indicators": [{"name": i.name, "formula": str(i.formula), "weight": str(i.weight)} for i in self.indicators],
            "bands": [{"name": b.name, "lower": str(b.lower)} for b in self.bands],
            "top_share": str(self.top_share),
        }

    @classmethod
    def from_dict(cls, rules: dict[str, Any]) -> "Scheme":
        """Back from the database or a form; raises BadScheme on anything unknown."""
        try:
            return cls(
                tuple(Indicator(i["name"], Formula(i["formula"]), Decimal(i["weight"])) for i in rules["indicators"]),
                tuple(Band(b["name"], Decimal(b["lower"])) for b in rules["bands"]),
                Decimal(rules["top_share"]),
                tuple(Clause(c["name"], Decimal(c["most"])) for c in rules.get("clauses", ())),
                Decimal(rules.get("most_up", 0)),
                Decimal(rules.get("most_down", 0)),
                tuple(Condition(c["name"], Ground(c["ground"]), c["grade"]) for c in rules.get("conditions", ())),
            )
        except BadScheme:
            raise
        except (KeyError, TypeError, ValueError, InvalidOperation) as error:
            raise BadScheme(f"考核方案有无法识别的内容（{error}）。请核对指标、等次和名额。") from error


def digest(rules: dict[str, Any]) -> str:
    """SHA-256 of the rules in canonical form: names the frozen copy."""
    text = json.dumps(rules, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _check_indicators(indicators: tuple[Indicator, ...]) -> None:
    """At least one, each positive, together one hundred, no name twice."""
    if not indicators:
        raise BadScheme("考核方案没有指标。请至少设一项指标。")
    for indicator in indicators:
        if not indicator.weight.is_finite() or indicator.weight <= 0:
            raise BadScheme(f"指标“{indicator.name}”的权重应大于0。请修改该指标的权重。")
        if indicator.weight != round(indicator.weight, 2):  # then a rounded line never exceeds its weight, nor the sum 100
            raise BadScheme(f"指标“{indicator.name}”的权重最多两位小数。请修改该指标的权重。")
    if len({indicator.name for indicator in indicators}) != len(indicators):
        raise BadScheme("指标名称重复。请改用不同的名称。")
    total = sum(indicator.weight for indicator in indicators)
    if total != 100:
        raise BadScheme(f"各项指标权重合计为{total}，应为100。请调整权重。")


def _check_bands(bands: tuple[Band, ...]) -> None:
    """Bounds fall strictly and end at zero, so that each score has exactly one grade."""
    if not bands or bands[-1].lower != 0:
        raise BadScheme("最低等次的起始分应为0，使每个得分都有等次。请修改等次。")
    if any(not 0 <= band.lower <= 100 for band in bands):
        raise BadScheme("等次的起始分应在0至100之间。请修改等次。")
    if any(low.lower >= high.lower for high, low in zip(bands, bands[1:], strict=False)):
        raise BadScheme("等次应按起始分从高到低排列，且不得相同。请修改等次。")
    if len({band.name for band in bands}) != len(bands):
        raise BadScheme("等次名称重复。请改用不同的名称。")


def _check_clauses(clauses: tuple[Clause, ...], most_up: Decimal, most_down: Decimal) -> None:
    """Each has a name and points, and the sums are capped wherever there is something to sum."""
    for clause in clauses:
        if not clause.name or not clause.most.is_finite() or not 0 < abs(clause.most) <= 100:
            raise BadScheme(f"加减分情形“{clause.name}”的分值应大于0、不超过100。请修改“加减分”。")
    if len({clause.name for clause in clauses}) != len(clauses):
        raise BadScheme("加减分情形重复。请改用不同的名称。")
    for sums, there, word in (
        (most_up, any(c.most > 0 for c in clauses), "加分"),
        (most_down, any(c.most < 0 for c in clauses), "减分"),
    ):
        if not sums.is_finite() or not 0 <= sums <= 100 or (there and not sums):
            raise BadScheme(f"设有{word}情形的，“{word}合计最多”应大于0、不超过100。请填写。")


def _check_conditions(conditions: tuple[Condition, ...], grades: tuple[str, ...]) -> None:
    """Each has a name of its own and caps the grade below the best one."""
    for condition in conditions:
        if not condition.name or condition.grade not in grades[1:]:
            raise BadScheme(f"一票否决情形“{condition.name}”应有名称，所限等次应低于“{grades[0]}”。请修改“一票否决”。")
    if len({condition.name for condition in conditions}) != len(conditions):
        raise BadScheme("一票否决情形重复。请改用不同的名称。")


DEFAULT = Scheme(
    indicators=(
        Indicator("完成情况", Formula.DONE, Decimal(40)),
        Indicator("按时情况", Formula.ON_TIME, Decimal(30)),
        Indicator("一次通过情况", Formula.ACCEPTED_WITHOUT_RETURN, Decimal(30)),
    ),
    bands=(Band("好", Decimal(90)), Band("较好", Decimal(75)), Band("一般", Decimal(60)), Band("差", Decimal(0))),
    top_share=Decimal("0.4"),
)
