"""What people do in an assessment: publish a scheme, open a cycle, compute, grade. The score comes from the pure function only."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from django.db.models import F, Max

from accounts.access import may
from accounts.conflict import NotYours, Refused, Stale
from accounts.models import Unit
from accounts.roles import Permission
from accounts.trail.actions import record
from tasks.assessment import scheme as rules_of
from tasks.assessment.arithmetic import as_json
from tasks.assessment.gathering import gather_alike
from tasks.assessment.models import Cycle, CycleState, Scheme, UnitScore
from tasks.assessment.pieces import Piece
from tasks.assessment.queries import assessed_units
from tasks.assessment.scoring import NOTHING, Alike, Result, Scorer, proposed_grade

COMPUTED = (
    "score", "proposed_grade", "arithmetic", "computed_at", "grade", "graded_by", "graded_at", "version",
)  # fmt: skip

LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL's code
# The rows of so many units are in memory at a time.
UNITS_AT_ONCE = 200


@transaction.atomic
def new_scheme(*, name: str, rules: dict[str, Any], by) -> Scheme:
    """A new, unpublished version of the scheme `name`. Raises Refused when the rules contradict themselves."""
    must_assess(by)
    checked = _scheme(rules).as_dict()
    last = Scheme.objects.filter(name=name).aggregate(last=Max("version"))["last"] or 0
    made = Scheme(name=name, version=last + 1, rules=checked)
    made.full_clean(exclude=["published_on"])
    made.save(force_insert=True)
    record(act="拟定考核方案", target=made, after={"rules": checked}, by=by)
    return made


@transaction.atomic
def publish_scheme(*, scheme: Scheme, on: date, today: date, by) -> Scheme:
    """公布: from the day `on` units know the rules; only a period that begins on that day or later can use them."""
    must_assess(by)
    _scheme(scheme.rules)
    if on > today:
        raise Refused(f"公布日期不能晚于今天。请改为{today:%Y年%-m月%-d日}或以前。")
    if Scheme.objects.filter(pk=scheme.pk, published_on=None).update(published_on=on) != 1:
        raise Stale(f"{scheme}已经公布，不能再改公布日期。")
    scheme.published_on = on
    record(act="公布考核方案", target=scheme, after={"published_on": on, "digest": rules_of.digest(scheme.rules)}, by=by)
    return scheme


@transaction.atomic
def open_cycle(
    *, title: str, from_on: date, to_on: date, scheme: Scheme, late_reason: str = "", now: datetime, by
) -> Cycle:  # fmt: skip
    """Open an assessment of the period under a frozen copy of `scheme`, which should have been published before it begins.

    One that came late needs a reason, which stays in sight; what was due before the day of publishing then does not count.
    """
    must_assess(by)
    if scheme.published_on is None:
        raise Refused(f"{scheme}尚未公布，不能用于考核。请先公布。")
    late, late_reason = scheme.published_on > from_on, late_reason.strip().rstrip("。")
    if late and (not late_reason or scheme.published_on > to_on):
        raise Refused(_too_late(scheme, to_on))
    frozen = _scheme(scheme.rules).as_dict()
    cycle = Cycle(title=title, from_on=from_on, to_on=to_on, scheme=scheme, frozen=frozen, opened_at=now, opened_by=by)
    cycle.frozen_digest, cycle.published_on = rules_of.digest(frozen), scheme.published_on
    cycle.late_reason = late_reason if late else ""
    try:
        cycle.full_clean(exclude=["closed_at", "closed_by"])
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error
    cycle.save(force_insert=True)
    after = {"from_on": from_on, "to_on": to_on, "scheme": str(scheme), "digest": cycle.frozen_digest}
    record(act="开始考核", target=cycle, after=after, note=cycle.late_reason, at=now, by=by)
    return cycle


def _too_late(scheme: Scheme, to_on: date) -> str:
    day = f"{scheme.published_on:%Y年%-m月%-d日}"
    if scheme.published_on > to_on:
        return f"{scheme}公布于{day}，考核期那时已经结束，不能使用。标准须先公布后考核：请改用更早公布的方案，或改动考核期。"
    return (
        f"{scheme}公布于{day}，晚于考核期开始之日。标准须先公布后考核：请改用更早公布的方案，或把起日改为{day}或以后；"
        "确需使用的，请填写“方案公布晚于考核期开始的理由”，公布以前到期的事项不计入。"
    )


@transaction.atomic
def compute(*, cycle: Cycle, on: date, now: datetime, by) -> list[UnitScore]:
    """Compute every unit's score as of the day `on` under the frozen scheme. May run again until the cycle is closed."""
    must_assess(by)
    lock(cycle, wait=False)
    frozen = frozen_scheme(cycle)
    scores: dict[str, str] = {}
    units, scorer = assessed_units(), Scorer(frozen, on=on, **span(cycle))
    facts = gather_alike(cycle, units, on, frozen)
    for first in range(0, len(units), UNITS_AT_ONCE):
        for row in _compute(cycle, units[first : first + UNITS_AT_ONCE], facts, scorer, now):
            scores[row.unit.name] = NOTHING if row.score is None else str(row.score)
    record(act="计算得分", target=cycle, after={"on": on, "scores": scores}, at=now, by=by)
    return list(
        UnitScore.objects.filter(cycle=cycle, computed_at=now).select_related("unit").defer("arithmetic").order_by("unit__path")
    )


