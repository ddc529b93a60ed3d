"""The responsibility list and its ledger as an Excel file."""

from collections.abc import Iterable
from io import BytesIO

from tasks.items.models import Assignment, ResponsibilityList
from tasks.reports.excel import add_sheet, book
from tasks.reports.listing import Row

LIST_HEAD = (
    ("序号", 6), ("类别", 14), ("事项", 24), ("责任内容", 48), ("目标", 20), ("验收标准", 30), ("所需佐证", 14), ("负责方式", 14),
    ("牵头或责任单位", 36), ("协办单位", 30), ("责任层级", 10), ("频次", 10), ("完成时限", 12), ("权重", 8), ("目标值", 10),
    ("节点", 30), ("责任领导", 20), ("核验单位", 20), ("来源", 10), ("讲话位置", 20), ("讲话原文", 48),
)  # fmt: skip
LEDGER_HEAD = (
    ("序号", 6), ("事项", 28), ("单位", 24), ("分工", 8), ("分管领导", 24), ("状态", 12), ("下达日期", 12), ("签收日期", 12),
    ("原定时限", 12), ("完成时限", 12), ("自报进度（%）", 10), ("提请日期", 12), ("完成情况（自报）", 40), ("核验结果", 40),
    ("审核人", 12), ("办结日期", 12), ("销号人", 12), ("销号日期", 12),
)  # fmt: skip


def render(listed: ResponsibilityList, rows: list[Row], ledger: Iterable[Assignment]) -> BytesIO:
    """The file: one sheet with the items, one with the assignments."""
    out = BytesIO()
    issued = f"（{listed.number}，{listed.issued_on:%Y年%-m月%-d日}印发）" if listed.issued_on else "（草案，尚未印发）"
    with book(out, listed.title) as made:
        add_sheet(made, "责任清单", f"{listed.title}{issued}", LIST_HEAD, map(_item, rows))
        add_sheet(made, "任务台账", f"{listed.title}任务台账", LEDGER_HEAD, map(_assignment, ledger))
    return out


def _item(row: Row) -> list[object]:
    """The cells of LIST_HEAD."""
    item = row.item
    return [
        item.number, item.theme, item.title, item.requirement, item.target, item.acceptance_criteria, item.proof_needed,
        item.get_mode_display(), row.lead, row.support, item.get_level_display(), item.rhythm, item.due_on, item.weight,
        row.figure, row.steps, item.leader, item.checker, item.get_source_display(), row.place, row.words,
    ]  # fmt: skip


def _assignment(a: Assignment) -> list[object]:
    """The cells of LEDGER_HEAD."""
    checked = a.accepted[0] if a.accepted else None
    return [
        a.item.number, a.item.title, a.unit.name, a.get_part_display(), a.leader, a.get_state_display(), a.assigned_on,
        a.acknowledged_on, a.first_due_on, a.due_on, a.percent, a.submitted_on, checked and checked.claim,
        checked and checked.result, checked and checked.decided_by, a.completed_on, a.closed_off_by, a.closed_off_on,
    ]  # fmt: skip
