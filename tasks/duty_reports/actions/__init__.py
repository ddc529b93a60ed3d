"""What people do with duty reports."""

from tasks.duty_reports.actions.calling import ask, ask_more
from tasks.duty_reports.actions.signing import return_, sign
from tasks.duty_reports.actions.writing import forget_typed, keep_typed, write

__all__ = ["ask", "ask_more", "forget_typed", "keep_typed", "return_", "sign", "write"]
