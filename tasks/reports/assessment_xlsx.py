"""The assessment report as an Excel file: every figure a number, native charts, and all rows behind them."""

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO

from xlsxwriter.workbook import Workbook

from tasks.items.states import Part, State
from tasks.reports.bars import SEGMENTS
from tasks.reports.document import ReportDoc
from tasks.reports.excel import add_sheet, book
from tasks.reports.figures import Figures, standing
from tasks.reports.systems import all_measures

# label, attribute of Figures: all of them, so that a row says what a sentence of the report says.
FIGURES = (
    ("下达", "given"), ("办结", "done"), ("按时", "on_time"), ("补办", "late"), ("待审核", "waiting"), ("办理中", "running"),
    ("逾期", "overdue"), ("未完成结案", "ended"), ("曾退回", "returned"), ("已撤销", "cancelled"),
)  # fmt: skip
WIDE = tuple((label, 11 if len(label) > 3 else 8) for label, _ in FIGURES)
STANDING = {
    "done": "办结", "waiting": "待审核", "running": "办理中", "overdue": "逾期未办结", "ended": "未完成结案", "cancelled": "已撤销",
}  # fmt: skip
ROWS_HEAD = (
    ("序号", 6), ("事项", 30), ("单位", 28), ("分工", 8), ("状态", 10), ("统计口径", 12), ("完成时限", 12), ("通过的提请日期", 12), ("退回次数", 9),
    ("已销号", 8), ("完成情况（自报）", 40), ("核验结果", 40), ("审核人", 12), ("审核日期", 12),
)  # fmt: skip
COLOURS = {
    "on_time": ("#1a7f37", None), "late": ("#1a7f37", "wide_upward_diagonal"), "waiting": ("#59636e", "percent_20"), "running": ("#ffffff", None),
    "overdue": ("#cf222e", "large_grid"), "ended": ("#1f2328", None),
}  # fmt: skip
EVERY = 2000


def render(report: ReportDoc, told: Callable[[float], None] = lambda share: None) -> BytesIO:
    """The file; `told` hears which share of the rows of the list is written."""
    out = BytesIO()
    title = f"{report.title}（{report.scope}，数据截至{report.day:%Y年%-m月%-d日}）"
    with book(out, title) as made:
        _summary(made, report, title)
        for name, first, rows in (
            ("单位类别", "单位类别", report.parts.kinds),
            (f"到期{report.parts.time}", f"到期{report.parts.time}", report.parts.months),
            ("各单位", "单位", report.parts.units),
        ):
            _grouped(made, name, first, rows, chart=name != "各单位")
        add_sheet(made, "各项要求", "讲话各项要求及落实情况", _demand_head(), _demands(report))
        add_sheet(made, "清单事项", "清单事项落实情况", _item_head(), _items(report))
        add_sheet(made, "制度落实", "讲话要求的各项制度落实情况", SYSTEM_HEAD, _systems(report))
        add_sheet(made, "尚缺", "尚缺事项（逐一列名）", GAP_HEAD, _gaps(report))
        add_sheet(made, "明细", "全部任务明细", ROWS_HEAD, _rows(report, told))
    return out


def _numbers(figures: Figures) -> list[int]:
    return [getattr(figures, name) for _, name in FIGURES]


def _summary(made: Workbook, report: ReportDoc, title: str) -> None:
    """Chapters down, figures across, the sum at the end; and their bars."""
    head = (("部分", 34), ("要求", 8), ("清单", 8), *WIDE)
    chapters = [(f"{c.number}、{c.title}", len(c.requirements), c.items, *_numbers(c.figures)) for c in report.chapters]
    rows = list(chapters)
    if chapters:
        rows.append(("合计", sum(row[1] for row in chapters), len(report.answers), *_numbers(report.figures)))
    sheet = add_sheet(made, "总表", title, head, rows, still=1)
    _chart(made, sheet, "总表", "各部分办理情况", len(chapters), before=3, below=len(rows))


def _grouped(made: Workbook, name: str, first: str, rows: Iterable[tuple[str, Figures]], *, chart: bool) -> None:
    lines = [(label, *_numbers(figures)) for label, figures in rows]
    sheet = add_sheet(made, name, f"按{first}统计", ((first, 34), *WIDE), lines, still=1)
    if chart:
        _chart(made, sheet, name, f"按{first}办理情况", len(lines), before=1, below=len(lines))


