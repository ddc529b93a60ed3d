"""The office's limit on reports, and what each edition cost when it was issued."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from accounts.conflict import Refused, Stale
from accounts.trail.actions import record
from tasks.items.models import Budget, BurdenCheck, ResponsibilityList
from tasks.items.weighing import budget_on, weigh

NAMED = 3


@transaction.atomic
def set_budget(*, per_month: int, in_a_week: int, valid_from: date, based_on: int, on: date, now: datetime, by) -> Budget:
    """Put a new version of the limit in force from a day that has not passed; `based_on` is the version that was read."""
    if valid_from < on:
        raise Refused(f"起用日期不能早于今天（{on:%Y-%m-%d}），已印发的清单不追溯。")
    newest = Budget.objects.aggregate(last=Max("version"))["last"] or 0
    if newest != based_on:
        raise Stale("报送上限刚被他人修改。请刷新后重试。", mine=str(per_month))
    old = budget_on(on)
    made = Budget(version=newest + 1, per_month=per_month, in_a_week=in_a_week, valid_from=valid_from, made_at=now, made_by=by)
    made.full_clean()
    made.save(force_insert=True)
    before = {"per_month": old.per_month, "in_a_week": old.in_a_week}
    after = {"per_month": per_month, "in_a_week": in_a_week, "valid_from": valid_from}
    record(act="设定报送上限", target=made, before=before, after=after, at=now, by=by)
    return made


def keep_weight(
    *, responsibility_list: ResponsibilityList, only: list[int] | None = None, reason: str, on: date, by
) -> BurdenCheck:
    """Write down what an edition costs, in the caller's transaction; over the limit only with a reason."""
    weight = weigh(responsibility_list, on, only=only)
    over = weight.over
    if over and not reason.strip():
        names = "、".join(unit.short for unit in list(over)[:NAMED]) + (f"等 {len(over)} 个单位" if len(over) > NAMED else "")
        raise Refused(
            f"{names}当月报送将超过每月 {weight.budget.per_month} 次的上限（最多 {weight.peak} 次）。"
            "请调整时限、减少事项，或填写“超上限理由”。"
        )
    return BurdenCheck.objects.create(
        responsibility_list=responsibility_list,
        edition=responsibility_list.edition,
        on=on,
        by=by,
        per_month=weight.budget.per_month,
        reports=weight.reports,
        peak=weight.peak,
        over_units=len(over),
        clashes=len(weight.clashes),
        duplicates=len(weight.twins),
        months=weight.by_month,
        reason=reason.strip() if over else "",
    )
