"""The notice by which a list is issued, as Word and PDF both print it (GB/T 9704-2012). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.items.states import Part
from tasks.reports.listing import Row

HEAD = ("序号", "类别", "责任内容", "验收标准", "责任单位", "层级", "完成时限", "依据")
# Millimetres; together the type area of a landscape page.
WIDTHS = (13, 22, 68, 34, 42, 14, 22, 18)
FEW_UNITS = 10
ALL, UNITS = "各责任单位", 4
EMPTY = "清单中没有事项。"
DRAFT = "（草案，尚未印发）"
EXCERPT = "（摘录：与本单位有关的事项）"


@dataclass(frozen=True)
class Notice:
    """Everything that stands on the paper. A draft has no masthead, number, addressee or signature: these are blank."""

    title: str
    subtitle: str
    organ: str = ""
    number: str = ""
    heading: str = ""
    to: str = ""
    paragraphs: tuple[str, ...] = ()
    date: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    note: str = ""

    @property
    def masthead(self) -> str:
        """发文机关标志."""
        return f"{self.organ}文件" if self.organ else ""


def notice(listed, rows: Sequence[Row], *, organ: str, excerpt: bool) -> Notice:
    """The paper of a list; `rows` are those that its reader may see, `excerpt` when these are not all."""
    units = _all_units(rows)
    everybody = frozenset(units) if len(units) > FEW_UNITS else frozenset()
    table = tuple(_cells(row, everybody) for row in rows)
    note = f"注：“{ALL}”指{'、'.join(units)}。" if any(cells[UNITS] == ALL for cells in table) else ""
    if not listed.issued_on:
        basis = (f"依据讲话《{listed.speech.title}》。",) if listed.speech else ()
        return Notice(title=listed.title, subtitle=DRAFT, paragraphs=basis, rows=table, note=note)
    return Notice(
        title=listed.title,
        subtitle=EXCERPT if excerpt else "",
        organ=organ,
        number=listed.number,
        heading=f"关于印发《{listed.title}》的通知",
        to=f"{_addressee(units)}：",
        paragraphs=(_body(listed, rows, excerpt),),
        date=f"{listed.issued_on:%Y年%-m月%-d日}",
        rows=table,
        note=note,
    )


def _body(listed, rows: Sequence[Row], excerpt: bool) -> str:
    """The text of the notice, in two sentences."""
    basis = f"清单依据讲话《{listed.speech.title}》制定，" if listed.speech else "清单"
    count = f"{'其中与你单位有关的' if excerpt else ''}共{len(rows)}项"
    return f"现将《{listed.title}》印发给你们，请结合实际抓好落实。{basis}{count}，具体要求见附件。"


def _all_units(rows: Sequence[Row]) -> list[str]:
    """Every unit of the paper, in the order of the list."""
    return list(dict.fromkeys(name for row in rows for names in row.units.values() for name in names))


def _addressee(units: Sequence[str]) -> str:
    """主送机关: by name while they are few."""
    return "、".join(units) if 0 < len(units) <= FEW_UNITS else ALL


def _cells(row: Row, everybody: frozenset[str]) -> tuple[str, ...]:
    """One item's cells; what every unit of the list answers for names them once, below the table."""
    item = row.item
    due = f"{item.due_on:%Y年%-m月%-d日}" if item.due_on else "未定"
    named = item.title.rstrip("…") in item.requirement
    content = item.requirement if named else f"{item.title}。{item.requirement}"
    place = row.place or item.get_source_display()
    level = item.get_level_display()
    units = ALL if everybody and everybody == set(row.units[Part.EACH]) else row.duty_units
    return (str(item.number), item.theme, content, item.acceptance_criteria, units, level, due, place)
