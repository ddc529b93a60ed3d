"""The assessment report as one tree: page, Word, Excel and PDF all say what stands here. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from tasks.reports.answers import NOT_LISTED, Chapter, ItemAnswer, once
from tasks.reports.bars import Breakdown, Chart, charts
from tasks.reports.figures import COLUMNS, Figures, total
from tasks.reports.material import Asked

# A paper of more items would have thousands of pages that nobody reads.
ITEMS_IN_FULL = 500
BRIEF = (
    "清单事项共{items}项，多于{most}项，正文以表列出每一事项的数字；每一事项的对应原文、核验结果和尚缺的单位，逐一列在本报告的 Excel 文件"
    "（“清单事项”“尚缺”“明细”各表）和系统内的事项页。"
)


@dataclass(frozen=True)
class ReportDoc:
    """The whole report. `day` is the one as of which figures are counted; `given` are the items with all their assignments, which the Excel file lists."""

    title: str
    scope: str
    basis: str
    made_at: datetime
    chapters: tuple[Chapter, ...]
    grades: tuple[tuple[str, tuple[str, ...]], ...]
    grades_note: str
    notes: tuple[str, ...]
    day: date
    parts: Breakdown = Breakdown()
    given: tuple[Asked, ...] = ()

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The few pictures of it."""
        return charts(((f"{chapter.number}、{chapter.title}", chapter.figures) for chapter in self.chapters), self.parts)

    @property
    def brief(self) -> bool:
        """So many items that page and paper show each as a row of figures; the Excel file has everything about them."""
        return told_in_rows(len(self.answers))

    @property
    def brief_note(self) -> str:
        """Says so, and where the rest stands."""
        return BRIEF.format(items=len(self.answers), most=ITEMS_IN_FULL) if self.brief else ""

    @cached_property
    def answers(self) -> tuple[ItemAnswer, ...]:
        """The items of all chapters, each once."""
        return once(item for chapter in self.chapters for item in chapter.answers)

    @cached_property
    def figures(self) -> Figures:
        """All items together."""
        return total(item.figures for item in self.answers)

    @property
    def table(self) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
        """Chapters down, (heading, figure) across, the sum in the last row; without chapters no table."""
        rows = [_row(f"{c.number}、{c.title}", len(c.requirements), c.items, c.figures) for c in self.chapters]
        if rows:
            asked = sum(len(c.requirements) for c in self.chapters)
            rows.append(_row("合计", asked, len(self.answers), self.figures))
        return tuple(rows)

    @property
    def overview(self) -> tuple[str, ...]:
        """The opening sentences."""
        asked = [r for chapter in self.chapters for r in chapter.requirements if r.directive is not None]
        items = len(self.answers)
        if not asked and not items:
            return ("考核期内没有印发的责任清单，无内容可报告。",)
        if not asked:
            return (f"清单共{items}项。", self.figures.sentence)
        unlisted = sum(not r.listed for r in asked)
        listed = f"讲话提出要求{len(asked)}条，列入清单{len(asked) - unlisted}条，{NOT_LISTED}{unlisted}条；清单共{items}项。"
        return (listed, self.figures.sentence)

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings of the rows of items."""
        return tuple(label for label, _ in COLUMNS)


def told_in_rows(items: int) -> bool:
    """A report of so many items shows each as a row of figures on page and paper."""
    return items > ITEMS_IN_FULL


def _row(title: str, asked: int, items: int, figures: Figures) -> tuple[str, tuple[tuple[str, int], ...]]:
    """One row of the table of figures."""
    return title, (("要求", asked), ("清单", items), *figures.cells)
