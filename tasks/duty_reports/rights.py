"""Who may write, sign and return a report: one answer for the action and for the page."""

from datetime import date

from accounts.access import may
from accounts.roles import Permission
from tasks.duty_reports.models import DutyReport
from tasks.duty_reports.states import EDITABLE


def why_not_write(report: DutyReport, user) -> str:
    """Why `user` may not write in the report, as a sentence; looks at no state."""
    if DutyReport.objects.workable_by(user).filter(pk=report.pk).exists():
        return ""
    return f"{report}由{report.post.user}本人或本单位党务干部填写。"


def why_not_sign(report: DutyReport, user, on: date) -> str:
    """Why `user` may not sign on the day: only the holder of the post does, nobody in his place."""
    if not report.post.holds(on):
        return f"{report.post}已离任，不能再签署。请由党建办通知现任人员述职。"
    if report.post.user_id != user.pk:
        return f"述职报告须由{report.post.user}本人签署，不能代签。"
    return ""


def may_return(report: DutyReport, user) -> bool:
    """The office, and not an own report."""
    return may(user, Permission.ASSESS) and report.post.user_id != user.pk


def may_write(report: DutyReport, user) -> bool:
    """In a report that is not signed."""
    return report.state in EDITABLE and not why_not_write(report, user)
