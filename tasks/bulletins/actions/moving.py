"""One step of the table of moves, by compare-and-swap, with its dated row and its trail."""

from datetime import datetime
from typing import Any

from django.db.models import F

from accounts.access import may
from accounts.conflict import NotYours, Refused, Stale
from accounts.roles import Permission
from accounts.trail.actions import record
from tasks.bulletins.models import Bulletin, BulletinStep
from tasks.bulletins.states import MOVES, BulletinState, Kind


def must_draft(by, kind: str) -> None:
    """Only who may draft; the result of an assessment only who may assess."""
    if not may(by, Permission.DRAFT_BULLETIN):
        raise NotYours("您的岗位不能起草、印发通报。")
    if kind == Kind.RESULT and not may(by, Permission.ASSESS):
        raise NotYours("考核结果通报由党建办管理员起草、印发。")


def move(bulletin: Bulletin, act: str, version: int, words: str, now: datetime, by, **values: Any) -> BulletinStep:
    """The step `act` with `values`; call it inside the action's transaction. Raises NotYours, Refused, Stale."""
    step, words = MOVES[act], words.strip()[:500]
    if step.permission == Permission.DRAFT_BULLETIN:
        must_draft(by, bulletin.kind)
    elif not may(by, step.permission):
        raise NotYours(f"您的岗位不能{step.label}。")
    if not words and not step.optional:
        raise Refused(f"请填写“{step.words}”。")
    fresh = Bulletin.objects.get(pk=bulletin.pk)
    claimed = Bulletin.objects.filter(pk=bulletin.pk, state__in=step.origin, version=version)
    if claimed.update(state=step.target, version=F("version") + 1, **values) != 1:
        raise stale(fresh, words)
    bulletin.refresh_from_db()
    after = {"state": step.target.label, "code": bulletin.code, "digest": bulletin.digest}
    kept = {name: value for name, value in after.items() if value}
    entry = record(
        act=step.label, target=bulletin, before={"state": BulletinState(fresh.state).label}, after=kept, note=words, at=now, by=by
    )
    said = {"origin": fresh.state, "target": step.target, "words": words, "at": now, "by": by, "post": entry.post}
    return BulletinStep.objects.create(bulletin=bulletin, act=act, **said)


def stale(fresh: Bulletin, mine: str) -> Stale:
    """Somebody was faster: both texts, so that nothing typed is lost."""
    last = fresh.steps.select_related("by").last()
    by = f"{last.by}：{last.words}" if last else ""
    theirs = "\n".join([fresh.title, *(one.text for one in fresh.text), by]).strip()
    return Stale(f"该通报现为“{fresh.get_state_display()}”，刚由他人修改或办理。请看过再定。", mine=mine, theirs=theirs)
