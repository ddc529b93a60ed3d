"""What is said of somebody's record of personal acts in a period. Pure; a sentence for a human eye, never a figure to rank by."""

from dataclasses import dataclass
from datetime import date

NEW_DAYS = 30
WHAT = "签收、报进展、提请办结、审核、核查、谈话、答复、开展经常性工作"


@dataclass(frozen=True)
class Time:
    """The period (with its name), the post's first and last day in it, and today."""

    label: str
    start: date
    end: date
    since: date
    until: date | None
    on: date

    @property
    def first(self) -> date:
        """The first day on which an act would count."""
        return max(self.start, self.since)

    @property
    def last(self) -> date:
        """The last one so far."""
        return min(self.end, self.until or self.end, self.on)

    @property
    def days(self) -> int:
        """How many days that is."""
        return max((self.last - self.first).days + 1, 0)


def sentence(time: Time, acts: int, matters: int) -> str:
    """The exception in words; empty when there is a record."""
    if acts:
        return ""
    if time.days < NEW_DAYS:
        new = time.first > time.start
        return (
            f"{time.since:%Y年%-m月%-d日}到任，本期任职不满{NEW_DAYS}天，不作判断。"
            if new
            else f"本期至今不满{NEW_DAYS}天，不作判断。"
        )
    duty = f"期内本单位有{matters}项事项在办" if matters else "期内本单位没有在办事项"
    return f"{time.label}没有本人签收、办理、审核、核查、谈话的记录；{duty}。"


def is_exception(time: Time, acts: int, matters: int) -> bool:
    """True when a human eye should look: there was something to do."""
    return bool(matters) and not acts and time.days >= NEW_DAYS
