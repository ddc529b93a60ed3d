"""A small office for tests of assessment and reports: items are given, delivered, returned and checked by the real actions."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import Unit, User
from accounts.roles import Role
from tasks.items import actions as items
from tasks.items.models import Assignment, ResponsibilityList
from tasks.items.states import Part
from tasks.review import actions as review
from tests import factories
from tests.keeping import once

ISSUED = date(2026, 1, 5)


def at(day: date) -> datetime:
    """Nine o'clock on the day."""
    return timezone.make_aware(datetime.combine(day, time(9)))


def _holder(role: Role) -> User:
    """Somebody in a new unit."""
    return once(lambda: factories.post(role).user, "holder", role)


def _unit(name: str) -> tuple[Unit, User]:
    made = factories.unit(name)
    return made, factories.post(Role.UNIT_SECRETARY, made).user


@dataclass
class Chain:
    """An office with an administrator and a checker, and secretaries of units as they are needed."""

    admin: User = field(default_factory=lambda: _holder(Role.OFFICE_ADMIN))
    checker: User = field(default_factory=lambda: _holder(Role.SUPERVISOR))
    secretaries: dict[int, User] = field(default_factory=dict)

    def stage(self, make: Callable[[], Any], *key: Any) -> Any:
        """`make()`, or what it once did; new secretaries are known here then too."""
        made, then = once(lambda: (make(), self.secretaries), *key, self.admin, self.checker, self.secretaries)
        self.secretaries = then | self.secretaries
        return made

    def unit(self, name: str = "") -> Unit:
        """A unit with a secretary."""
        made, secretary = once(lambda: _unit(name), "unit", name)
        self.secretaries[made.pk] = secretary
        return made

    def issue(self, *rows: dict, speech=None, title: str = "2026年度党建工作责任清单") -> ResponsibilityList:
        """Issue a list; each row: units, due_on, and optionally title, weight, directive, spans, parts."""
        return self.stage(lambda: self._issue(*rows, speech=speech, title=title), "issue", rows, speech, title)

    def _issue(self, *rows: dict, speech, title: str) -> ResponsibilityList:
        drafted = ResponsibilityList.objects.create(year=2026, title=title, speech=speech)
        for row in rows:
            parts = row.get("parts") or dict.fromkeys(row["units"], Part.EACH)
            values = {"due_on": row["due_on"], "weight": Decimal(row.get("weight", 1)), "acceptance_criteria": "达到要求"}
            values |= {name: row[name] for name in ("title", "requirement") if name in row}
            if "directive" not in row:
                values = {"title": "加强支部建设", "requirement": "加强支部建设。"} | values
            items.draw_up(
                responsibility_list=drafted,
                directive=row.get("directive"),
                spans=row.get("spans"),
                units=parts,
                values=values,
                by=self.admin,
            )
        number = f"测党〔2026〕{drafted.pk}号"
        factories.approve(drafted, on=ISSUED, by=self.admin)
        clock = {"on": ISSUED, "now": at(ISSUED)}
        items.issue(responsibility_list=drafted, number=number, over_reason="测试用清单。", by=self.admin, **clock)
        drafted.refresh_from_db()
        return drafted

    def accept(self, assignment: Assignment) -> Assignment:
        """签收."""
        secretary = self.secretaries[assignment.unit_id]
        return items.acknowledge(assignment=assignment, version=assignment.version, on=ISSUED, now=at(ISSUED), by=secretary)

    def submit(self, assignment: Assignment, on: date) -> Assignment:
        """提请办结."""
        secretary, claim = self.secretaries[assignment.unit_id], "已召开会议并作出安排。"
        review.submit(assignment=assignment, version=assignment.version, claim=claim, on=on, now=at(on), by=secretary)
        assignment.refresh_from_db()
        return assignment

    def deliver(self, assignment: Assignment, on: date, *, returns: int = 0, close_off: bool = False) -> Assignment:
        """The whole way to 办结: accepted, returned some times, submitted on the day and approved a day later."""
        way = {"on": on, "returns": returns, "close_off": close_off}
        self.stage(lambda: self._deliver(assignment, **way), "deliver", assignment, assignment.version, way)
        assignment.refresh_from_db()
        return assignment

    def _deliver(self, assignment: Assignment, on: date, *, returns: int, close_off: bool) -> None:
        self.accept(assignment)
        for number in range(returns):
            self.submit(assignment, on - timedelta(days=returns - number))
            reason = {"reason": "请补充会议决定。", "on": on, "now": at(on), "by": self.admin}
            review.return_(assignment=assignment, version=assignment.version, **reason)
            assignment.refresh_from_db()
        self.submit(assignment, on)
        later = on + timedelta(days=1)
        checked = {"result": "核对记录，达到验收标准。", "on": later, "now": at(later), "by": self.admin}
        review.approve(assignment=assignment, version=assignment.version, **checked)
        assignment.refresh_from_db()
        if close_off:
            review.close_off(assignment=assignment, version=assignment.version, on=later, now=at(later), by=self.checker)
