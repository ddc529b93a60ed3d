"""The assessment report as a run of blocks; Word and PDF print the same blocks. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tasks.reports.answers import Chapter, ItemAnswer, Requirement
from tasks.reports.bars import Chart
from tasks.reports.document import ReportDoc
from tasks.reports.systems import System
from tasks.reports.text import chinese_number

TEXT_WIDTH = 156  # millimetres between the margins
ITEM_WIDTHS = (13, 39, 13, 13, 13, 13, 13, 13, 13, 13)  # two characters to a line of a number's heading


@dataclass(frozen=True)
class Heading:
    """一、 (1), （一） (2), 1. (3)."""

    level: int
    text: str


@dataclass(frozen=True)
class Text:
    """A paragraph; `label` stands in front in bold."""

    text: str
    label: str = ""


@dataclass(frozen=True)
class Grid:
    """A table with widths in millimetres."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Which columns hold numbers, as their first row says."""
        return tuple(cell.isdigit() for cell in self.rows[0]) if self.rows else (False,) * len(self.head)


Block = Heading | Text | Grid | Chart


def subtitle(report: ReportDoc) -> str:
    """The line below the title."""
    return f"（{report.scope}，{report.made_at:%Y年%-m月%-d日 %H:%M}）"


def blocks(report: ReportDoc) -> Iterator[Block]:
    """The whole paper below its title."""
    yield Text(report.basis)
    yield from (Text(sentence) for sentence in report.overview)
    if report.brief:
        yield Text(report.brief_note)
    if report.table:
        head = ("部分", *(label for label, _ in report.table[0][1]))
        rows = tuple((title, *(str(number) for _, number in cells)) for title, cells in report.table)
        yield _grid(head, rows, 26)
    yield from report.charts
    for chapter in report.chapters:
        yield from _chapter(chapter, report)
    yield from _grades(report)
    yield from (Text(note, "口径：") for note in report.notes)


def _chapter(chapter: Chapter, report: ReportDoc) -> Iterator[Block]:
    yield Heading(1, f"{chapter.number}、{chapter.title}")
    yield Text(chapter.sentence)
    if report.brief and chapter.outside:
        yield _items(chapter.answers, report)
        return
    for number, requirement in enumerate(chapter.requirements, 1):
        yield Heading(2, f"（{chinese_number(number)}）{requirement.title}")
        yield from _requirement(requirement, report)


def _items(items: Iterable[ItemAnswer], report: ReportDoc) -> Grid:
    """Each item as a row of figures."""
    rows = tuple((str(one.number), one.title, *(str(number) for _, number in one.figures.cells)) for one in items)
    return Grid(("序号", "事项", *report.columns), rows, ITEM_WIDTHS)


def _requirement(requirement: Requirement, report: ReportDoc) -> Iterator[Block]:
    """What was asked, what was done, what the systems show, and each item."""
    if requirement.directive is not None:
        place = f"（{requirement.place}）" if requirement.place else ""
        yield Text(f"“{requirement.words}”{place}", "要求：")
        yield Text("；".join(requirement.asked) + "。")
        if requirement.answer:
            yield Text(requirement.answer, "落实：")
    for number, system in enumerate(requirement.systems, 1):
        yield Heading(3, f"{number}. {system.name}")
        yield from _system(system)
    if report.brief:
        if requirement.items:
            yield _items(requirement.items, report)
        return
    for item in requirement.items:
        yield Heading(3, f"清单第{item.number}项　{item.title}")
        yield from _item(item, requirement)


def _system(system: System) -> Iterator[Block]:
    """The words that ask for it, the figures, what is missing by name, and where the records are."""
    yield Text(f"“{system.words}”", "对应原文：")
    if system.sentence:
        yield Text(system.sentence, "落实：")
    if system.table:
        rows = tuple((label, *map(str, numbers)) for label, numbers in system.table)
        yield _grid((system.name, *system.head), rows, 56)
    yield from (Text(gap.sentence, "尚缺：") for gap in system.gaps)
    if system.proofs:
        yield Text(system.proofs, "依据：")
    if system.note:
        yield Text(system.note, "说明：")


def _item(item: ItemAnswer, requirement: Requirement) -> Iterator[Block]:
    """Units and date, figures, checked results, gaps."""
    if item.words != requirement.words:
        yield Text(f"“{item.words}”", "对应原文：")
    yield from (Text(f"“{words}”", "同时落实：") for words in item.also)
    due = f"，完成时限{item.due_on:%Y年%-m月%-d日}" if item.due_on else ""
    yield Text(f"{item.units}{due}。{item.figures.sentence}")
    yield from (Text(f"{checked.sentence}。", "已核验：") for checked in item.checked)
    if item.more:
        yield Text(f"另有{item.more}项次已核验，见系统内事项页。")
    yield from (Text(f"{gap.sentence}。", "尚缺：") for gap in item.gaps)


def _grades(report: ReportDoc) -> Iterator[Block]:
    """Units by grade."""
    if report.grades:
        yield Heading(1, f"{chinese_number(len(report.chapters) + 1)}、考核等次")
        yield Text(report.grades_note)
        yield from (Text(f"{len(units)}个单位：{'、'.join(units)}。", grade) for grade, units in report.grades)


def _grid(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...], first: int) -> Grid:
    """A first column as given, the others share the rest of the line."""
    each = (TEXT_WIDTH - first) // (len(head) - 1)
    return Grid(head, rows, (first, *([each] * (len(head) - 1))))
