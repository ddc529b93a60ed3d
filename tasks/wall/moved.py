"""What moved since a week before: the counts of the two days side by side."""

from dataclasses import dataclass, field
from datetime import timedelta

from accounts.models import Unit
from tasks.wall.counting import RED, YELLOW, Counts, done, in_hand, total
from tasks.wall.place import Place
from tasks.wall.queries import Figures

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Moved:
    """The whole in one sentence; in the office's order the units whose red has changed, and how many more each has done."""

    whole: str = ""
    red: list[tuple[str, str]] = field(default_factory=list)
    done: list[tuple[str, int]] = field(default_factory=list)


def since(before: Figures, now: Figures, place: Place) -> Moved:
    """From the figures of the day before to those of the day."""
    found = Moved(sentence(_counts(before, place.tops), _counts(now, place.tops)))
    for unit in place.units:
        was, is_ = _counts(before, [unit]), _counts(now, [unit])
        if was[RED] != is_[RED]:
            found.red.append((unit.short, f"逾期 {was[RED]} → {is_[RED]}"))
        if done(is_) > done(was):
            found.done.append((unit.short, done(is_) - done(was)))
    return found


def _counts(found: Figures, units: list[Unit]) -> Counts:
    return total(found.together(units).values())


def sentence(was: Counts, is_: Counts) -> str:
    """「逾期 3 → 5，办结增加 4」; what stayed is left out."""
    said = []
    for word, place in (("逾期", RED), ("临近", YELLOW)):
        if was[place] != is_[place]:
            said.append(f"{word} {was[place]} → {is_[place]}")
    more = done(is_) - done(was)
    if more:
        said.append(f"办结{'增加' if more > 0 else '减少'} {abs(more)}")
    if in_hand(was) + done(was) != in_hand(is_) + done(is_):
        said.append(f"事项 {in_hand(was) + done(was)} → {in_hand(is_) + done(is_)}")
    return "，".join(said) or "没有变化"
