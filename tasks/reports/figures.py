"""The figures of a report: counts of assignments by checked result. Pure; the same object feeds page, Word and Excel."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date

from tasks.assessment.scoring import Fact
from tasks.items.states import WAITING, Part, State


@dataclass(frozen=True)
class Figures:
    """项次 by state. given = done + waiting + running + overdue + ended; done = on_time + late. Cancelled stand apart."""

    given: int = 0
    done: int = 0
    on_time: int = 0
    late: int = 0
    returned: int = 0
    waiting: int = 0
    running: int = 0
    overdue: int = 0
    ended: int = 0
    cancelled: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))

    @property
    def sentence(self) -> str:
        """All figures in one sentence; cancelled and returned only when there are any."""
        if not self.given:
            return f"没有下达的任务{f'，已撤销{self.cancelled}项次' if self.cancelled else ''}。"
        more = [f"{word}{number}项次" for word, number in (("曾退回", self.returned), ("已撤销", self.cancelled)) if number]
        return (
            f"下达{self.given}项次，经审核办结{self.done}项次（按时{self.on_time}，补办{self.late}），待审核{self.waiting}项次，"
            f"办理中{self.running}项次，逾期未办结{self.overdue}项次，未完成结案{self.ended}项次"
            f"{'；' + '，'.join(more) if more else ''}。"
        )


# Columns of the table of figures, in order: heading and the attribute of Figures.
COLUMNS = (
    ("下达", "given"),
    ("办结", "done"),
    ("按时", "on_time"),
    ("补办", "late"),
    ("待审核", "waiting"),
    ("办理中", "running"),
    ("逾期", "overdue"),
    ("未完成结案", "ended"),
)


def standing(fact: Fact, on: date) -> str:
    """Which figure the assignment belongs to on the day `on`; a waiting review stops the unit's clock."""
    if fact.state == State.CANCELLED:
        return "cancelled"
    if fact.done:
        return "done"
    if fact.state == State.SUBMITTED:
        return "waiting"
    if fact.state == State.TERMINATED:
        return "ended"
    return "overdue" if fact.due_on < on and fact.state not in WAITING else "running"


def count(facts: Iterable[Fact], on: date) -> Figures:
    """Count the assignments; support parts are their lead unit's matter."""
    total = Figures()
    for fact in facts:
        if fact.part == Part.SUPPORT:
            continue
        place = standing(fact, on)
        one = {place: 1, "given": int(place != "cancelled"), "returned": int(fact.returns > 0 and place != "cancelled")}
        if place == "done":
            one["on_time" if fact.on_time else "late"] = 1
        total += Figures(**one)
    return total


def total(parts: Iterable[Figures]) -> Figures:
    """The sum."""
    return sum(parts, Figures())
