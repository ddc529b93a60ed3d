"""How a period stands on a day, and what a run of missed periods is: one line, whatever their number. Pure, never stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

NEAR_DAYS = 7
AT_MOST = 6


@dataclass(frozen=True)
class Facts:
    """What the standing of a period depends on."""

    starts_on: date
    due_on: date
    done_on: date | None = None
    excused: bool = False


@dataclass(frozen=True)
class Standing:
    """Shape (by colour), word and sentence, as templates/parts/light.html shows them."""

    color: str
    word: str
    sentence: str


def standing(facts: Facts, on: date) -> Standing:
    """The standing on the day `on`. What counts is the day of the work, not the day of typing."""
    due = f"时限{facts.due_on:%-m月%-d日}"
    if facts.done_on:
        late = (facts.done_on - facts.due_on).days
        said = f"{facts.done_on:%-m月%-d日}开展"
        return Standing("done_late", "补做", f"{said}，晚{late}天。") if late > 0 else Standing("grey", "已做", f"{said}。")
    if facts.excused:
        return Standing("grey", "不计", "本期不计。")
    left = (facts.due_on - on).days
    if left < 0:
        return Standing("red", "缺", f"{due}，已过{-left}天。")
    if facts.starts_on > on:
        return Standing("green", "未开始", f"{facts.starts_on:%-m月%-d日}起，{due}。")
    if left <= NEAR_DAYS:
        return Standing("yellow", "临近", f"{due}，{f'还有{left}天' if left else '今天到期'}。")
    return Standing("green", "进行中", f"{due}，还有{left}天。")


def missed_in_words(labels: Sequence[str]) -> str:
    """「缺1期（10月）」「连续缺3期（8月、9月、10月）」; the labels of a run of missed periods, oldest first."""
    if not labels:
        return ""
    shown = "、".join(labels[-AT_MOST:])
    more = "…" if len(labels) > AT_MOST else ""
    return f"{'连续' if len(labels) > 1 else ''}缺{len(labels)}期（{more}{shown}）"


def exception(labels: Sequence[str], current: Standing) -> Standing:
    """One light for a duty in a unit: a run of missed periods is red, whatever the current one's standing."""
    said = missed_in_words(labels)
    return Standing("red", said.split("（")[0], f"{said.partition('（')[2].rstrip('）')}。") if said else current
