"""The table of a speech's directives as an Excel file."""

from io import BytesIO

from speeches.models import Directive, Speech
from tasks.reports.directives import STRENGTHS, deadline, directives, listed, place
from tasks.reports.excel import add_sheet, book

HEAD = (
    ("序号", 6), ("位置", 24), ("标题", 24), ("原文", 60), ("强度", 8), ("责任主体", 20), ("牵头单位", 20), ("配合单位", 20),
    ("时限", 20), ("完成时限", 12), ("频次", 12), ("依据", 28), ("类别", 20), ("责任类别", 16), ("四管", 20), ("四关键", 20), ("判定", 10),
)  # fmt: skip


def render(speech: Speech) -> BytesIO:
    """The file."""
    out = BytesIO()
    with book(out, speech.title) as made:
        add_sheet(made, "指示", f"《{speech.title}》指示一览", HEAD, map(_row, enumerate(directives(speech), 1)))
    return out


def _row(numbered: tuple[int, Directive]) -> list[object]:
    """The cells of HEAD."""
    number, d = numbered
    return [
        number, place(d), d.title, d.text, STRENGTHS.get(d.strength, d.strength), d.actor, listed(d.lead_units), listed(d.support_units),
        deadline(d), d.due_on, d.recurrence, "".join(f"《{rule}》" for rule in d.regulations), listed(d.themes), listed(d.duty),
        listed(d.four_manage), listed(d.four_key), d.get_state_display(),
    ]  # fmt: skip
