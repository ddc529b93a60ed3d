"""One act on many matters: rehearsed first, then done, row by row, each row with its own rights, version and trail row."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.http import QueryDict

from accounts.conflict import Refused, Stale
from tasks.desk import matters
from tasks.desk.widening import widen
from tasks.items.life import reschedule, tell_moved
from tasks.items.models import Assignment
from tasks.review.actions import close_off
from tasks.supervision.urging import urge

MOST = 2000
CHANGED = "选中之后已被他人办理，请重新选择。"
PICKED = re.compile(r"\d{1,18}\.\d{1,9}(,\d{1,18}\.\d{1,9})*")


@dataclass(frozen=True)
class Outcome:
    """What became, or would become, of one matter that `was` so and `due` then; `refused` says why nothing."""

    assignment: Assignment
    was: str
    due: str
    refused: str = ""


def of_filter(user, query: str, on: date) -> list[tuple[int, int]]:
    """(id, version) of everything that the filter shows to this person."""
    return _few(matters.shown(user, QueryDict(query), on).order_by(*matters.ORDER).values_list("pk", "version")[: MOST + 1])


def of_picks(user, picks: Sequence[str]) -> list[tuple[int, int]]:
    """(id, version) of the rows that were ticked, as far as they are within reach."""
    numbers = [int(pick) for pick in picks if pick.isascii() and pick.isdigit() and len(pick) < 19]
    return _few(Assignment.objects.visible_to(user).filter(pk__in=numbers[: MOST + 1]).values_list("pk", "version"))


def read(said: str) -> list[tuple[int, int]]:
    """What `written` wrote."""
    if not PICKED.fullmatch(said):
        raise Refused("没有选中事项，或页面已过期。请回到事项总表重新选择。")
    return _few([(int(pk), int(version)) for pk, version in (pair.split(".") for pair in said.split(","))])


def written(picked: Sequence[tuple[int, int]]) -> str:
    """The selection in one hidden field, however large."""
    return ",".join(f"{pk}.{version}" for pk, version in picked)


def _few(found) -> list[tuple[int, int]]:
    picked = list(found)
    if not picked:
        raise Refused("没有选中事项。请回到事项总表，勾选事项，或选“符合条件的全部”。")
    if len(picked) > MOST:
        raise Refused(f"一次最多办理 {MOST} 项。请缩小筛选范围，分次办理。")
    return picked


def rehearse(*, picked: Sequence[tuple[int, int]], act: str, said: Mapping[str, Any], on: date, now: datetime, by) -> list[Outcome]:
    """What would happen: the act itself, rolled back. So the preview cannot say anything else than the act will do."""
    with transaction.atomic():
        outcomes = carry_out(picked=picked, act=act, said=said, on=on, now=now, by=by)
        transaction.set_rollback(True)
    return outcomes


@transaction.atomic
def carry_out(
    *, picked: Sequence[tuple[int, int]], act: str, said: Mapping[str, Any], on: date, now: datetime, by
) -> list[Outcome]:
    """Do `act` with each matter as it was shown; whatever changed since, or is not allowed, is left as it is and named."""
    versions = dict(picked)
    within = Assignment.objects.visible_to(by).filter(pk__in=versions).with_everything().order_by(*matters.ORDER)
    return ACTS[act](list(within), versions, {**said, "on": on, "now": now, "by": by})


def _urge(ones: list[Assignment], versions: Mapping[int, int], said: dict) -> list[Outcome]:
    """All in one go: rights and limits by two queries, one letter for each person."""
    refused = urge(assignments=ones, **said)
    return [Outcome(one, *_before(one), refused.get(one.pk, "")) for one in ones]


def _assign(ones: list[Assignment], versions: Mapping[int, int], said: dict) -> list[Outcome]:
    """By items and lists: one decision for each list."""
    changed = {one.pk: CHANGED for one in ones if one.version != versions[one.pk]}
    refused = changed | widen(assignments=[one for one in ones if one.pk not in changed], **said)
    return [Outcome(one, *_before(one), refused.get(one.pk, "")) for one in ones]


def _one_by_one(act: Callable[..., object]) -> Callable[[list[Assignment], Mapping[int, int], dict], list[Outcome]]:
    """Each row by the action that its own page uses, in a savepoint of its own."""

    def each(ones: list[Assignment], versions: Mapping[int, int], said: dict) -> list[Outcome]:
        return [Outcome(one, *_before(one), _refusal(act, one, versions[one.pk], said)) for one in ones]

    return each


def _move_dates(ones: list[Assignment], versions: Mapping[int, int], said: dict) -> list[Outcome]:
    """Each by itself; then one letter for each person about all of theirs."""
    outcomes = _one_by_one(partial(reschedule, tell=False))(ones, versions, said)
    moved = [(one.assignment, date.fromisoformat(one.due)) for one in outcomes if not one.refused]
    tell_moved(moved, said["reason"].strip(), on=said["on"], now=said["now"])
    return outcomes


def _before(one: Assignment) -> tuple[str, str]:
    """State and due date as they are shown, before the act changes the object."""
    return one.get_state_display(), one.due_on.isoformat()


def _refusal(act: Callable[..., object], one: Assignment, version: int, said: dict) -> str:
    try:
        with transaction.atomic():
            act(assignment=one, version=version, **said)
    except Stale:
        return CHANGED
    except Refused as refused:
        return str(refused)
    return ""


ACTS: dict[str, Callable[[list[Assignment], Mapping[int, int], dict], list[Outcome]]] = {
    "urge": _urge,
    "due": _move_dates,
    "assign": _assign,
    "close_off": _one_by_one(close_off),
}
