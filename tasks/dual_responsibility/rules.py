"""What counts as which of the 四管, and the sentence of the 四个一起. Pure; words for people, never a figure to rank by."""

from collections.abc import Collection, Mapping
from datetime import date

from speeches.reading.themes import FOUR_MANAGE
from tasks.dual_responsibility.states import Step

THOUGHT, WORK, STYLE, DISCIPLINE = FOUR_MANAGE
# What the speech does not say of an item follows from its theme (推定); everything that is not named here is work.
OF_THEME = {
    "政治建设": THOUGHT, "思想建设": THOUGHT,
    "作风建设": STYLE, "减负": STYLE,
    "纪律建设": DISCIPLINE, "反腐败": DISCIPLINE, "监督考核": DISCIPLINE,
}  # fmt: skip
BUSINESS = frozenset({"业务工作", "服务中心"})


def managed(said: Collection[str], theme: str) -> tuple[str, ...]:
    """Which of the 四管 an item belongs to: as the speech says, else by its theme."""
    return tuple(name for name in FOUR_MANAGE if name in said) or (OF_THEME.get(theme, WORK),)


def gap(taken: Collection[str]) -> str:
    """「已谋划、已部署，未落实、未检查」; empty when all four were taken."""
    done = [f"已{step.label}" for step in Step if step in taken]
    left = [f"未{step.label}" for step in Step if step not in taken]
    if not left:
        return ""
    return "，".join("、".join(part) for part in (done, left) if part) if done else "四个一起均无记录"


def overdue(asked: Mapping[str, date], taken: Collection[str], on: date) -> list[str]:
    """「应于11月20日前检查」 for each step whose day has passed."""
    late = [step for step in Step if step in asked and step not in taken and asked[step] < on]
    return [f"应于{asked[step]:%-m月%-d日}前{step.label}" for step in late]
