"""The first day: a root unit, the three guardians and the office's first administrator, who then bring in everybody else."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from accounts.conflict import Refused
from accounts.roles import GUARDIANS, Role
from accounts.units.actions import appoint, create_unit
from accounts.units.models import Post, Unit
from accounts.units.states import UnitKind
from accounts.users.actions import open_account
from accounts.users.models import User
from accounts.users.queries import search

FIRST = GUARDIANS | {Role.OFFICE_ADMIN}


@transaction.atomic
def found(
    *, unit: str, guardians: Mapping[Role, tuple[str, str]], on: date, short_name: str = "", office: str = "", by=None
) -> dict[Role, User]:
    """Make the county's root unit and the first people, given as role -> (account, name). Refused once anything is there.

    `office` names the work committee below the root where the office's administrator sits; empty: in the root itself.
    """
    if Unit.objects.exists() or User.objects.exists():
        raise Refused("系统中已有单位或人员，不能再初始化。")
    root = create_unit(name=unit, kind=UnitKind.COUNTY_COMMITTEE, short_name=short_name, by=by)
    seat = create_unit(name=office, kind=UnitKind.WORK_COMMITTEE, parent=root, by=by) if office else root
    made = {role: open_account(username=username, name=name, by=by) for role, (username, name) in guardians.items()}
    for role, user in made.items():
        appoint(user=user, unit=seat if role == Role.OFFICE_ADMIN else root, role=role, valid_from=on, by=by)
    return made


def without_password(on: date) -> list[User]:
    """Guardians and office administrators in office on that day who have never set a password."""
    posts = Post.objects.on(on).filter(role__in=FIRST)
    return list(search(state="unset").filter(posts__in=posts).distinct())
