"""Record a problem as an item, look at a righted one again, take one up that came back."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction

from accounts.conflict import NotYours, Refused, Stale
from accounts.models import Post, Unit
from accounts.roles import Permission
from accounts.trail.actions import record
from speeches.models import Piece
from tasks.items.actions import take_in_problem
from tasks.items.drafts import title_of
from tasks.items.life import reopen
from tasks.items.models import Assignment, Change, Item, ResponsibilityList
from tasks.items.rights import must_hold
from tasks.items.states import DONE, Mode, Part, Source, State
from tasks.rectification.models import FollowUp, Recurrence
from tasks.rectification.queries import next_check_of
from tasks.rectification.states import Held
from tasks.supervision.acts.rights import why_not_from_outside


@transaction.atomic
def record_problem(
    *,
    responsibility_list: ResponsibilityList,
    words: str,
    found_in: str,
    found_on: date,
    remedy: str,
    units: Iterable[Unit],
    measures: str,
    due_on: date | None = None,
    acceptance_criteria: str = "",
    basis: str = "",
    title: str = "",
    leader: Post | None = None,
    piece: Piece | None = None,
    on: date,
    now: datetime,
    by,
) -> Item | Change:
    """A problem and how it is to be righted become one item, for each unit by itself: of a draft, or of a decision on an issued list.

    `words` is the problem as said; `measures` (整改措施) is what the item asks for. From there on it lives as all items do.
    """
    must_hold(Permission.DRAW_UP, by, on, "登记问题")
    if found_on > on:
        raise Refused("发现日期不能晚于今天。请核对。")
    if due_on and due_on < found_on:
        raise Refused("整改时限不能早于发现日期。请核对。")
    parts = dict.fromkeys(units, Part.EACH)
    if not parts:
        raise Refused("请至少选择一个责任单位。")
    said = {"words": words.strip(), "found_in": found_in, "found_on": found_on, "basis": basis.strip(), "remedy": remedy}
    said |= {"title": title.strip() or f"整改：{title_of(words, '')}"[:60], "requirement": measures.strip(), "due_on": due_on}
    said |= {"acceptance_criteria": acceptance_criteria.strip(), "leader": leader, "piece": piece, "mode": Mode.EACH}
    _must_be_sound(said)
    return take_in_problem(responsibility_list=responsibility_list, units=parts, values=said, now=now, by=by)


@transaction.atomic
def follow_up(
    *, assignment: Assignment, months: int, held: str, seen: str, checked_on: date, on: date, now: datetime, by
) -> FollowUp:
    """回头看 by somebody outside the unit; once for each date. What came back is taken up again by a further act (`recur`)."""
    if refusal := why_not_from_outside("登记回头看", assignment, by, Permission.SUPERVISE):
        raise NotYours(refusal)
    fresh = Assignment.objects.select_for_update(of=("self",)).select_related("item").get(pk=assignment.pk)
    if fresh.item.source != Source.PROBLEM or fresh.state != State.CLOSED_OFF:
        raise Stale(f"该事项现为{fresh.get_state_display()}，已销号的整改事项才开展回头看。", mine=seen)
    check = next_check_of(fresh)
    if check is None or check.months != months:
        raise Stale("这次回头看已由他人登记。", mine=seen)
    if held not in Held.values:
        raise Refused("请选择回头看结论。")
    if not seen.strip():
        raise Refused("请填写看到的情况，一两句话即可。")
    if not fresh.closed_off_on <= checked_on <= on:
        raise Refused(f"回头看日期须在销号（{fresh.closed_off_on:%Y年%-m月%-d日}）以后、今天以前。请填写实际日期。")
    after = {"on": checked_on, "months": months, "held": Held(held).label, "seen": seen.strip()}
    entry = record(act="回头看", target=fresh, after=after, at=now, by=by)
    said = {"closed_off_on": fresh.closed_off_on, "months": months, "due_on": check.due_on, "held": held, "on": checked_on}
    try:
        with transaction.atomic():
            return FollowUp.objects.create(assignment=fresh, seen=seen.strip(), at=now, by=by, post=entry.post, **said)
    except IntegrityError:
        raise Stale("这次回头看已由他人登记。", mine=seen) from None


@transaction.atomic
def recur(
    *, assignment: Assignment, version: int, seen: str, due_on: date, follow_up: FollowUp | None = None, on: date, now: datetime, by
) -> Recurrence:
    """问题反弹: what had been righted is taken up again in its own life (重新办理), and that it came back is counted."""
    if assignment.item.source != Source.PROBLEM:
        raise Refused("只有整改事项才能认定问题反弹。其他事项请用“重新办理”。")
    if not seen.strip():
        raise Refused("请填写反弹情况：问题在哪里、怎样又出现。")
    righted_on = assignment.closed_off_on or assignment.completed_on
    if assignment.state not in DONE or righted_on is None:
        raise Stale(f"该事项现为{assignment.get_state_display()}，已办结或销号的才能认定反弹。", mine=seen)
    reason = f"问题反弹：{seen.strip()}"[:500]
    reopen(assignment=assignment, version=version, due_on=due_on, reason=reason, on=on, now=now, by=by)
    after = {"seen": seen.strip(), "due_on": due_on, "follow_up": follow_up.pk if follow_up else None}
    entry = record(act="认定问题反弹", target=assignment, after=after, at=now, by=by)
    said = {"on": on, "seen": seen.strip(), "righted_on": righted_on, "due_on": due_on, "follow_up": follow_up}
    return Recurrence.objects.create(assignment=assignment, at=now, by=by, post=entry.post, **said)


def _must_be_sound(said: dict) -> None:
    """What a decision would only find when it comes into force is found now. Raises ValidationError or Refused."""
    for name, sentence in (("words", "请填写问题原文。"), ("requirement", "请填写整改措施。")):
        if not said[name]:
            raise Refused(sentence)
    item = Item(source=Source.PROBLEM, number=1, **said)
    item.clean_fields(exclude={field.name for field in item._meta.fields} - set(said))
