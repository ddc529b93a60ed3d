"""The first day: a root unit and the three guardians, who then bring in everybody else."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from accounts.conflict import Refused
from accounts.roles import Role
from accounts.units.actions import appoint, create_unit
from accounts.units.models import Unit
from accounts.units.states import UnitKind
from accounts.users.actions import open_account
from accounts.users.models import User


@transaction.atomic
def found(*, unit: str, guardians: Mapping[Role, tuple[str, str]], on: date, short_name: str = "", by=None) -> dict[Role, User]:
    """Make the county's root unit and its guardians, given as role -> (account, name). Refused once anything is there."""
    if Unit.objects.exists() or User.objects.exists():
        raise Refused("系统中已有单位或人员，不能再初始化。")
    root = create_unit(name=unit, kind=UnitKind.COUNTY_COMMITTEE, short_name=short_name, by=by)
    made = {role: open_account(username=username, name=name, by=by) for role, (username, name) in guardians.items()}
    for role, user in made.items():
        appoint(user=user, unit=root, role=role, valid_from=on, by=by)
    return made
