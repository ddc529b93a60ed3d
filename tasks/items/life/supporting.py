"""协办: one sentence 配合情况, which the lead unit confirms. It never blocks the lead."""

from datetime import date, datetime

from django.db import transaction

from accounts.conflict import Refused
from tasks.items.life.moving import move
from tasks.items.life.telling import tell_ended, tell_unit
from tasks.items.models import Assignment, Contribution, Reply
from tasks.items.rights import why_not
from tasks.items.states import OPEN, Part, State


@transaction.atomic
def contribute(*, assignment: Assignment, version: int, text: str, on: date, now: datetime, by) -> Contribution:
    """说明配合情况, in one sentence; the support unit's clock stops."""
    if not text.strip():
        raise Refused("请填写配合情况，一句话即可。")
    clock = {"on": on, "now": now, "by": by}
    moved = move(assignment=assignment, act="contribute", version=version, reason=text, submitted_on=on, **clock)
    post = moved.moves.last().post
    return Contribution.objects.create(assignment=moved, text=text.strip(), on=on, at=now, by=by, post=post)


@transaction.atomic
def confirm(*, assignment: Assignment, version: int, on: date, now: datetime, by) -> Assignment:
    """确认: the lead unit says that it was so; the support unit's part is done."""
    return _done(assignment, "confirm", version, "", on, now, by)


@transaction.atomic
def send_back(*, assignment: Assignment, version: int, note: str, on: date, now: datetime, by) -> Assignment:
    """退回: the lead unit asks for another sentence and says why."""
    moved = move(assignment=assignment, act="send_back", version=version, reason=note, on=on, now=now, by=by)
    reply = {"reply": Reply.SENT_BACK, "note": note.strip(), "replied_at": now, "replied_by": by}
    Contribution.objects.filter(assignment=moved, reply="").update(**reply)
    tell_unit(moved, "配合说明被牵头单位退回", note.strip(), key=f"sent-back:{moved.pk}:{moved.version}", on=on, now=now)
    return moved


def end_support(*, lead: Assignment, on: date, now: datetime, by) -> list[Assignment]:
    """销号 of the lead ends the parts of its support units: a sentence that waits counts as confirmed, the others fall away."""
    left = Assignment.objects.select_for_update(of=("self",)).filter(item=lead.item_id, part=Part.SUPPORT, state__in=OPEN)
    ended = []
    for support in left.select_related("item", "unit").order_by("pk"):
        act = "settle" if support.state == State.TOLD else "release"
        if not why_not(act, support, by, on):
            ended.append(_done(support, act, support.version, "牵头事项已销号。", on, now, by))
    released = [one for one in ended if one.state == State.CANCELLED]
    tell_ended(released, "协办事项不再办理", "牵头事项已销号。", on=on, now=now)
    return ended


def _done(support: Assignment, act: str, version: int, reason: str, on: date, now: datetime, by) -> Assignment:
    """The end of a support unit's part; only a confirmed one names who confirmed it."""
    done = {} if act == "release" else {"completed_on": on, "completed_by": by}
    if act != "release":
        reply = {"reply": Reply.CONFIRMED, "note": reason, "replied_at": now, "replied_by": by}
        Contribution.objects.filter(assignment=support, reply="").update(**reply)
    return move(assignment=support, act=act, version=version, reason=reason, on=on, now=now, by=by, **done)
