"""加减分 and 一票否决: a person records what happened and why, by a clause that the scheme had before; withdrawn with a reason."""

from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.access import posts_of
from accounts.conflict import NotYours, Refused, Stale
from accounts.trail.actions import record
from tasks.assessment.actions import frozen_scheme, lock, must_assess
from tasks.assessment.kinds import Ground
from tasks.assessment.models import Cycle, Ruling, RulingKind
from tasks.assessment.scheme import Scheme


@transaction.atomic
def rule(*, cycle: Cycle, unit, clause: str, points: Decimal | None, on: date, reason: str, now: datetime, by) -> Ruling:
    """Record it. `points` without sign, at most what the clause gives; none for 一票否决. It counts when scores are computed next."""
    must_assess(by)
    lock(cycle)
    if any(held.unit_id == unit.pk for held in posts_of(by)):
        raise NotYours("不能为本单位记录加减分或一票否决，请由另一人办理。")
    reason = " ".join(reason.split()).rstrip("。")
    if not reason:
        raise Refused("请填写“事由和依据”，如“县委〔2026〕5号文通报表扬”。")
    first = cycle.since or cycle.from_on
    if not first <= on <= min(cycle.to_on, timezone.localdate(now)):
        raise Refused(f"“发生日期”应在{first:%Y年%-m月%-d日}以后、考核期以内，不晚于今天。请修改。")
    kind, signed = _by_clause(frozen_scheme(cycle), clause, points)
    made = Ruling(cycle=cycle, unit=unit, kind=kind, clause=clause, points=signed, on=on, reason=reason, made_at=now, made_by=by)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Stale(f"{unit}的这一情形已经记录过。", mine=reason) from error
    after = {"unit": unit.name, "clause": clause, "points": None if signed is None else str(signed), "on": on}
    record(act=f"记录{RulingKind(kind).label}", target=made, after=after, note=reason, at=now, by=by)
    return made


@transaction.atomic
def withdraw(*, ruling: Ruling, reason: str, now: datetime, by) -> Ruling:
    """It does not count any more, and stays on record with the reason."""
    must_assess(by)
    lock(ruling.cycle)
    reason = reason.strip()
    if not reason:
        raise Refused("撤销须写明理由。请填写“撤销理由”。")
    said = {"withdrawn_at": now, "withdrawn_by": by, "withdrawal": reason}
    if Ruling.objects.standing().filter(pk=ruling.pk).update(**said) != 1:
        raise Stale(f"“{ruling}”刚由他人撤销。", mine=reason)
    ruling.refresh_from_db()
    record(act=f"撤销{RulingKind(ruling.kind).label}", target=ruling, note=reason, at=now, by=by)
    return ruling


def _by_clause(scheme: Scheme, clause: str, points: Decimal | None) -> tuple[str, Decimal | None]:
    """What the scheme lets a person record under this name: rules that came later than the scheme cannot cost points."""
    if any(c.name == clause and c.ground == Ground.RECORDED for c in scheme.conditions):
        return RulingKind.VETO, None
    most = next((c.most for c in scheme.clauses if c.name == clause), None)
    if most is None:
        raise Refused(f"“{clause}”不是本次考核方案中的情形。请从列出的情形中选择。")
    if points is None or not 0 < points <= abs(most):
        raise Refused(f"“{clause}”的分值应大于0、不超过{abs(most)}。请修改“分值”。")
    return RulingKind.ADJUSTMENT, points if most > 0 else -points
