"""The office checks some entries by sample, and excuses a period with a reason."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from accounts.access import posts_of
from accounts.conflict import NotYours, Refused, Stale
from accounts.roles import Permission
from accounts.trail.actions import record
from accounts.units.models import reach_covers
from tasks.duties.models import DutyEntry, DutyPeriod
from tasks.duties.states import Fate


@transaction.atomic
def check(*, entry: DutyEntry, confirmed: bool, found: str, on: date, now: datetime, by) -> DutyEntry:
    """抽查: somebody outside the unit says what was found. A refuted entry opens the period again; the entry stays on record."""
    period = entry.period
    if not reach_covers(posts_of(by), period.unit, Permission.APPROVE):
        raise NotYours(f"您的岗位不能抽查「{period}」。")
    if any(post.unit_id == period.unit_id for post in posts_of(by)) or entry.by_id == by.pk:
        raise NotYours("不能抽查本单位的填报。请由其他人核查。")
    if not found.strip():
        raise Refused("请填写抽查情况：看了什么、是否属实。")
    fate = Fate.CONFIRMED if confirmed else Fate.REFUTED
    swapped = DutyEntry.objects.filter(pk=entry.pk, fate=Fate.STANDS).update(
        fate=fate, found=found.strip(), checked_on=on, checked_by=by
    )
    if swapped != 1:
        raise Stale("这条填报刚被单位改写，或已由他人抽查。请重新打开页面。", mine=found)
    if not confirmed:
        DutyPeriod.objects.filter(pk=period.pk).update(done_on=None, version=F("version") + 1)
    record(act="抽查经常性工作", target=period, after={"result": fate.label, "text": entry.text}, note=found.strip(), at=now, by=by)
    entry.refresh_from_db()
    return entry


@transaction.atomic
def excuse(*, period: DutyPeriod, version: int, reason: str, on: date, now: datetime, by) -> DutyPeriod:
    """本期不计: a person says why this period does not count for this unit."""
    if not reach_covers(posts_of(by), period.unit, Permission.CANCEL):
        raise NotYours(f"您的岗位不能免计「{period}」。")
    if not reason.strip():
        raise Refused("请填写不计的理由。")
    if period.done_on or period.excused_on:
        raise Refused(f"「{period}」已填报或已不计。请重新打开页面。")
    swapped = (
        DutyPeriod.objects.open()
        .filter(pk=period.pk, version=version)
        .update(excused_on=on, excused_reason=reason.strip(), version=F("version") + 1)
    )
    if swapped != 1:
        raise Stale("本期刚被填报或改动。请重新打开页面。", mine=reason)
    record(act="本期不计", target=period, after={"reason": reason.strip()}, note=reason.strip(), at=now, by=by)
    period.refresh_from_db()
    return period
