"""分管: who is in charge of which field or unit, from when to when; nothing overlaps unnoticed."""

from datetime import date, timedelta

from django.db import transaction

from accounts.conflict import Refused, Stale
from accounts.trail.actions import record
from accounts.units.models import Portfolio, Post, Unit, overlapping


@transaction.atomic
def put_in_charge(
    *, post: Post, field: str = "", unit: Unit | None = None, valid_from: date, valid_to: date | None = None, by
) -> Portfolio:
    """Add one line to a leader's portfolio: a field of work or a unit, open or until `valid_to`. Never twice at a time."""
    Post.objects.select_for_update().get(pk=post.pk)  # two at once: the second one sees the first one's line
    line = Portfolio(post=post, field=field, unit=unit, valid_from=valid_from, valid_to=valid_to)
    if post.portfolio.filter(overlapping(valid_from, valid_to), field=field, unit=unit).exists():
        raise Refused(f"{post}已分管“{line.what}”，不必重复添加。")
    line.full_clean(exclude=["post"])  # it stands locked, and what it is given only once was asked a line above
    line.save(force_insert=True)
    after = {"post": str(post), "field": field, "unit": unit and unit.name, "from": valid_from, "to": valid_to}
    record(act="明确分管", target=line, after=after, by=by)
    return line


@transaction.atomic
def release(*, line: Portfolio, on: date, by) -> Portfolio:
    """The last day of a portfolio line is `on`; an end that was set before can only come earlier."""
    before = line.valid_to
    if before and on > before:
        raise Refused(f"“{line.what}”的分管到{before:%Y年%-m月%-d日}止，不能再往后延。请另外增加分管。")
    if on < line.valid_from:
        raise Refused(f"截止日期不能早于起始日期。请改为 {line.valid_from:%Y年%-m月%-d日} 或以后。")
    line.valid_to = on
    line.full_clean()
    if Portfolio.objects.filter(pk=line.pk, valid_to=before).update(valid_to=on) != 1:
        raise Stale("该项分管刚被他人修改。")
    record(act="不再分管", target=line, before={"valid_to": before}, after={"valid_to": on}, by=by)
    return line


@transaction.atomic
def pass_on(*, line: Portfolio, to: Post, on: date, by) -> Portfolio:
    """移交分管: the former leader's last day is the day before `on`, the new one's first is `on`; no gap, no overlap."""
    if to.pk == line.post_id:
        raise Refused(f"“{line.what}”本来就由{to}分管。请另选接手的领导。")
    if on <= line.valid_from:
        raise Refused(f"移交日期须晚于起始日期。请改为 {line.valid_from + timedelta(days=1):%Y年%-m月%-d日} 或以后。")
    end = line.valid_to
    if end and on > end:
        raise Refused(f"“{line.what}”的分管到{end:%Y年%-m月%-d日}止。请改为该日或以前，或另外增加分管。")
    release(line=line, on=on - timedelta(days=1), by=by)
    return put_in_charge(post=to, field=line.field, unit=line.unit, valid_from=on, valid_to=end, by=by)