def _chart(made: Workbook, sheet, name: str, title: str, count: int, *, before: int, below: int) -> None:
    """Stacked bars over the first `count` rows of the sheet, below its last one; `before` columns precede the figures."""
    if not count:
        return
    chart = made.add_chart({"type": "bar", "subtype": "stacked"})
    columns = {attribute: before + n for n, (_, attribute) in enumerate(FIGURES)}
    for key, label in SEGMENTS:
        colour, pattern = COLOURS[key]
        look = (
            {"pattern": {"pattern": pattern, "fg_color": colour, "bg_color": "#ffffff"}} if pattern else {"fill": {"color": colour}}
        )
        values = [name, 2, columns[key], 1 + count, columns[key]]
        names = [name, 2, 0, 1 + count, 0]
        chart.add_series({"name": label, "categories": names, "values": values, "gap": 60, "border": {"color": "#1f2328"}, **look})
    chart.set_title({"name": title, "name_font": {"size": 12}, "overlay": False})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"num_format": "0", "major_gridlines": {"visible": True, "line": {"color": "#d8dee4"}}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 900, "height": max(260, 110 + 34 * count)})
    sheet.insert_chart(3 + below, 0, chart)


def _demand_head():
    return (("部分", 22), ("要求", 24), ("讲话位置", 16), ("讲话原文", 60), ("列入清单（项）", 10), *WIDE)


def _demands(report: ReportDoc) -> Iterator[list[object]]:
    for chapter in report.chapters:
        for one in chapter.requirements:
            yield [chapter.title, one.title, one.place, one.words, len(one.items), *_numbers(one.figures)]


def _item_head():
    return (("部分", 22), ("要求", 24), ("序号", 6), ("事项", 30), ("责任单位", 36), ("完成时限", 12), *WIDE)


def _items(report: ReportDoc) -> Iterator[list[object]]:
    for chapter in report.chapters:
        for demand in chapter.requirements:
            for one in demand.items:
                yield [chapter.title, demand.title, one.number, one.title, one.units, one.due_on, *_numbers(one.figures)]


SYSTEM_HEAD = (
    ("部分", 16),
    ("要求", 22),
    ("制度", 20),
    ("内容", 28),
    ("数量", 10),
    ("计量单位", 10),
    ("对应原文", 48),
    ("说明", 48),
)
GAP_HEAD = (("部分", 22), ("要求", 24), ("事项或制度", 30), ("尚缺", 22), ("名称", 48))


def _systems(report: ReportDoc) -> Iterator[list[object]]:
    """A row for each figure; a system without a record has one that says so."""
    for chapter in report.chapters:
        for demand in chapter.requirements:
            for system in demand.systems:
                place = [chapter.title, demand.title]
                said = [system.words, "".join(text for text in (_absent(system), system.note) if text)]
                for name, label, number, measure in all_measures([system]):
                    yield [*place, name, label, number, measure, *said]
                if not system.measures and not system.table:
                    yield [*place, system.name, "", None, "", *said]


def _absent(system) -> str:
    return system.sentence if system.sentence == system.nothing else ""


def _gaps(report: ReportDoc) -> Iterator[list[object]]:
    """Everything that is missing, none left out."""
    for chapter in report.chapters:
        for demand in chapter.requirements:
            for system in demand.systems:
                for gap in system.gaps:
                    yield from ([chapter.title, demand.title, system.name, gap.label, one.text] for one in gap.entries)
            for item in demand.items:
                for gap in item.gaps:
                    yield from ([chapter.title, demand.title, item.title, gap.label, text] for text, _ in gap.entries)


def _rows(report: ReportDoc, told: Callable[[float], None]) -> Iterator[list[object]]:
    """The cells of ROWS_HEAD, one row for each assignment."""
    written, all_of_them = 0, sum(len(item.given) for item in report.given)
    for item in report.given:
        for one in item.given:
            place = "随牵头单位" if one.part == Part.SUPPORT else STANDING[standing(one, report.day)]
            yield [
                item.number, item.title, one.unit_name, Part(one.part).label, State(one.state).label, place, one.due_on,
                one.delivered_on, one.returns, "是" if one.closed_off else "", one.claim, one.result, one.by, one.decided_on,
            ]  # fmt: skip
            written += 1
            if written % EVERY == 0:
                told(written / all_of_them)
