"""Sign a result use; put one right by a further record. There is no act that changes or removes one."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from accounts.conflict import Refused, Stale
from accounts.models import Unit
from accounts.roles import Permission
from accounts.trail.actions import record
from tasks.assessment.models import UnitScore
from tasks.assessment.models.cycles import CycleState
from tasks.items.models import Assignment
from tasks.items.rights import must_hold
from tasks.results.models import ResultUse
from tasks.results.states import Basis, Use


@transaction.atomic
def sign(
    *,
    unit: Unit,
    use: str,
    used_by: str,
    used_on: date,
    words: str,
    told: bool = False,
    document: str = "",
    score: UnitScore | None = None,
    assignment: Assignment | None = None,
    corrects: ResultUse | None = None,
    on: date,
    now: datetime,
    by,
) -> ResultUse:
    """结果运用 of a unit's decided grade, of a rectification, or of a 通报 (by its number); the trail says only that there is a record."""
    must_hold(Permission.ASSESS, by, on, "登记结果运用")
    _must_be_said(use, used_by, words, used_on, on)
    said = {"unit": unit, "use": use, "used_by": used_by.strip(), "on": used_on, "words": words.strip(), "told": told}
    said |= _result(unit, score, assignment, document.strip()) | {"corrects": corrects}
    try:
        with transaction.atomic():
            made = ResultUse.objects.create(signed_at=now, signed_by=by, **said)
    except IntegrityError:
        raise Stale("这条记录已由他人更正。请查看更正后的记录。", mine=words) from None
    act = "更正结果运用记录" if corrects else "登记结果运用"
    after = {"on": used_on} | ({"corrects": corrects.pk} if corrects else {})
    entry = record(act=act, target=made, after=after, at=now, by=by)
    ResultUse.objects.filter(pk=made.pk).update(post=entry.post)
    made.post = entry.post
    return made


def _must_be_said(use: str, used_by: str, words: str, used_on: date, on: date) -> None:
    if use not in Use.values:
        raise Refused("请选择用途。")
    if not used_by.strip():
        raise Refused("请填写运用单位。")
    if not words.strip():
        raise Refused("请填写运用情况，一两句话即可。")
    if used_on > on:
        raise Refused("运用日期不能晚于今天。请填写实际日期。")


def _result(unit: Unit, score: UnitScore | None, assignment: Assignment | None, document: str) -> dict:
    """The one result that was used, as it is on the day."""
    if score:
        fresh = UnitScore.objects.select_related("cycle").get(pk=score.pk)
        if fresh.unit_id != unit.pk or fresh.cycle.state != CycleState.CLOSED or not fresh.grade:
            raise Refused("只有经集体审定的本单位考核等次才能运用。请先完成审定。")
        return {"basis": Basis.GRADE, "score": fresh, "grade": fresh.grade, "document": document}
    if assignment:
        if assignment.unit_id != unit.pk:
            raise Refused("整改事项不是该单位的。请重新选择。")
        return {"basis": Basis.RECTIFICATION, "assignment": assignment, "document": document}
    if not document:
        raise Refused("请填写通报文号：所用的是哪一份通报。")
    return {"basis": Basis.BULLETIN, "document": document}
