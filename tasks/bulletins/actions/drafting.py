"""Draft a 通报 from the facts, edit its text, and draft the one that corrects it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.conflict import Refused, Stale
from accounts.models import UnitKind
from accounts.trail.actions import record
from tasks.assessment.models import Cycle
from tasks.bulletins import drafting as words
from tasks.bulletins.actions.moving import must_draft, stale
from tasks.bulletins.addressing import choices
from tasks.bulletins.facts import supervised
from tasks.bulletins.models import Bulletin, BulletinStep
from tasks.bulletins.passages import LONGEST, MOST, Passage, edited, plain
from tasks.bulletins.results import assessed, newest_snapshot, since, why_not_ready
from tasks.bulletins.states import BulletinState, Kind, Scope

LONGEST_PERIOD = timedelta(days=366)


@transaction.atomic
def draft(
    *,
    kind: str,
    cycle: Cycle | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
    scope: str = Scope.ALL,
    among: Sequence[str | int] = (),
    on: date,
    now: datetime,
    by,
) -> Bulletin:
    """Draft from the data: a closed cycle's result, or the supervision of a period that has begun."""
    must_draft(by, kind)
    said = {"scope": scope, "among": _among(scope, among)}
    if kind == Kind.RESULT:
        if refusal := why_not_ready(cycle, on):
            raise Refused(refusal)
        title, texts = words.result(assessed(cycle, on))
        said |= {"cycle": cycle, "snapshot": newest_snapshot(cycle), "from_on": cycle.from_on, "to_on": cycle.to_on}
    else:
        _must_be_period(from_on, to_on, on)
        title, texts = words.supervision(supervised(from_on=from_on, to_on=to_on, on=on, office=settings.OFFICE_NAME))
        said |= {"from_on": from_on, "to_on": to_on}
    return _create(kind=kind, title=title, texts=texts, now=now, by=by, **said)


@transaction.atomic
def draft_correction(*, bulletin: Bulletin, reason: str, now: datetime, by) -> Bulletin:
    """更正通报: names the number that it corrects and goes to the same units; changes of grades since are drafted into it."""
    must_draft(by, bulletin.kind)
    if bulletin.state != BulletinState.PUBLISHED:
        raise Refused(f"该通报{bulletin.get_state_display()}，不能更正。只有已印发、尚未更正的通报可以更正。")
    if not reason.strip():
        raise Refused("请填写“更正理由”：哪里有误、依据是什么。")
    changes, snapshot = (), bulletin.snapshot
    if bulletin.cycle_id:
        changes, snapshot = since(bulletin.cycle_id, bulletin.snapshot), newest_snapshot(bulletin.cycle)
    title, texts = words.correction(bulletin.code, bulletin.title, changes)
    same = {name: getattr(bulletin, name) for name in ("kind", "cycle", "from_on", "to_on", "scope", "among")}
    return _create(
        title=title, texts=texts, corrects=bulletin, reason=reason.strip()[:300], snapshot=snapshot, now=now, by=by, **same
    )


@transaction.atomic
def edit(
    *,
    bulletin: Bulletin,
    version: int,
    title: str,
    texts: Mapping[int, str],
    added: Mapping[str, str],
    scope: str,
    among: Sequence[str | int] = (),
    now: datetime,
    by,
) -> Bulletin:
    """Other words by place (emptied: struck out), more by section, another scope; what was drafted stays known beside it."""
    must_draft(by, bulletin.kind)
    passages = edited(bulletin.text, texts, added)
    _must_be_text(title, passages)
    if bulletin.corrects_id and (scope, list(among)) != (bulletin.scope, bulletin.among):
        raise Refused("更正通报须发给收到原通报的单位，范围不能修改。")
    said = {"title": title.strip(), "passages": plain(passages), "scope": scope, "among": _among(scope, among)}
    fresh = Bulletin.objects.get(pk=bulletin.pk)
    mine = Bulletin.objects.filter(pk=bulletin.pk, state=BulletinState.DRAFTED, version=version)
    try:
        with transaction.atomic():
            done = mine.update(version=F("version") + 1, **said)
    except IntegrityError:
        raise Refused("这一期间、这一范围已有一份通报。请改用其他范围，或在那一份上修改。") from None
    if done != 1:
        raise stale(fresh, "\n".join([title, *(one.text for one in passages)]))
    bulletin.refresh_from_db()
    before, after = ({"title": b.title, "scope": b.scope, "text": [one.text for one in b.text]} for b in (fresh, bulletin))
    entry = record(act="修改通报稿", target=bulletin, before=before, after=after, at=now, by=by)
    _step(bulletin, "edit", now, by, entry.post)
    return bulletin


def _create(*, title: str, texts: Sequence[Passage], now: datetime, by, **values: Any) -> Bulletin:
    """The draft; one about the same cycle, period or 通报 that is there already is a conflict."""
    try:
        with transaction.atomic():
            made = Bulletin.objects.create(title=title, passages=plain(texts), drafted_at=now, drafted_by=by, **values)
    except IntegrityError:
        raise Stale("同一考核、同一期间（范围相同）或同一更正已有一份通报。请在通报列表中打开，不必另起草。") from None
    after = {"kind": made.get_kind_display(), "title": title, "scope": made.get_scope_display()}
    after |= {"corrects": made.corrects.code, "reason": made.reason} if made.corrects_id else {}
    entry = record(act="起草通报", target=made, after=after, at=now, by=by)
    _step(made, "draft", now, by, entry.post, words=made.reason)
    return made


def _step(bulletin: Bulletin, act: str, now: datetime, by, post: str, words: str = "") -> None:
    same = {"origin": BulletinState.DRAFTED, "target": BulletinState.DRAFTED}
    BulletinStep.objects.create(bulletin=bulletin, act=act, words=words, at=now, by=by, post=post, **same)


def _among(scope: str, among: Sequence[str | int]) -> list:
    """The kinds or units that the scope names, checked."""
    if scope not in Scope.values:
        raise Refused("请选择“印发范围”。")
    if scope in (Scope.ALL, Scope.LEADERS):
        return []
    if not among:
        raise Refused("请在“印发范围”中至少选一类或一个单位。")
    if scope == Scope.KINDS:
        if set(among) - set(UnitKind.values):
            raise Refused("单位类别不在列表之中。请重新选择。")
        return sorted(set(among))
    known = set(choices().filter(pk__in=among).values_list("pk", flat=True))
    if known != set(among):
        raise Refused("所选单位中有已撤销或没有在任人员的。请重新选择。")
    return sorted(known)


def _must_be_period(from_on: date | None, to_on: date | None, on: date) -> None:
    if not from_on or not to_on:
        raise Refused("请填写通报期间的起止日期。")
    if to_on < from_on:
        raise Refused("“止”不能早于“起”。请修改。")
    if from_on > on:
        raise Refused(f"通报期间还没有开始。“起”应不晚于{on:%Y年%-m月%-d日}。")
    if to_on - from_on > LONGEST_PERIOD:
        raise Refused("通报期间最长一年。请缩短。")


def _must_be_text(title: str, passages: Sequence[Passage]) -> None:
    if not 0 < len(title.strip()) <= 120:
        raise Refused("请填写“标题”，120字以内。")
    if not passages:
        raise Refused("正文没有内容。请至少写一段，或作废本稿。")
    if len(passages) > MOST:
        raise Refused(f"正文最多{MOST}段。请合并。")
    if any(len(one.text) > LONGEST for one in passages):
        raise Refused(f"每段不超过{LONGEST}字。请把过长的一段分开。")
