"""What a sheet of a 民主测评 may say: grades with points, how many may be the best, how many sheets must come back. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

UNKNOWN = "不了解"
# With fewer people in a group, its turnout and its result together would tell who said what.
SMALLEST = 3
WHOLE = Decimal(100)


class BadRules(ValueError):
    """Rules that contradict themselves; the message is a Chinese sentence."""


@dataclass(frozen=True)
class Option:
    """A grade and what it is worth, 0 to 100."""

    name: str
    points: Decimal


@dataclass(frozen=True)
class Rules:
    """`best_limit`: how many units one sheet may give the best grade (0: as many as it likes); `quorum`: percent of sheets that must come back."""

    options: tuple[Option, ...]
    best_limit: int = 0
    quorum: Decimal = Decimal(50)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Rules":
        """Rules out of stored data, checked."""
        options = tuple(Option(one["name"], Decimal(str(one["points"]))) for one in data["options"])
        points = [one.points for one in options]
        if points != sorted(set(points), reverse=True):
            raise BadRules("各等次分值应从高到低，且互不相同。请检查“等次分值”。")
        if not points or points[0] > WHOLE or points[-1] < 0:
            raise BadRules("等次分值应在0到100之间。请检查“等次分值”。")
        quorum = Decimal(str(data["quorum"]))
        if not 0 < quorum <= WHOLE:
            raise BadRules("“收回比例”应大于0、不超过100。")
        return cls(options, int(data["best_limit"]), quorum)

    def as_dict(self) -> dict[str, Any]:
        """As it is stored."""
        options = [{"name": one.name, "points": str(one.points)} for one in self.options]
        return {"options": options, "best_limit": self.best_limit, "quorum": str(self.quorum)}

    @property
    def names(self) -> tuple[str, ...]:
        """The grades, best first."""
        return tuple(one.name for one in self.options)

    @property
    def points(self) -> dict[str, Decimal]:
        """Points by grade."""
        return {one.name: one.points for one in self.options}


DEFAULT = Rules(
    (Option("好", Decimal(100)), Option("较好", Decimal(85)), Option("一般", Decimal(70)), Option("差", Decimal(50))),
)


def fault(answers: Mapping[int, str], units: Collection[int], rules: Rules) -> str:
    """Why a sheet cannot be taken, as a sentence for the voter; empty when it can.

    Every unit needs a mark, which may be 不了解. A sheet with nothing else is taken, and counts as blank.
    """
    missing = [unit for unit in units if unit not in answers]
    if missing:
        return f"还有{len(missing)}个单位没有选择。不了解的请选“{UNKNOWN}”。"
    if set(answers) - set(units) or set(answers.values()) - {*rules.names, UNKNOWN}:
        return "票上有本次测评以外的内容。请重新打开链接填写。"
    best = sum(grade == rules.names[0] for grade in answers.values())
    if rules.best_limit and best > rules.best_limit:
        return f"“{rules.names[0]}”最多选{rules.best_limit}个，您选了{best}个。请调整后再投票。"
    return ""


def is_blank(answers: Mapping[int, str]) -> bool:
    """A sheet that grades nobody: 空白票, returned but not valid."""
    return all(grade == UNKNOWN for grade in answers.values())
