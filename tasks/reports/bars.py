"""Bars that show how assignments stand: the same shares, words and numbers on page, in Word and in PDF. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from tasks.reports.figures import Figures

# attribute of Figures, its word, in the order in which a bar shows them: done first, what ended badly last.
SEGMENTS = (
    ("on_time", "按时"),
    ("late", "补办"),
    ("waiting", "待审核"),
    ("running", "办理中"),
    ("overdue", "逾期"),
    ("ended", "未完成结案"),
)
WIDTH = 1000


@dataclass(frozen=True)
class Segment:
    """A part of a bar: where it begins and how wide it is, of WIDTH."""

    key: str
    label: str
    number: int
    x: int
    width: int

    @property
    def left(self) -> str:
        """Where it begins, as a picture on a page wants it: 31.2%."""
        return f"{self.x * 100 / WIDTH:g}%"

    @property
    def wide(self) -> str:
        """How wide it is."""
        return f"{self.width * 100 / WIDTH:g}%"


@dataclass(frozen=True)
class Bar:
    """One bar: how the assignments of a label stand, as shares of all that were given."""

    label: str
    figures: Figures

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The parts that are there; the widths fill the bar exactly."""
        made, passed = [], 0
        for key, label in SEGMENTS:
            number = getattr(self.figures, key)
            if number:
                x, end = WIDTH * passed // self.figures.given, WIDTH * (passed + number) // self.figures.given
                made.append(Segment(key, label, number, x, end - x))
                passed += number
        return tuple(made)

    @property
    def said(self) -> str:
        """The numbers beside the bar: 「18：按时10，逾期8」."""
        return f"{self.figures.given}：{'，'.join(f'{one.label}{one.number}' for one in self.segments)}"


@dataclass(frozen=True)
class Chart:
    """Bars under one title."""

    title: str
    first: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Breakdown:
    """Figures by unit in the office's order, by kind of unit, and by month of the due date (`yearly`: by its year)."""

    units: tuple[tuple[str, Figures], ...] = ()
    kinds: tuple[tuple[str, Figures], ...] = ()
    months: tuple[tuple[str, Figures], ...] = ()
    yearly: bool = False

    @property
    def time(self) -> str:
        """What the last of them goes by."""
        return "年份" if self.yearly else "月份"


def charts(chapters: Iterable[tuple[str, Figures]], parts: Breakdown) -> tuple[Chart, ...]:
    """The few pictures of a report: by chapter, by kind of unit where there are several, by month of the due date."""
    kinds = parts.kinds if len(parts.kinds) > 1 else ()
    wanted = (
        ("各部分办理情况", "部分", chapters),
        ("各类单位办理情况", "单位类别", kinds),
        (f"各{parts.time[0]}到期事项办理情况", f"到期{parts.time}", parts.months),
    )
    made = (Chart(title, first, tuple(Bar(label, f) for label, f in rows if f.given)) for title, first, rows in wanted)
    return tuple(chart for chart in made if chart.bars)
