"""Who may do what with a proof: one answer for the action and for its page."""

from datetime import date

from accounts.roles import Permission
from tasks.items.models import Assignment
from tasks.items.rights import holds, why_not_decide
from tasks.items.states import OPEN, Part


def why_not_report(assignment: Assignment, user) -> str:
    """Why `user` may not report progress on the matter, as a sentence; looks at no state.

    A support unit tells its part in one sentence (配合情况); the lead unit reports for a joint item.
    """
    if not holds(user, Permission.REPORT_PROGRESS, assignment):
        return f"您的岗位不能为「{assignment}」报进展。"
    if assignment.part == Part.SUPPORT:
        return "协办单位不报进展，由牵头单位统一报送。请用“说明配合情况”写一句话。"
    return ""


def why_not_void(assignment: Assignment, user, on: date) -> str:
    """Why `user` may not withdraw a proof of the matter on the day: its unit while the result is not checked, then the office."""
    if assignment.state not in OPEN:
        return why_not_decide("作废佐证", assignment, user, on)
    mine = holds(user, Permission.REPORT_PROGRESS, assignment)
    return "" if mine else f"「{assignment}」的结果尚未核验，佐证由报送单位自行作废。"
