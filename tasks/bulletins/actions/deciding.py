"""报审, 审定, 退回, 撤回, 作废: before a 通报 is made known, a county leader who had no hand in the text looks at it."""

from datetime import date, datetime

from django.db import transaction

from accounts.conflict import NotYours
from accounts.letters.actions import post
from tasks.bulletins.actions.moving import move
from tasks.bulletins.addressing import county_leaders
from tasks.bulletins.models import Bulletin, BulletinStep

HANDS = ("draft", "edit", "submit")
BLANK = {"approved_at": None, "approved_by": None}


@transaction.atomic
def submit(*, bulletin: Bulletin, version: int, words: str = "", on: date, now: datetime, by) -> BulletinStep:
    """报审: one letter to each county leader in post."""
    step = move(bulletin, "submit", version, words, now, by, submitted_by=by, **BLANK)
    for leader in county_leaders(on):
        if leader.pk not in (by.pk, bulletin.drafted_by_id):
            key = f"bulletin-asked:{step.pk}:{leader.pk}"
            context = {"bulletin": bulletin, "step": step}
            post(to=leader, template="bulletin_asked", context=context, key=key, now=now, data={"bulletin": bulletin.pk})
    return step


@transaction.atomic
def approve(*, bulletin: Bulletin, version: int, words: str = "", on: date, now: datetime, by) -> BulletinStep:
    """审定 by somebody else than those who drafted, edited and submitted it."""
    if bulletin.steps.filter(act__in=HANDS, by=by).exists():
        raise NotYours("通报由您起草、修改或报审，须由另一人审定。")
    step = move(bulletin, "approve", version, words, now, by, approved_at=now, approved_by=by)
    _answer(bulletin, step, now)
    return step


@transaction.atomic
def send_back(*, bulletin: Bulletin, version: int, words: str, on: date, now: datetime, by) -> BulletinStep:
    """退回修改, with the reason."""
    step = move(bulletin, "send_back", version, words, now, by, **BLANK)
    _answer(bulletin, step, now)
    return step


@transaction.atomic
def take_back(*, bulletin: Bulletin, version: int, words: str, on: date, now: datetime, by) -> BulletinStep:
    """撤回, submitted or approved, to change it: it then needs a new approval."""
    return move(bulletin, "take_back", version, words, now, by, **BLANK)


@transaction.atomic
def discard(*, bulletin: Bulletin, version: int, words: str, on: date, now: datetime, by) -> BulletinStep:
    """作废 of a draft that nobody was told of."""
    return move(bulletin, "discard", version, words, now, by)


def _answer(bulletin: Bulletin, step: BulletinStep, now: datetime) -> None:
    """Whoever submitted it hears of the answer."""
    context = {"bulletin": bulletin, "step": step}
    post(
        to=bulletin.submitted_by,
        template="bulletin_answered",
        context=context,
        key=f"bulletin-answered:{step.pk}",
        now=now,
        data={"bulletin": bulletin.pk},
    )
