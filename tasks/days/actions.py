"""Say of a day whether it is worked; take over a published year; declare a year entered in full."""

from datetime import date, datetime

from django.db import transaction

from accounts.conflict import Refused, Stale
from accounts.trail.actions import record
from tasks.days.calendar import in_package, official
from tasks.days.models import CalendarYear, Day
from tasks.days.states import FIRST_YEAR, LAST_YEAR, Said, in_range


@transaction.atomic
def set_day(*, on: date, said: Said, name: str, reason: str, based_on: Said, now: datetime, by) -> Day | None:
    """Make a day worked or off, or give it back to the national calendar; `based_on` is what the form showed."""
    if not in_range(on):
        raise Refused(f"日期应在 {FIRST_YEAR} 年至 {LAST_YEAR} 年之间。请检查年份。")
    if not reason.strip():
        raise Refused("请填写理由，如“按放假通知调休”。")
    row = Day.objects.select_for_update().filter(on=on).first()
    before = Said.of(row.working if row else None)
    if before != based_on:
        raise Stale(f"{on:%Y年%-m月%-d日}刚被他人改为“{before.label}”。请核对后再改。", mine=said.label, theirs=before.label)
    old = {"said": before.label, "name": row.name if row else ""}
    new = {"said": said.label, "name": "" if said == Said.PLAIN else name.strip()}
    if old == new:
        raise Refused("没有改动。请改选后再保存。")
    kept = _write(on, said, new["name"], row)
    target = kept or row
    record(act="修改节假日", target=target, before={"on": on} | old, after=new, note=reason.strip(), at=now, by=by)
    if kept is None:
        row.delete()
    return kept


def _write(on: date, said: Said, name: str, row: Day | None) -> Day | None:
    """The row as it should stand; None when there should be none."""
    if said == Said.PLAIN:
        return None
    row = row or Day(on=on)
    row.working, row.name = said.working, name
    row.save()
    return row


@transaction.atomic
def take_over(*, year: int, now: datetime, by) -> int:
    """Write the published arrangement of a year into the table; days that the office has set itself stay. Returns the new rows."""
    if not in_package(year):
        raise Refused(f"{year}年放假安排尚未收入本系统的日历。请在公布后逐日录入，再点“已录齐”。")
    standing = set(Day.objects.filter(on__year=year).values_list("on", flat=True))
    found = {day: told for day, told in official(year).items() if day not in standing}
    Day.objects.bulk_create(Day(on=day, working=working, name=name) for day, (working, name) in found.items())
    made = _declare(year, f"国务院办公厅关于{year}年部分节假日安排的通知（日历程序自带）", now, by)
    record(act="导入放假安排", target=made, after={"year": year, "days": len(found)}, at=now, by=by)
    return len(found)


@transaction.atomic
def declare(*, year: int, notice: str, based_on: str = "", now: datetime, by) -> CalendarYear:
    """The office says that a year's arrangement is out and stands in the table in full; working days then need no caution.

    `based_on` is the notice that the page showed; whoever is overtaken gets Stale.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(f"年份应在 {FIRST_YEAR} 年至 {LAST_YEAR} 年之间。请检查年份。")
    if not notice.strip():
        raise Refused("请填写依据，如“国办发明电〔2026〕7号”。")
    if not Day.objects.filter(on__year=year).exists():
        raise Refused(f"{year}年还没有录入任何一天。请先按通知逐日录入，再点“已录齐”。")
    standing = CalendarYear.objects.select_for_update().filter(year=year).first()
    if (standing.notice if standing else "") != based_on:
        raise Stale(f"{year}年放假安排的依据刚被他人填写。", mine=notice, theirs=standing.notice if standing else "")
    if standing:
        made = _declare(year, notice.strip(), now, by)
    else:  # of two at once the unique year lets one in
        made = CalendarYear.objects.create(year=year, notice=notice.strip(), made_at=now, made_by=by)
    record(act="放假安排已录齐", target=made, after={"year": year, "notice": notice.strip()}, at=now, by=by)
    return made


def _declare(year: int, notice: str, now: datetime, by) -> CalendarYear:
    made, _ = CalendarYear.objects.update_or_create(year=year, defaults={"notice": notice, "made_at": now, "made_by": by})
    return made
