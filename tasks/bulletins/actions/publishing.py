"""印发 and 签收: number, date, digest, the units addressed and their letters in one transaction; then each unit signs."""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from accounts.conflict import NotYours, Refused, Stale
from accounts.letters.actions import post
from accounts.models import Unit
from accounts.trail.actions import record
from tasks.bulletins.actions.moving import move
from tasks.bulletins.addressing import readers, units_of
from tasks.bulletins.models import Bulletin, BulletinStep, Receipt
from tasks.bulletins.queries import locked_under, plan
from tasks.bulletins.results import newest_snapshot, since, why_not_ready
from tasks.bulletins.states import BulletinState, Scope
from tasks.supervision.orders.models import Series
from tasks.supervision.orders.numbers import take
from tasks.supervision.orders.states import written


@transaction.atomic
def publish(*, bulletin: Bulletin, version: int, words: str = "", on: date, now: datetime, by) -> BulletinStep:
    """印发: with the next number of the year to the units of the scope as of today. `words`: why the year's plan is exceeded.

    A correction turns the corrected one into 已更正 in the same transaction; it does not count against the plan.
    """
    _must_still_be_true(bulletin, on)
    over = not bulletin.corrects_id and plan(on).is_full
    if over and not words.strip():
        raise Refused(f"{plan(on).sentence}再印发须填写“超出年度计划的理由”。")
    units = units_of(bulletin)
    if not units and bulletin.scope != Scope.LEADERS:
        raise Refused("印发范围内没有单位。请撤回，修改印发范围。")
    number = take(on.year, Series.BULLETIN)
    code = written(settings.BULLETIN_MARK, on.year, number)
    said = {"mark": settings.BULLETIN_MARK, "year": on.year, "number": number, "published_on": on, "published_at": now}
    said |= {"over_reason": words.strip()[:300] if over else "", "digest": locked_under(bulletin, code, on, [u.pk for u in units])}
    step = move(bulletin, "publish", version, words if over else "", now, by, published_by=by, **said)
    Receipt.objects.bulk_create([Receipt(bulletin=bulletin, unit=unit) for unit in units], batch_size=500)
    if bulletin.corrects_id:
        old = Bulletin.objects.get(pk=bulletin.corrects_id)
        move(old, "correct", old.version, f"由{code}更正：{bulletin.reason}", now, by)
    _tell(bulletin, units, on, now)
    return step


@transaction.atomic
def acknowledge(*, receipt: Receipt, on: date, now: datetime, by) -> Receipt:
    """签收 for a unit, once."""
    if not Receipt.objects.actable_by(by).filter(pk=receipt.pk).exists():
        raise NotYours("您不能为该单位签收通报。")
    held = Bulletin.objects.select_for_update().get(pk=receipt.bulletin_id)
    if held.state != BulletinState.PUBLISHED:
        raise Stale(f"该通报{held.get_state_display()}，不用再签收。请看更正通报。")
    entry = record(act="签收通报", target=held, after={"unit": receipt.unit.name}, at=now, by=by)
    said = {"acknowledged_on": on, "acknowledged_at": now, "acknowledged_by": by, "post": entry.post}
    # Only columns of the row itself: a joined condition would become a subquery, which PostgreSQL does not ask again after waiting.
    if Receipt.objects.filter(pk=receipt.pk, acknowledged_at=None).update(**said) != 1:
        fresh = Receipt.objects.select_related("acknowledged_by").get(pk=receipt.pk)
        raise Stale(f"{receipt.unit}已于{fresh.acknowledged_on:%Y年%-m月%-d日}由{fresh.acknowledged_by}签收，不用再签。")
    receipt.refresh_from_db()
    return receipt


def _must_still_be_true(bulletin: Bulletin, on: date) -> None:
    """The result of an assessment is still the one that was drafted, and nothing about it is open."""
    if not bulletin.cycle_id:
        return
    if refusal := why_not_ready(bulletin.cycle, on):
        raise Refused(refusal)
    if newest_snapshot(bulletin.cycle) > bulletin.snapshot and since(bulletin.cycle_id, bulletin.snapshot):
        raise Refused("起草以后又有等次更正，正文与现在的结果不符。请撤回，作废本稿后重新起草。")


def _tell(bulletin: Bulletin, units: Iterable[Unit], on: date, now: datetime) -> None:
    """One letter to each person, however many units he answers for; it names the 通报, its text is read on the page."""
    for person in readers(bulletin, units, on):
        key = f"bulletin:{bulletin.pk}:{person.pk}"
        context = {"bulletin": bulletin, "sign": bulletin.scope != Scope.LEADERS}
        post(to=person, template="bulletin_published", context=context, key=key, now=now, data={"bulletin": bulletin.pk})
