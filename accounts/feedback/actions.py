"""Say something to the office, and answer it."""

from datetime import datetime

from django.db import transaction

from accounts.conflict import Refused, Stale
from accounts.feedback.models import FeedbackTicket, Topic
from accounts.letters.actions import post
from accounts.trail.actions import record
from accounts.users.models import User


@transaction.atomic
def say(*, topic: Topic, text: str, page: str = "", key: str, now: datetime, by: User) -> FeedbackTicket:
    """提出意见; sent twice with one key it is kept once."""
    known = FeedbackTicket.objects.filter(key=key, by=by).first()
    if known:
        return known
    made = FeedbackTicket(topic=topic, text=text.strip(), page=page[:200], by=by, at=now, key=key)
    made.full_clean()
    made.save(force_insert=True)
    entry = record(act="提出意见", target=made, after={"topic": Topic(topic).label}, at=now, by=by)
    FeedbackTicket.objects.filter(pk=made.pk).update(post=entry.post)
    made.refresh_from_db()
    return made


@transaction.atomic
def answer(*, ticket: FeedbackTicket, words: str, now: datetime, by: User) -> FeedbackTicket:
    """答复, once; the person gets one letter."""
    if not words.strip():
        raise Refused("请填写答复。")
    said = {"answer": words.strip(), "answered_by": by, "answered_at": now}
    if FeedbackTicket.objects.filter(pk=ticket.pk, answer="").update(**said) != 1:
        fresh = FeedbackTicket.objects.get(pk=ticket.pk)
        raise Stale("该意见刚被他人答复。", mine=words, theirs=fresh.answer)
    ticket.refresh_from_db()
    record(act="答复意见", target=ticket, after={"answer": words.strip()}, at=now, by=by)
    post(to=ticket.by, template="feedback_answered", context={"ticket": ticket}, key=f"feedback:{ticket.pk}", now=now)
    return ticket
