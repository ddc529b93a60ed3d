"""One short sentence with the day of the work: that is all a unit says of a period."""

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
def say_done(*, period: DutyPeriod, version: int, done_on: date, text: str, on: date, now: datetime, by) -> DutyEntry:
    """Log the work of a period read at `version`; once more before a check rewrites it. The same words twice are counted once."""
    if not reach_covers(posts_of(by), period.unit, Permission.REPORT_PROGRESS):
        raise NotYours(f"您的岗位不能填报「{period}」。")
    standing = period.entries.filter(fate__in=[Fate.STANDS, Fate.CONFIRMED]).first()
    if standing and (standing.text, standing.done_on, standing.by_id) == (text.strip(), done_on, by.pk):
        return standing
    _must_be_sayable(period, standing, done_on, text, on)
    swapped = DutyPeriod.objects.filter(pk=period.pk, version=version, excused_on=None).update(
        done_on=done_on, version=F("version") + 1
    )
    if swapped != 1:
        theirs = f"{standing.done_on:%-m月%-d日}：{standing.text}" if standing else "本期刚被改动"
        raise Stale("本期刚被他人填报或改动，您填写的内容尚未保存。", mine=text, theirs=theirs)
    if standing:
        DutyEntry.objects.filter(pk=standing.pk, fate=Fate.STANDS).update(fate=Fate.REPLACED)
    before = standing and {"done_on": standing.done_on, "text": standing.text}
    entry = record(
        act="填报经常性工作", target=period, before=before, after={"done_on": done_on, "text": text.strip()}, at=now, by=by
    )
    period.done_on, period.version = done_on, version + 1  # as just written: nothing else can have changed
    return DutyEntry.objects.create(period=period, done_on=done_on, text=text.strip(), at=now, by=by, post=entry.post)


def _must_be_sayable(period: DutyPeriod, standing: DutyEntry | None, done_on: date, text: str, on: date) -> None:
    """The period counts, has begun and is not checked yet; the day lies in it or after it, and not in the future."""
    if not text.strip():
        raise Refused("请填写情况，一句话即可，如“11月12日召开，学习了两项文件”。")
    if period.excused_on:
        raise Refused(f"「{period}」不计（{period.excused_reason}），不用填报。")
    if standing and standing.fate == Fate.CONFIRMED:
        raise Refused(f"「{period}」已经抽查属实，不能再改。")
    if period.starts_on > on:
        raise Refused(f"「{period}」{period.starts_on:%-m月%-d日}开始，还不能填报。")
    if not period.starts_on <= done_on <= on:
        raise Refused(f"开展日期应在 {period.starts_on:%Y年%-m月%-d日} 至今天之间。请核对。")
