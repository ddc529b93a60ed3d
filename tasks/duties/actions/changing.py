"""Change the due rule of what runs, from the next period on: what has begun keeps the date that was told."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from accounts.conflict import Refused, Stale
from accounts.trail.actions import record
from tasks.days.calendar import Calendar
from tasks.duties.actions.switching import must_fit
from tasks.duties.models import DutyPeriod, DutyPlan
from tasks.duties.rules.due import DueRule, due_on, in_words
from tasks.duties.rules.periods import next_span, span_of


@transaction.atomic
def change_rule(
    *, plan: DutyPlan, version: int, rule: DueRule, reason: str, on: date, days: Calendar, now: datetime, by
) -> DutyPlan:
    """Another last day for the periods that have not begun; their rows are moved at once."""
    must_fit(rule, plan.rhythm)
    if rule == plan.rule:
        raise Refused("没有改动。请修改后再保存。")
    if not reason.strip():
        raise Refused("请填写修改理由。")
    first = max(plan.from_on, next_span(span_of(plan.rhythm, on)).start)
    if plan.to_on and plan.to_on < first:
        raise Refused(f"这项工作{plan.to_on:%Y年%-m月%-d日}停用，以后没有需要改的时限。")
    said = {"due_kind": rule.kind, "due_n": rule.n, "due_month": rule.month, "shift": rule.shift, "rule_from": first}
    if DutyPlan.objects.filter(pk=plan.pk, version=version).update(version=F("version") + 1, **said) != 1:
        raise Stale("这项启用刚被他人改动。请重新打开页面。", mine=reason)
    coming = DutyPeriod.objects.open().filter(plan=plan, starts_on__gte=first)
    for start in coming.order_by("starts_on").values_list("starts_on", flat=True).distinct():
        due = due_on(rule, span_of(plan.rhythm, start), days)
        coming.filter(starts_on=start).update(due_on=due, version=F("version") + 1)
    before, after = {"due": plan.rule_in_words}, {"due": in_words(rule, plan.rhythm), "from": span_of(plan.rhythm, first).label}
    record(act="修改经常性工作时限", target=plan, before=before, after=after, note=reason.strip(), at=now, by=by)
    plan.refresh_from_db()
    return plan
