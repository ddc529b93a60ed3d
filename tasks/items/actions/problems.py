"""A problem found anywhere becomes an item of source 问题: in a draft at once, in an issued list as a line of a decision."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.conflict import Refused
from accounts.models import Unit
from tasks.items.actions.amending import put_addition
from tasks.items.actions.drafting import draw_up
from tasks.items.models import Change, Item, ResponsibilityList
from tasks.items.states import ListState, Part, Source


@transaction.atomic
def take_in_problem(
    *, responsibility_list: ResponsibilityList, units: Mapping[Unit, Part], values: Mapping[str, Any], now: datetime, by
) -> Item | Change:
    """`values` must say words, found_in and remedy."""
    if responsibility_list.state == ListState.ARCHIVED:
        raise Refused("清单已归档，不能再列入问题。请选择起草中或已印发的清单。")
    said = {"responsibility_list": responsibility_list, "values": dict(values) | {"source": Source.PROBLEM}, "by": by}
    if responsibility_list.state == ListState.DRAFT:
        return draw_up(units=units, **said)
    return put_addition(parts=units, now=now, **said)
