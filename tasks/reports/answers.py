"""The parts of the assessment report, which takes the speech demand by demand and answers it. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tasks.reports.figures import Figures, total
from tasks.reports.systems import NAMED, System
from tasks.reports.text import chinese_number

NOT_LISTED = "尚未列入清单"
NO_DEADLINE = "文中无时限"
OWN_CHAPTERS = (
    ("一岗双责", ("一岗双责",)),
    ("监督考核", ("监督考核",)),
    ("主体责任", ("主体责任", "第一责任人")),
    ("队伍建设", ("队伍建设", "专业队伍", "党务干部")),
)
OWN_ORDER = ("主体责任", "一岗双责", "监督考核", "队伍建设")
OUTSIDE = "讲话以外列入清单的事项"
OPENING = "讲话开头与结尾部分"


@dataclass(frozen=True)
class Checked:
    """One result that a reviewer accepted: what the unit said, what the reviewer found, who and when."""

    assignment: int
    unit: str
    claim: str
    result: str
    by: str
    on: date | None
    word: str

    @property
    def finding(self) -> str:
        """What was found, by whom, when."""
        checked = f"{self.by}于{self.on:%Y年%-m月%-d日}审核，" if self.on else ""
        return f"{self.result}（{checked}{self.word}）"

    @property
    def sentence(self) -> str:
        """The checked result as a line of the report."""
        return f"{self.unit}：{self.finding}"


@dataclass(frozen=True)
class Gap:
    """Something that is missing, with the units concerned; each entry is a text and the assignment behind it."""

    label: str
    entries: tuple[tuple[str, int | None], ...] = ()

    @property
    def sentence(self) -> str:
        """The gap as a line of the report."""
        if not self.entries:
            return self.label
        names = "、".join(text for text, _ in self.entries[:NAMED])
        return f"{self.label}{len(self.entries)}项次：{names}{'等' if len(self.entries) > NAMED else ''}"


@dataclass(frozen=True)
class ItemAnswer:
    """What became of one item of the list; `also` are the words of further directives that the same item answers."""

    pk: int
    number: int
    title: str
    words: str
    criteria: str
    due_on: date | None
    units: str
    figures: Figures
    checked: tuple[Checked, ...]
    more: int
    gaps: tuple[Gap, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Requirement:
    """One demand: the words asked, the items drawn from it, and what the records show of the systems that it asks for.

    `directive` is None for items from elsewhere.
    """

    directive: int | None
    title: str
    words: str
    span: tuple[int, int] | None
    place: str
    asked: tuple[str, ...]
    items: tuple[ItemAnswer, ...]
    systems: tuple[System, ...] = ()

    @property
    def figures(self) -> Figures:
        """All items together."""
        return total(item.figures for item in self.items)

    @property
    def listed(self) -> bool:
        """At least one item was drawn from it."""
        return bool(self.items)

    @property
    def answer(self) -> str:
        """All its items in one sentence; with a single item that item's own figures say it."""
        if not self.items:
            return f"{NOT_LISTED}。"
        return f"列入清单{len(self.items)}项。{self.figures.sentence}" if len(self.items) > 1 else ""


@dataclass(frozen=True)
class Chapter:
    """One part of the speech, or one of the duties that have a chapter of their own."""

    number: str
    title: str
    requirements: tuple[Requirement, ...]

    @property
    def outside(self) -> bool:
        """It holds what the speech did not ask for: each of its requirements is one item."""
        return all(requirement.directive is None for requirement in self.requirements)

    @cached_property
    def answers(self) -> tuple[ItemAnswer, ...]:
        """The items of all its requirements, one that answers several of them counted once."""
        return once(item for requirement in self.requirements for item in requirement.items)

    @cached_property
    def figures(self) -> Figures:
        """All its items together."""
        return total(item.figures for item in self.answers)

    @property
    def items(self) -> int:
        """How many items the list has for it."""
        return len(self.answers)

    @property
    def unlisted(self) -> int:
        """Demands that are not on the list."""
        return sum(not requirement.listed for requirement in self.requirements)

    @property
    def sentence(self) -> str:
        """What the chapter comes to."""
        return f"要求{len(self.requirements)}条，列入清单{self.items}项，{NOT_LISTED}{self.unlisted}条。{self.figures.sentence}"


def once(items: Iterable[ItemAnswer]) -> tuple[ItemAnswer, ...]:
    """Each item once, in the order in which they come."""
    return tuple({item.pk: item for item in items}.values())


def own_chapter(duty: Iterable[str], title: str) -> str:
    """主体责任, 一岗双责, 监督考核 or 队伍建设 when the directive's duty or title names it, else empty."""
    duty = set(duty)
    for name, words in OWN_CHAPTERS:
        if any(word in title for word in words):
            return name
    for name, words in OWN_CHAPTERS:
        if duty.intersection(words):
            return name
    return ""


def chapters_of(parts: Sequence[tuple[str, Requirement]], sections: Sequence[str]) -> tuple[Chapter, ...]:
    """Group (chapter title, requirement) pairs: opening, sections in their order, the duties, then what came from elsewhere."""
    order = [OPENING, *sections, *OWN_ORDER, OUTSIDE]
    grouped: dict[str, list[Requirement]] = {title: [] for title in order}
    for title, requirement in parts:
        grouped[title].append(requirement)
    filled = [(title, tuple(found)) for title, found in grouped.items() if found]
    return tuple(Chapter(chinese_number(n), title, found) for n, (title, found) in enumerate(filled, 1))
