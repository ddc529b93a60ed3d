"""The figures of a report: counts of assignments by checked result. Pure; the same object feeds page, Word and Excel."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import add, attrgetter
from typing import Protocol

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
        return Figures(*map(add, _numbers(self), _numbers(other)))

    @property
    def cells(self) -> tuple[tuple[str, int], ...]:
        """(heading, figure) across, as the tables show them."""
        return tuple((label, getattr(self, name)) for label, name in COLUMNS)

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


class Countable(Protocol):
    """What an assignment is counted by: a Fact, or a row of a report."""

    state: str
    part: str
    due_on: date
    returns: int

    @property
    def done(self) -> bool: ...

    @property
    def on_time(self) -> bool: ...


def standing(fact: Countable, on: date) -> str:
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


def places(fact: Countable, on: date) -> tuple[str, ...]:
    """The figures to which one assignment adds one; none for a support part, which is its lead unit's matter."""
    if fact.part == Part.SUPPORT:
        return ()
    place = standing(fact, on)
    if place == "cancelled":
        return (place,)
    when = ("on_time" if fact.on_time else "late",) if place == "done" else ()
    return (place, "given", *when, *(("returned",) if fact.returns > 0 else ()))


def summed(found: Mapping[tuple[str, ...], int]) -> Figures:
    """The figures of assignments by their places and how many there are of each."""
    numbers: dict[str, int] = defaultdict(int)
    for names, often in found.items():
        for name in names:
            numbers[name] += often
    return Figures(**numbers)


def count(facts: Iterable[Countable], on: date) -> Figures:
    """Count the assignments."""
    return summed(Counter(places(fact, on) for fact in facts))


def total(parts: Iterable[Figures]) -> Figures:
    """The sum."""
    rows = [_numbers(one) for one in parts]
    return Figures(*map(sum, zip(*rows, strict=True))) if rows else Figures()


# All numbers of a Figures in their order; astuple would copy each of them deeply.
_numbers = attrgetter(*Figures.__dataclass_fields__)
