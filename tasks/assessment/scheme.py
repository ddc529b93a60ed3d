"""The rules of scoring as data: indicators with weights, the grade scale, the share of the best grade. Pure.

Formula is a closed list on purpose: uploads, logins, clicks, words and hours cannot become indicators (国办函〔2026〕12号 forbids it,
and PRODUCT rule 3 promises it).
"""

import hashlib
import json
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal, InvalidOperation
from enum import StrEnum
from typing import Any


class BadScheme(ValueError):
    """The rules contradict themselves; the message is a Chinese sentence that says where and what to do."""


class Formula(StrEnum):
    """All that may be measured: checked results."""

    DONE = "done"
    ON_TIME = "on_time"
    ACCEPTED_WITHOUT_RETURN = "accepted_without_return"
    MILESTONES = "milestones"
    SUPPORT = "support"


FORMULA_LABELS = {
    Formula.DONE: "经审核办结的事项所占权重",
    Formula.ON_TIME: "按时提请并经审核办结的事项所占权重",
    Formula.ACCEPTED_WITHOUT_RETURN: "未经退回、一次通过审核的事项所占权重",
    Formula.MILESTONES: "设有节点的事项中，期内到日的节点都按日完成的所占权重",
    Formula.SUPPORT: "协办的事项中，配合情况经牵头单位确认的所占权重",
}


@dataclass(frozen=True)
class Indicator:
    """One thing measured, and how many of the hundred points it carries."""

    name: str
    formula: Formula
    weight: Decimal

    @property
    def meaning(self) -> str:
        """What the formula measures, in words."""
        return FORMULA_LABELS[self.formula]


@dataclass(frozen=True)
class Band:
    """One grade and the score from which it is proposed."""

    name: str
    lower: Decimal


@dataclass(frozen=True)
class Scheme:
    """A version of the rules. Raises BadScheme when weights, bounds or the share make no sense."""

    indicators: tuple[Indicator, ...]
    bands: tuple[Band, ...]
    top_share: Decimal

    def __post_init__(self) -> None:
        _check_indicators(self.indicators)
        _check_bands(self.bands)
        if not 0 < self.top_share <= 1:
            raise BadScheme("最高等次的名额比例应大于0、不超过100%。请修改“名额”。")

    @property
    def grades(self) -> tuple[str, ...]:
        """The names of the scale, best first."""
        return tuple(band.name for band in self.bands)

    def quota(self, units: int) -> int:
        """How many of `units` may get the best grade; a fraction counts as one."""
        return int((self.top_share * units).to_integral_value(ROUND_CEILING))

    def as_dict(self) -> dict[str, Any]:
        """Plain data for the database; numbers as text, so that nothing is lost."""
        return {
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


DEFAULT = Scheme(
    indicators=(
        Indicator("完成情况", Formula.DONE, Decimal(40)),
        Indicator("按时情况", Formula.ON_TIME, Decimal(30)),
        Indicator("一次通过情况", Formula.ACCEPTED_WITHOUT_RETURN, Decimal(30)),
    ),
    bands=(Band("好", Decimal(90)), Band("较好", Decimal(75)), Band("一般", Decimal(60)), Band("差", Decimal(0))),
    top_share=Decimal("0.4"),
)