def _compute(
    cycle: Cycle, units: Sequence[Unit], facts: Mapping[int, list[Alike | Piece]], scorer: Scorer, now: datetime
) -> list[UnitScore]:  # fmt: skip
    """The rows of some units: the whole arithmetic of a province would not fit into memory."""
    known = {row.unit_id: row for row in UnitScore.objects.filter(cycle=cycle, unit__in=units)}
    rows = []
    for unit in units:
        result = scorer.score(facts.get(unit.pk, []))
        rows.append(_fill(known.get(unit.pk) or UnitScore(cycle=cycle, unit=unit, version=0), result, scorer.scheme, now))
    UnitScore.objects.bulk_create([row for row in rows if row.unit_id not in known])
    UnitScore.objects.bulk_update([row for row in rows if row.unit_id in known], COMPUTED)
    return rows


@transaction.atomic
def set_grade(*, unit_score: UnitScore, version: int, grade: str, reason: str = "", now: datetime, by) -> UnitScore:
    """审定等次 by a person, on what was read at `version`. Another grade than the proposed one needs a reason; the score stays."""
    must_assess(by)
    cycle = unit_score.cycle
    lock(cycle)
    if grade not in frozen_scheme(cycle).grades:
        raise Refused(f"“{grade}”不是本次考核的等次。请从{'、'.join(frozen_scheme(cycle).grades)}中选择。")
    reason = reason.strip()
    if grade != unit_score.proposed_grade and not reason:
        raise Refused(f"审定等次与拟定等次（{unit_score.proposed_grade or '无'}）不同，须填写“调整理由”。")
    before = {"grade": unit_score.grade, "reason": unit_score.grade_reason}
    swapped = UnitScore.objects.filter(pk=unit_score.pk, version=version).update(
        grade=grade, grade_reason=reason, graded_by=by, graded_at=now, version=F("version") + 1
    )
    if swapped != 1:
        fresh = UnitScore.objects.get(pk=unit_score.pk)
        raise Stale(f"{unit_score}刚被他人审定或重新计算。", mine=f"{grade} {reason}", theirs=f"{fresh.grade} {fresh.grade_reason}")
    unit_score.refresh_from_db()
    record(act="审定等次", target=unit_score, before=before, after={"grade": grade, "reason": reason}, note=reason, at=now, by=by)
    return unit_score


def frozen_scheme(cycle: Cycle) -> rules_of.Scheme:
    """The cycle's own copy of the rules; Refused when it no longer matches its digest."""
    if rules_of.digest(cycle.frozen) != cycle.frozen_digest:
        raise Refused(f"“{cycle}”的方案快照与摘要不符，不能计算。请联系审计管理员核查痕迹。")
    return _scheme(cycle.frozen)


def span(cycle: Cycle) -> dict[str, date | None]:
    """The days that scoring asks for."""
    return {"from_on": cycle.from_on, "to_on": cycle.to_on, "since": cycle.since}


def _fill(row: UnitScore, result: Result, frozen: rules_of.Scheme, now: datetime) -> UnitScore:
    """Put a result into a row. A grade that agreed with another proposal, without a reason, has to be given again."""
    proposed, arithmetic = proposed_grade(result, frozen), as_json(result, frozen)
    changed = row.pk is None or (row.score, row.proposed_grade, row.arithmetic) != (result.total, proposed, arithmetic)
    row.score, row.proposed_grade, row.arithmetic, row.computed_at = result.total, proposed, arithmetic, now
    if row.grade and row.grade != proposed and not row.grade_reason:
        row.grade, row.graded_by, row.graded_at = "", None, None
    row.version += 1 if changed else 0
    return row


def _scheme(rules: dict[str, Any]) -> rules_of.Scheme:
    """The rules, checked; a contradiction is a refusal with its sentence."""
    try:
        return rules_of.Scheme.from_dict(rules)
    except rules_of.BadScheme as error:
        raise Refused(str(error)) from error


def must_assess(by) -> None:
    """Only who may assess; NotYours for others."""
    if not may(by, Permission.ASSESS):
        raise NotYours("您的岗位不能办理考核。")


def lock(cycle: Cycle, *, wait: bool = True) -> None:
    """One run, one grading or one closing of a cycle at a time; nothing of a closed cycle changes.

    Without `wait` the second of two is told at once (on SQLite transactions queue up before they get here).
    """
    nowait = not wait and connection.features.has_select_for_update_nowait
    try:
        held = Cycle.objects.select_for_update(nowait=nowait).get(pk=cycle.pk)
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", "") != LOCK_NOT_AVAILABLE or not nowait:
            raise
        raise Refused(f"“{cycle}”正在由他人计算或审定，请稍候再看结果，不必重复计算。") from error
    if held.state != CycleState.OPEN:
        raise Refused(f"“{cycle}”已经审定，得分和等次不能再改。")
