"""The tick: every period that should stand by now has its row; due dates of the future follow the calendar.

May run at any time, twice at once, or after weeks of standstill: one row per duty, unit and period is a rule of the database.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from accounts.models import Unit
from accounts.trail.actions import record
from tasks.days.calendar import Calendar
from tasks.duties.models import DutyPeriod, DutyPlan, DutyUnit
from tasks.duties.rules.due import due_on
from tasks.duties.rules.periods import Span, next_span, span_of, spans

AHEAD = timedelta(days=31)
BATCH = 500


def open_periods(*, on: date, days: Calendar, now: datetime, by=None) -> int:
    """Take in new units of the chosen kinds, insert the missing rows, move due dates that the calendar moved; the rows made.

    One transaction for each step and plan, so that nobody waits long at the beginning of a month.
    """
    _take_in_new_units(on, now)
    plans = list(_waiting(on).order_by("plan").values_list("plan", flat=True).distinct())
    made = sum(_open_plan(plan, on, days, now, by) for plan in plans)
    _follow_the_calendar(on, days, now)
    _let_go_of_dissolved_units(on, now)
    return made


def _waiting(on: date) -> QuerySet[DutyUnit]:
    """Switches with a period to open."""
    lives = Q(to_on=None) | Q(to_on__gte=F("next_on"))
    exists = Q(unit__dissolved_on=None) | Q(unit__dissolved_on__gte=F("next_on"))
    return DutyUnit.objects.filter(lives, exists, next_on__lte=on + AHEAD)


@transaction.atomic
def _open_plan(plan: int, on: date, days: Calendar, now: datetime, by) -> int:
    """The rows are locked: a second run waits and then finds nothing left."""
    switches = _waiting(on).filter(plan=plan).select_for_update(of=("self",)).select_related("plan__duty").order_by("pk")
    return open_for(switches, on=on, days=days, now=now, by=by)


def open_for(switches: Iterable[DutyUnit], *, on: date, days: Calendar, now: datetime, by) -> int:
    """Insert the periods of these switches that begin up to a month ahead."""
    rows: list[DutyPeriod] = []
    moved: dict[date, list[int]] = defaultdict(list)
    dues: dict[tuple[int, date], date] = {}
    told: dict[DutyPlan, dict[Span, int]] = defaultdict(lambda: defaultdict(int))
    for switch in switches:
        plan = switch.plan
        for span in spans(plan.rhythm, switch.next_on, on + AHEAD):
            if switch.to_on and span.end > switch.to_on:
                break
            due = dues.setdefault((plan.pk, span.start), due_on(plan.rule, span, days))
            rows.append(_row(switch, span, due))
            told[plan][span] += 1
            switch.next_on = next_span(span).start
        moved[switch.next_on].append(switch.pk)
    before = DutyPeriod.objects.count() if rows else 0
    DutyPeriod.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    for next_on, ids in moved.items():
        for some in (ids[at : at + BATCH] for at in range(0, len(ids), BATCH)):
            DutyUnit.objects.filter(pk__in=some).update(next_on=next_on)
    for plan, opened in told.items():
        after = {"periods": {span.label: count for span, count in opened.items()}}
        record(act="建立各期", target=plan, after=after, at=now, by=by)
    return DutyPeriod.objects.count() - before if rows else 0


def _row(switch: DutyUnit, span: Span, due: date) -> DutyPeriod:
    return DutyPeriod(
        plan=switch.plan,
        duty_id=switch.duty_id,
        unit_id=switch.unit_id,
        rhythm=switch.plan.rhythm,
        starts_on=span.start,
        ends_on=span.end,
        due_on=due,
    )


@transaction.atomic
def _take_in_new_units(on: date, now: datetime) -> None:
    """Units of a plan's kinds that it does not name yet begin with the next period, so that nobody is late on the first day."""
    plans = [plan for plan in DutyPlan.objects.running(on).select_related("duty") if plan.kinds]
    if not plans:
        return
    named = set(DutyUnit.objects.filter(plan__in=plans).values_list("plan", "unit"))
    runs = set(DutyUnit.objects.filter(Q(to_on=None) | Q(to_on__gt=on)).values_list("duty", "unit"))
    units = list(Unit.objects.current().filter(kind__in={kind for plan in plans for kind in plan.kinds}))
    for plan in plans:
        new = [u for u in units if u.kind in plan.kinds and (plan.pk, u.pk) not in named and (plan.duty_id, u.pk) not in runs]
        first = max(plan.from_on, next_span(span_of(plan.rhythm, on)).start)
        if not new or (plan.to_on and plan.to_on < first):
            continue
        switches = [DutyUnit(plan=plan, duty=plan.duty, unit=u, from_on=first, to_on=plan.to_on, next_on=first) for u in new]
        DutyUnit.objects.bulk_create(switches)
        runs |= {(plan.duty_id, u.pk) for u in new}
        record(act="纳入新设单位", target=plan, after={"units": [u.name for u in new], "from_on": first}, at=now, by=None)


@transaction.atomic
def _follow_the_calendar(on: date, days: Calendar, now: datetime) -> None:
    """Open periods whose last day is still to come get the day that the calendar of today gives; a past date stays."""
    by_the_rule = Q(plan__rule_from=None) | Q(starts_on__gte=F("plan__rule_from"))
    coming = DutyPeriod.objects.open().filter(by_the_rule, due_on__gte=on)
    groups = list(coming.order_by("plan", "starts_on").values_list("plan", "rhythm", "starts_on", "due_on").distinct())
    plans = DutyPlan.objects.select_related("duty").in_bulk({plan for plan, *_ in groups})
    for pk, rhythm, starts_on, old in groups:
        new = due_on(plans[pk].rule, span_of(rhythm, starts_on), days)
        if new != old and new >= on:
            moved = coming.filter(plan=pk, starts_on=starts_on, due_on=old).update(due_on=new, version=F("version") + 1)
            after = {"due_on": new, "periods": moved}
            record(act="按日历重算时限", target=plans[pk], before={"due_on": old}, after=after, at=now, by=None)


@transaction.atomic
def _let_go_of_dissolved_units(on: date, now: datetime) -> None:
    """A period that a unit did not live to the end of is not missed."""
    gone = DutyPeriod.objects.open().filter(unit__dissolved_on__lt=F("ends_on")).select_related("unit", "duty")
    for period in gone:
        DutyPeriod.objects.filter(pk=period.pk).update(excused_on=on, excused_reason="单位已撤销", version=F("version") + 1)
        record(act="本期不计", target=period, after={"reason": "单位已撤销"}, at=now, by=None)
