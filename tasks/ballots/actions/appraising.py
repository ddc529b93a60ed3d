"""领导评鉴: the office asks, each leader gives a grade and one sentence for each unit in his charge."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.conflict import NotYours, Refused, Stale
from accounts.letters.actions import post
from accounts.trail.actions import record
from tasks.ballots.actions.drawing import must_assess
from tasks.ballots.models import Appraisal, AppraisalCall
from tasks.ballots.queries import in_charge
from tasks.ballots.rules import DEFAULT

LETTER = "appraisal_asked"


@transaction.atomic
def ask(*, cycle, due_on: date, on: date, now: datetime, by) -> AppraisalCall:
    """发起评鉴 of a cycle: one letter to each leader who is in charge of units today."""
    must_assess(by)
    if cycle.state != "open":
        raise Refused(f"“{cycle}”已经审定，不能再发起评鉴。")
    if due_on < on:
        raise Refused(f"“截止日期”早于今天。请改为{on:%Y年%-m月%-d日}或以后。")
    if AppraisalCall.objects.filter(cycle=cycle).exists():
        raise Refused(f"“{cycle}”已经发起过评鉴。")
    charges = in_charge(on)
    if not charges:
        raise Refused("没有登记分管单位的领导。请先在人员页登记“分管单位”，再发起评鉴。")
    call = _call(cycle, due_on=due_on, opened_at=now, opened_by=by)
    for leader, units in charges.items():
        context = {"call": call, "units": units}
        post(to=leader, template=LETTER, context=context, key=f"{LETTER}:{call.pk}:{leader.pk}", now=now)
    leaders = {str(leader): [str(unit) for unit in units] for leader, units in charges.items()}
    record(act="发起领导评鉴", target=call, after={"due_on": due_on, "leaders": leaders}, at=now, by=by)
    return call


@transaction.atomic
def fill_in(*, call: AppraisalCall, said: list[dict[str, Any]], on: date, now: datetime, by) -> int:
    """A whole sheet, all of it or nothing; each entry: unit, grade, sentence, version. Returns how many units."""
    own = _own(call, on, by)
    for each in said:
        _say(call, own, **each, now=now, by=by)
    return len(said)


@transaction.atomic
def appraise(*, call: AppraisalCall, unit, grade: str, sentence: str, version: int, on: date, now: datetime, by) -> Appraisal:
    """评鉴 a unit in the charge of `by`; may be amended until the last day. `version` 0: nothing was there when the page was read."""
    own = _own(call, on, by)
    return _say(call, own, unit=unit, grade=grade, sentence=sentence, version=version, now=now, by=by)


def _own(call: AppraisalCall, on: date, by) -> dict:
    """The units in the charge of `by`, each with what he said of it so far; Refused after the last day: two queries for a whole sheet."""
    if on > call.due_on or call.cycle.state != "open":
        raise Refused(f"“{call}”已于{call.due_on:%Y年%-m月%-d日}截止，不能再填写或修改。")
    said = {one.unit_id: one for one in Appraisal.objects.filter(call=call, leader=by).select_related("unit", "leader")}
    return {unit: said.get(unit.pk) for unit in in_charge(on).get(by, [])}


def _say(
    call: AppraisalCall, own: dict, *, unit, grade: str, sentence: str, version: int, now: datetime, by
) -> Appraisal:  # fmt: skip
    """One unit of a sheet; `own` is what _own found."""
    if unit not in own:
        raise NotYours(f"{unit}不在您的分管单位之列，不能评鉴。")
    sentence = " ".join(sentence.split())
    if grade not in DEFAULT.names:
        raise Refused(f"请为{unit}选择“评鉴等次”。")
    if not sentence:
        raise Refused(f"请为{unit}写一句“评鉴意见”，说明理由或下一步要求。")
    said = {"grade": grade, "sentence": sentence, "at": now}
    before = own[unit]
    was = {"grade": before.grade, "sentence": before.sentence} if before else None
    made = _again(before, said, version) if before else _first(call, unit, said, by)
    after = {"grade": grade, "sentence": sentence}
    record(act="评鉴", target=made, before=was, after=after, at=now, by=by)
    return made


def _call(cycle, **said) -> AppraisalCall:
    """The one call of a cycle; of two people who ask at once the second is told so."""
    try:
        with transaction.atomic():
            return AppraisalCall.objects.create(cycle=cycle, **said)
    except IntegrityError as error:
        raise Stale(f"“{cycle}”的评鉴刚由他人发起。") from error


def _again(before: Appraisal, said: dict, version: int) -> Appraisal:
    """Amend what was said, as it was read at `version`."""
    if Appraisal.objects.filter(pk=before.pk, version=version).update(**said, version=F("version") + 1) != 1:
        fresh = Appraisal.objects.get(pk=before.pk)
        raise Stale(
            f"您对{before.unit}的评鉴刚在另一页面改过。",
            mine=f"{said['grade']} {said['sentence']}",
            theirs=f"{fresh.grade} {fresh.sentence}",
        )
    for name, value in (said | {"version": version + 1}).items():
        setattr(before, name, value)
    return before


def _first(call: AppraisalCall, unit, said: dict, by) -> Appraisal:
    """The first one of this leader for this unit; two pages at once make one."""
    try:
        with transaction.atomic():
            return Appraisal.objects.create(call=call, unit=unit, leader=by, **said)
    except IntegrityError as error:
        raise Stale(f"您对{unit}的评鉴刚在另一页面保存。请刷新查看。", mine=f"{said['grade']} {said['sentence']}") from error
