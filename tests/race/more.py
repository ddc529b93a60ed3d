"""Acts that the doors' table does not carry out to the end: their rows and objects, for the races only."""

from datetime import date
from typing import Any

from django.urls import resolve

from accounts.importing.actions import preview
from accounts.models import Post, User
from accounts.roles import Role
from tasks.items.links import matter_path
from tasks.items.models import Assignment, ResponsibilityList
from tasks.items.states import ListState
from tests.accounts.importing.files import book
from tests.doors.door import Door, Place
from tests.doors.people import SHEET
from tests.doors.rows.who import AUDIT, OFFICE, UNIT
from tests.doors.stage import Spot, Stage

OLD, NEW = "yunxi-2026-mima", "qinghe-2027-mima"
LEADER, SECRETARY = frozenset({Role.COUNTY_LEADER}), frozenset({Role.UNIT_SECRETARY})
AWAY = {"valid_from": "2026-12-14", "valid_to": "2026-12-18", "reason": "外出学习"}
PASSWORDS = {"old": OLD, "password": NEW, "again": NEW}
TAKEN = {"outcome": "withdrawn", "answer": "不属于该单位职责。"}
CHANGED = {"outcome": "adjusted", "answer": "时限已调整。", "due_on": date(2027, 1, 15)}

ROWS = (
    Door("ballots:call", "a call", who=LEADER, post={}),
    Door("accounts:my_posts", "a post while away", who=SECRETARY, post=AWAY),
    Door("accounts:own_password", who=AUDIT, post=PASSWORDS),
    Door("acts:problem", "a check and a list", who=OFFICE, post={}),
    Door("bylink:matter", "a letter's link", who=UNIT, post={"act": "acknowledge"}),
    Door("review:objection", "an objection", who=OFFICE, post=TAKEN),
    Door("review:objection", "an objection", who=OFFICE, post=CHANGED),
)


def with_a_password(user: User) -> None:
    """So that it can be changed; before his sessions begin."""
    user.set_password(OLD)
    user.save(update_fields=["password"])


def targets(stage: Stage) -> dict[str, dict[Place, Spot]]:
    """What the rows name beside the stage's own."""
    small = stage.small
    pending = Assignment.objects.get(pk=stage.targets["pending"][Place.OWN].kwargs["pk"])
    draft = ResponsibilityList.objects.filter(state=ListState.DRAFT).first()
    link = resolve(matter_path(pending.pk, small.a.secretary.pk)).kwargs
    return {
        # The preview is of the office with the racers in it.
        "a sheet": _any({}, {"digest": preview(book(*SHEET)).digest}),
        "a post while away": _any({}, {"post": Post.objects.get(user=small.a.secretary).pk, "deputy": small.a.clerk.pk}),
        "a check and a list": _any(stage.targets["a check"][Place.OWN].kwargs, {"responsibility_list": draft.pk}),
        "a letter's link": _any(link, {"acknowledge-version": pending.version}),
    }


def _any(kwargs: dict[str, Any], said: dict[str, Any] | None = None) -> dict[Place, Spot]:
    return {Place.ANY: Spot(kwargs, said or {})}
