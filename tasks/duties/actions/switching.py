"""Switch a duty on for units or kinds of units in one act, and off again with a date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q

from accounts.conflict import Refused, Stale
from accounts.models import Unit
from accounts.trail.actions import record
from tasks.days.calendar import Calendar
from tasks.duties.actions.opening import open_for
from tasks.duties.models import DutyPeriod, DutyPlan, DutyUnit, StandingDuty
from tasks.duties.rules.due import MOST_WORKDAYS, DueRule, due_on
from tasks.duties.rules.periods import Span, next_span, span_of
from tasks.duties.states import MONTHS, Due, Period

# A switch that ended before its first period opens none.
NEVER = date.max


@dataclass(frozen=True)
class Switched:
    """The plan, the units that it now runs in, and those where the duty ran already."""

    plan: DutyPlan
    units: list[Unit]
    skipped: list[Unit]


@transaction.atomic
def switch_on(
    *,
    duty: StandingDuty,
    rhythm: str,
    kinds: Iterable[str] = (),
    units: Iterable[Unit] = (),
    from_on: date,
    rule: DueRule,
    on: date,
    days: Calendar,
    now: datetime,
    by,
) -> Switched:
    """From the period of `from_on` on, one row per period and unit. Raises Refused when the first period is already over or late."""
    kinds = sorted(set(kinds))
    first = must_be_sound(duty, rhythm, from_on, rule, on, days)
    chosen = chosen_units(kinds, units)
    running = set(DutyUnit.objects.filter(Q(to_on=None) | Q(to_on__gt=first.start), duty=duty).values_list("unit", flat=True))
    new, skipped = [u for u in chosen if u.pk not in running], [u for u in chosen if u.pk in running]
    if not new:
        raise Refused("所选单位都已启用这项工作。请另选单位。" if chosen else "请至少选择一个单位或一类单位。")
    plan = DutyPlan.objects.create(
        duty=duty,
        rhythm=rhythm,
        from_on=first.start,
        kinds=kinds,
        due_kind=rule.kind,
        due_n=rule.n,
        due_month=rule.month,
        shift=rule.shift,
        made_at=now,
        made_by=by,
    )
    switches = [DutyUnit(plan=plan, duty=duty, unit=unit, from_on=first.start, next_on=first.start) for unit in new]
    switches = DutyUnit.objects.bulk_create(switches)
    told = {"rhythm": plan.get_rhythm_display(), "from": first.label, "due": plan.rule_in_words, "kinds": plan.kinds_in_words}
    record(act="启用经常性工作", target=plan, after=told | {"units": [unit.name for unit in new]}, at=now, by=by)
    open_for(switches, on=on, days=days, now=now, by=by)
    return Switched(plan, new, skipped)


def chosen_units(kinds: Iterable[str], units: Iterable[Unit]) -> list[Unit]:
    """The units of the kinds and the single ones, each once, in the order of the tree."""
    picked = {unit.pk for unit in units}
    return list(Unit.objects.current().filter(Q(kind__in=list(kinds)) | Q(pk__in=picked)))


def must_be_sound(duty: StandingDuty, rhythm: str, from_on: date, rule: DueRule, on: date, days: Calendar) -> Span:
    """The first period, or Refused with what to change: nobody may be late on the day on which a duty is switched on."""
    if duty.retired_on or rhythm not in MONTHS:
        raise Refused(f"“{duty}”不能按期启用。遇有情形时才办的工作，请在清单中另立事项。")
    must_fit(rule, rhythm)
    first, current = span_of(rhythm, from_on), span_of(rhythm, on)
    if first.start < current.start:
        raise Refused(f"起始期不能早于本期。请改为{current.label}或以后。")
    due = due_on(rule, first, days)
    if due < on:
        raise Refused(f"{first.label}的时限（{due:%-m月%-d日}）已过。请从{next_span(first).label}起启用。")
    return first


def must_fit(rule: DueRule, rhythm: str) -> None:
    """The rule names a day that a period of the rhythm has."""
    months = MONTHS[Period(rhythm)]
    if rule.month > months:
        raise Refused(f"{Period(rhythm).label}只有{months}个月。请把“第几个月”改为 1 至 {months}，或 0（最后一个月）。")
    most = {Due.DAY: 31, Due.WORKDAY: MOST_WORKDAYS}.get(Due(rule.kind))
    if most and not 1 <= rule.n <= most:
        raise Refused(f"“第几日”应在 1 至 {most} 之间。请改正。")


@transaction.atomic
def switch_off(
    *, plan: DutyPlan, version: int, units: Iterable[Unit] = (), to_on: date, reason: str, on: date, now: datetime, by
) -> DutyPlan:
    """Stop after the day `to_on`, everywhere or in some units. Periods not begun by then go, one cut short does not count."""
    picked = {unit.pk for unit in units}
    if to_on < on:
        raise Refused(f"停用日期不能早于今天。请改为 {on:%Y年%-m月%-d日} 或以后。")
    if not reason.strip():
        raise Refused("请填写停用理由。")
    ending = plan.switches.filter(Q(to_on=None) | Q(to_on__gt=to_on))
    ending = ending.filter(unit__in=picked) if picked else ending
    names = list(ending.values_list("unit__name", flat=True))
    if not names:
        raise Refused("所选单位没有启用这项工作，或已停用。")
    values = {} if picked else {"to_on": to_on}
    if DutyPlan.objects.filter(pk=plan.pk, version=version).update(version=F("version") + 1, **values) != 1:
        raise Stale("这项启用刚被他人改动。请重新打开页面。", mine=reason)
    gone, excused = _cut(plan, list(ending.values_list("unit", flat=True)), to_on, on)
    ending.filter(from_on__lte=to_on).update(to_on=to_on)
    ending.filter(from_on__gt=to_on).update(to_on=F("from_on"), next_on=NEVER)
    plan.refresh_from_db()
    after = {"to_on": to_on, "units": names, "periods_withdrawn": gone, "periods_not_counted": excused}
    record(act="停用经常性工作", target=plan, after=after, note=reason.strip(), at=now, by=by)
    return plan


def _cut(plan: DutyPlan, units: list[int], to_on: date, on: date) -> tuple[int, int]:
    """Withdraw what has not begun, excuse what is cut short; the numbers of both."""
    left = DutyPeriod.objects.open().filter(plan=plan, unit__in=units)
    gone, _ = left.filter(starts_on__gt=to_on, entries=None).delete()
    said = f"{to_on:%Y年%-m月%-d日}停用"
    cut = left.filter(ends_on__gt=to_on, due_on__gte=on)
    return gone, cut.update(excused_on=on, excused_reason=said, version=F("version") + 1)
