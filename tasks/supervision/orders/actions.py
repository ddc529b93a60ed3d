"""Issue a 督办单, answer it, check the answer, take it back; or decide that none is needed."""

import uuid
from datetime import date, datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F

from accounts.conflict import NotYours, Refused, Stale
from accounts.files.quota import charge
from accounts.letters.actions import post
from accounts.models import Post
from accounts.trail.actions import record
from accounts.units.queries import who_hears
from tasks.items.models import Assignment
from tasks.items.possible import FURTHEST
from tasks.items.states import RUNNING
from tasks.progress.files import Proof
from tasks.supervision.acts.rights import why_not_for_unit, why_not_from_outside
from tasks.supervision.orders.models import Order, OrderProof, OrderStep, Waiver
from tasks.supervision.orders.numbers import take
from tasks.supervision.orders.queries import recipients, stands
from tasks.supervision.orders.states import MOVES, Kind, OrderState, Who


@transaction.atomic
def issue(
    *, assignment: Assignment, version: int, to_post: Post, basis: str, demand: str, limit_on: date, on: date, now: datetime, by
) -> Order:
    """签发: by a person outside the unit, with the next number of the year; one letter at once to the responsible person.

    `version` is that of the matter as it was shown. Raises NotYours, Refused, or Stale when the matter changed or has an order.
    """
    _must_be_theirs(why_not_from_outside("签发督办单", assignment, by))
    held = Assignment.objects.select_for_update(of=("self",)).select_related("item", "unit").get(pk=assignment.pk)
    if standing := held.orders.live().first():
        raise Stale(f"该事项已有督办单{standing}，现为{standing.get_state_display()}。", mine=demand, theirs=standing.demand)
    if held.version != version:
        raise Stale("该事项刚有变化，请看过再定是否督办。", mine=demand, theirs=held.get_state_display())
    if held.state not in RUNNING:
        raise Refused(f"「{held}」现为{held.get_state_display()}，不在单位手中，不必督办。")
    if not recipients(held, on).filter(pk=to_post.pk).exists():
        raise Refused("责任人须是该单位现任的书记、班子成员或党务干部。请重新选择。")
    if not demand.strip():
        raise Refused("请填写督办要求：要求做到什么。")
    if not on <= limit_on <= on + FURTHEST:
        raise Refused(f"答复期限应在 {on:%Y年%-m月%-d日} 以后、三年以内。请改期。")
    said = {"to_post": to_post, "basis": basis.strip()[:200], "demand": demand.strip(), "limit_on": limit_on, "due_on": held.due_on}
    stamp = {"issued_on": on, "issued_at": now, "issued_by": by}
    made = Order.objects.create(
        mark=settings.ORDER_MARK, year=on.year, number=take(on.year), assignment=held, **said, **stamp
    )  # fmt: skip
    after = {"number": str(made), "to": str(to_post), "demand": made.demand, "limit_on": limit_on}
    entry = record(act="签发督办单", target=held, after=after, at=now, by=by)
    Order.objects.filter(pk=made.pk).update(issued_post=entry.post)
    made.issued_post = entry.post
    context = {"order": made, "assignment": held}
    post(to=to_post.user, template="order_issued", context=context, key=f"order:{made.pk}", now=now, data={"order": made.pk})
    return made


@transaction.atomic
def answer(*, order: Order, version: int, words: str, proof: Proof | None = None, on: date, now: datetime, by) -> OrderStep:
    """The unit's answer in one short text, with one file at most."""
    step = _move(order, "answer", version, words, on, now, by)
    if proof:
        charge(unit=order.assignment.unit, size=len(proof.data), on=on)
        kept = OrderProof(step=step, name=proof.name, kind=proof.kind, size=len(proof.data), digest=proof.digest)
        kept.file.save(f"{uuid.uuid4().hex}.{proof.kind}", ContentFile(proof.data), save=False)
        kept.save(force_insert=True)
    return step


