"""The demo's 述职: asked for today; one report signed, one prepared by the clerk, one returned."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import Post, User
from accounts.roles import Role
from tasks.assessment.models import Cycle
from tasks.duty_reports import actions
from tasks.duty_reports.content import digest
from tasks.duty_reports.models import DutyReport
from tasks.duty_reports.queries import as_it_stands

DAYS = 14
PROBLEMS = "抓基层支部不够经常，有的事项靠临近时限才推动；对年轻干部谈心谈话少。"
NEXT = "逾期事项本月内办结；明年起每季度到支部检查一次，每半年与班子成员和支部书记各谈话一次。"
REASON = "“下一步打算”没有写明完成时间，请补充。"


@transaction.atomic
def run(*, admin: User, today: date) -> int:
    """Ask for this half-year's reports; returns their number."""
    clock = {"on": today, "now": timezone.now()}
    call = actions.ask(cycle=Cycle.objects.get(), due_on=today + timedelta(days=DAYS), by=admin, **clock)
    waiting = call.reports.with_everything().filter(post__role=Role.UNIT_SECRETARY).exclude(post__user__username="caizheng-shuji")
    signed, prepared, returned = waiting[:3]
    _write(signed, signed.post.user, {"problems": PROBLEMS, "next": NEXT}, clock)
    _sign(signed, clock)
    clerk = Post.objects.on(today).with_role(Role.UNIT_CLERK).filter(unit=prepared.post.unit_id).select_related("user").first()
    _write(prepared, clerk.user if clerk else prepared.post.user, {"problems": PROBLEMS}, clock)
    _write(returned, returned.post.user, {"problems": PROBLEMS, "next": "进一步抓好落实。"}, clock)
    _sign(returned, clock)
    actions.return_(report=returned, version=returned.version, reason=REASON, by=admin, **clock)
    return call.reports.count()


def _write(report: DutyReport, by: User, own: dict[str, str], clock: dict) -> None:
    actions.write(report=report, version=report.version, typed={}, own=own, by=by, **clock)


def _sign(report: DutyReport, clock: dict) -> None:
    seen = digest(as_it_stands(report, clock["on"]))
    actions.sign(report=report, version=report.version, seen=seen, by=report.post.user, **clock)
