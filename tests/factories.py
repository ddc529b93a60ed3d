"""Plain functions that make what tests need, by the real actions."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import count

from accounts.models import Portfolio, Post, Unit, UnitKind, User
from accounts.roles import Role
from accounts.units.actions import appoint, create_unit, put_in_charge
from accounts.users.actions import open_account
from tasks.items.actions import endorse, propose
from tasks.items.models import ResponsibilityList
from tests.canary import canaries
from tests.keeping import once

LONG_AGO = date(2020, 1, 1)
_number = count(1)


def unit(name: str = "", *, kind: str = UnitKind.PARTY_GROUP, parent: Unit | None = None) -> Unit:
    """A unit of the county."""
    return create_unit(name=name or f"县第{next(_number)}局党组", kind=kind, parent=parent, by=None)


def user(name: str = "", *, email: str = "", password: str | None = None) -> User:
    """A person with an account and no post."""
    number = next(_number)
    name = name or f"同志{number}"
    canaries.plant([name, email, password or ""])
    return open_account(username=f"u{number}", name=name, email=email, password=password, by=None)


def post(role: Role, at: Unit | None = None, *, who: User | None = None, since: date = LONG_AGO, title: str = "") -> Post:
    """A post held by somebody (new when not given) in a unit (new when not given)."""
    return appoint(user=who or user(), unit=at or unit(), role=role, title=title, valid_from=since, by=None)


def portfolio(of: Post, field: str = "", *, unit: Unit | None = None, since: date = LONG_AGO) -> Portfolio:
    """One line of a leader's portfolio: a field of work, or a unit."""
    return put_in_charge(post=of, field=field, unit=unit, valid_from=since, by=None)


@dataclass(frozen=True)
class Organ:
    """One organ of the small office with its people."""

    unit: Unit
    secretary: User
    leader: User
    clerk: User
    leader_post: Post


@dataclass(frozen=True)
class Office:
    """A small county office: two administrators, a supervisor, a county leader, two organs, the three guardians."""

    county: Unit
    work_committee: Unit
    county_office: Unit
    admin: User
    second_admin: User
    supervisor: User
    county_leader: User
    a: Organ
    b: Organ
    branch: Unit
    branch_secretary: User
    system_admin: User
    security_admin: User
    audit_admin: User


def organ(name: str, parent: Unit, *, kind: str = UnitKind.PARTY_GROUP, field: str = "作风建设") -> Organ:
    """An organ with a secretary, a leader in charge of `field`, and a clerk."""
    made = unit(name, kind=kind, parent=parent)
    leader = post(Role.UNIT_LEADER, made)
    portfolio(leader, field)
    secretary, clerk = post(Role.UNIT_SECRETARY, made).user, post(Role.UNIT_CLERK, made).user
    return Organ(made, secretary, leader.user, clerk, leader)


def office() -> Office:
    """The small office; all names are fixed, so ask for it once per test."""
    return once(_appoint_office, "office")


def _appoint_office() -> Office:
    county = unit("中共清禾县委员会", kind=UnitKind.COUNTY_COMMITTEE)
    work_committee = unit("县直机关工委", kind=UnitKind.WORK_COMMITTEE, parent=county)
    county_office = unit("县委办公室", kind=UnitKind.OFFICE, parent=county)
    a, b = organ("县财政局党组", county), organ("县教育局党委", county, kind=UnitKind.COMMITTEE, field="党员教育管理")
    branch = unit("县财政局机关党支部", kind=UnitKind.BRANCH, parent=a.unit)
    county_leader = post(Role.COUNTY_LEADER, county)
    portfolio(county_leader, unit=a.unit)
    return Office(
        county=county,
        work_committee=work_committee,
        county_office=county_office,
        admin=post(Role.OFFICE_ADMIN, work_committee).user,
        second_admin=post(Role.OFFICE_ADMIN, work_committee).user,
        supervisor=post(Role.SUPERVISOR, county_office).user,
        county_leader=county_leader.user,
        a=a,
        b=b,
        branch=branch,
        branch_secretary=post(Role.UNIT_SECRETARY, branch).user,
        system_admin=post(Role.SYSTEM_ADMIN, work_committee).user,
        security_admin=post(Role.SECURITY_ADMIN, work_committee).user,
        audit_admin=post(Role.AUDIT_ADMIN, work_committee).user,
    )


def approve(draft: ResponsibilityList, *, on: date, by: User) -> ResponsibilityList:
    """Have a complete draft approved by somebody who is named for it, so that `by` may issue it on the day."""
    now = datetime.combine(on, time(1), tzinfo=UTC)
    asked = propose(responsibility_list=draft, approver=user("审定人"), on=on, now=now, by=by)
    endorse(approval=asked, now=now, by=asked.approver)
    return draft