def accept(*, order: Order, version: int, words: str = "", on: date, now: datetime, by) -> OrderStep:
    """认可: somebody outside the unit has checked the answer."""
    return _move(order, "accept", version, words, on, now, by)


@transaction.atomic
def return_(*, order: Order, version: int, words: str, on: date, now: datetime, by) -> OrderStep:
    """退回 with the reason, and a letter at once."""
    step = _move(order, "return_", version, words, on, now, by)
    _tell(order, "督办单答复被退回", step, on, now)
    return step


@transaction.atomic
def withdraw(*, order: Order, version: int, words: str, on: date, now: datetime, by) -> OrderStep:
    """撤回 with the reason; the number stays taken. The unit is told."""
    step = _move(order, "withdraw", version, words, on, now, by)
    _tell(order, "督办单已撤回", step, on, now)
    return step


@transaction.atomic
def waive(*, assignment: Assignment, kind: str, reason: str, on: date, now: datetime, by) -> Waiver:
    """不需要: a proposal is decided against, with the reason."""
    kind = Kind(kind)
    _must_be_theirs(why_not_from_outside(f"决定不需要{kind.label}", assignment, by))
    if not reason.strip():
        raise Refused(f"请说明为什么不需要{kind.label}。")
    held = Assignment.objects.select_for_update(of=("self",)).select_related("item", "unit").get(pk=assignment.pk)
    if not stands(held, kind, on):
        raise Stale(f"该事项现在没有待决定的{kind.label}建议，可能已由他人办理。", mine=reason, theirs=held.get_state_display())
    entry = record(act=f"决定不需要{kind.label}", target=held, note=reason.strip(), at=now, by=by)
    said = {"kind": kind, "due_on": held.due_on, "reason": reason.strip(), "on": on, "at": now, "by": by, "post": entry.post}
    return Waiver.objects.create(assignment=held, **said)


def why_not(act: str, order: Order, user) -> str:
    """Why `user` may not carry out `act`, as a sentence; looks at no state."""
    ask = why_not_for_unit if MOVES[act].who == Who.UNIT else why_not_from_outside
    return ask(MOVES[act].label, order.assignment, user)


@transaction.atomic
def _move(order: Order, act: str, version: int, words: str, on: date, now: datetime, by) -> OrderStep:
    """One step of the table, by compare-and-swap."""
    move, words = MOVES[act], words.strip()
    _must_be_theirs(why_not(act, order, by))
    if not words and not move.optional:
        raise Refused(f"请填写{move.words}。")
    fresh = Order.objects.get(pk=order.pk)
    claimed = Order.objects.filter(pk=order.pk, state__in=move.origin, version=version)
    if claimed.update(state=move.target, version=F("version") + 1) != 1:
        raise Stale(f"督办单{fresh}现为{fresh.get_state_display()}，已由他人办理。", mine=words, theirs=_latest(fresh))
    entry = record(act=move.label, target=order.assignment, after={"number": str(order), "words": words}, at=now, by=by)
    order.refresh_from_db(fields=["state", "version"])
    said = {"origin": fresh.state, "target": move.target, "words": words, "on": on, "at": now, "by": by, "post": entry.post}
    return OrderStep.objects.create(order=order, act=act, **said)


def _latest(order: Order) -> str:
    """What was last said about it."""
    step = order.steps.select_related("by").last()
    return f"{MOVES[step.act].label}（{step.by}）：{step.words}" if step else OrderState(order.state).label


def _tell(order: Order, heading: str, step: OrderStep, on: date, now: datetime) -> None:
    """One letter to each responsible person of the unit as of today."""
    for person in who_hears({order.assignment.unit_id}, on).get(order.assignment.unit_id, []):
        context = {"order": order, "assignment": order.assignment, "heading": heading, "words": step.words}
        post(
            to=person,
            template="order_told",
            context=context,
            key=f"order:{order.pk}:{step.pk}:{person.pk}",
            now=now,
            data={"order": order.pk},
        )


def _must_be_theirs(refusal: str) -> None:
    if refusal:
        raise NotYours(refusal)
