"""The small office with a year's assessment and a few matters of organ A, by the real actions."""

from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import Post
from accounts.roles import Role
from tasks.assessment import actions as assessment
from tasks.assessment.models import Cycle, Scheme
from tasks.duty_reports import actions
from tasks.duty_reports.content import digest
from tasks.duty_reports.models import DutyCall, DutyReport, SignedReport
from tasks.duty_reports.queries import as_it_stands
from tasks.items import life
from tasks.items.models import Assignment
from tasks.items.states import Part
from tasks.review import actions as review
from tests.factories import Office, office
from tests.keeping import once
from tests.tasks.items.matters import clock, give, issued_list, item

FROM, TO = date(2026, 1, 1), date(2026, 12, 31)
ON, DUE = date(2026, 11, 24), date(2026, 12, 15)


@dataclass
class Stage:
    """The office, the open cycle, two matters of A's (one led by its leader), one of B's."""

    small: Office
    cycle: Cycle
    done: Assignment
    led: Assignment
    others: Assignment

    def ask(self, **values) -> DutyCall:
        """布置述职."""
        said = {"cycle": self.cycle, "due_on": DUE} | clock(ON) | {"by": self.small.admin} | values
        return actions.ask(**said)

    def report(self, user) -> DutyReport:
        """The report of a person."""
        return DutyReport.objects.with_everything().get(post__user=user)

    def sign(self, report: DutyReport, by=None, on: date = ON, **values) -> SignedReport:
        """签署 what is read on the day."""
        said = {"version": report.version, "seen": digest(as_it_stands(report, on))} | clock(on) | values
        return actions.sign(report=report, by=by or report.post.user, **said)

    def deliver(self, one: Assignment, on: date = ON) -> Assignment:
        """签收, 提请办结 and 通过."""
        secretary = Post.objects.get(unit=one.unit, role=Role.UNIT_SECRETARY).user
        one = life.acknowledge(assignment=one, version=one.version, by=secretary, **clock(on - timedelta(days=2)))
        review.submit(assignment=one, version=one.version, claim="已开会部署。", by=secretary, **clock(on - timedelta(days=1)))
        one.refresh_from_db()
        review.approve(assignment=one, version=one.version, result="属实。", by=self.small.admin, **clock(on))
        one.refresh_from_db()
        return one


def stage() -> Stage:
    """Made once, then put back row by row."""
    return once(_build, "duty reports")


def _build() -> Stage:
    small = office()
    scheme = Scheme.objects.order_by("pk").first()
    assessment.publish_scheme(scheme=scheme, on=date(2025, 12, 20), today=ON, by=small.admin)
    said = {
        "title": "2026年度党建工作考核",
        "from_on": FROM,
        "to_on": TO,
        "scheme": scheme,
        "now": clock(ON)["now"],
        "by": small.admin,
    }
    cycle = assessment.open_cycle(**said)
    listed = issued_list(small)
    done = give(item(listed, title="抓党课", due_on=date(2026, 11, 30)), small.a.unit)
    led = give(item(listed, title="改作风", theme="作风建设", due_on=date(2026, 11, 10)), small.a.unit, leader=small.a.leader_post)
    others = give(item(listed, title="邻局的事"), small.b.unit, Part.EACH)
    made = Stage(small, cycle, done, led, others)
    made.done = made.deliver(done)
    return made
