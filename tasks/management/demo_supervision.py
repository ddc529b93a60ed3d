"""The demo's supervision by persons: 督办单 in several states, a talk, checks on the spot and a 批示, in the last days."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import Post, User
from accounts.roles import Role
from accounts.trail.actions import as_of
from accounts.units.queries import first_responsible
from tasks.days.queries import calendar
from tasks.items.models import Assignment
from tasks.supervision.acts import actions as acts
from tasks.supervision.acts.queries import own_post
from tasks.supervision.orders import actions as orders
from tasks.supervision.orders import queries
from tasks.supervision.orders.models import Order

DEMAND = "请在答复期限前办结；确有困难的，说明原因和办结日期。"
ANSWERED = "已召开专题会议，落实责任人，余下一项本周内办结。"
SENT_BACK = "没有写明办结日期，请补充。"
ABOUT, RESULT = "提醒其抓紧办理逾期事项，带头履行第一责任人职责。", "本人表示认识到位，本周内研究解决。"
SEEN = (("台账齐全，与所报一致。", "conforms"), ("会议记录缺两次，与所报次数不符。", "differs"))
WORDS = "请抓紧，月底前办结，结果报我。"


@transaction.atomic
def run(*, supervisor: User, today: date) -> int:
    """Take up the most overdue matters of today, one unit each; returns the number of 督办单."""
    day = calendar().workday_on_or_before(today - timedelta(days=2))
    ladder = queries.Ladder.of(day)
    late = list(queries.proposed(supervisor, ladder).filter(order_decided=False).with_everything().order_by("due_on", "id"))
    first = {one.unit_id: one for one in reversed(late)}
    chosen = sorted(first.values(), key=lambda one: one.pk)[:6]
    made = [_order(one, supervisor, day) for one in chosen[:4]]
    for order, act in zip(made, (_accepted, _returned, _answered), strict=False):
        act(order, supervisor, day + timedelta(days=1))
    if chosen:
        _in_person(chosen, supervisor, day)
    return len(made)


def _order(one: Assignment, supervisor: User, day: date) -> Order:
    to = first_responsible(one.unit, day)
    basis = f"时限{one.due_on:%Y年%-m月%-d日}，已逾期{(day - one.due_on).days}天，尚未办结。"
    limit = calendar().add_workdays(day, 5)
    said = {"to_post": to, "basis": basis, "demand": DEMAND, "limit_on": limit}
    with _on(day) as clock:
        return orders.issue(assignment=one, version=one.version, by=supervisor, **said, **clock)


def _answered(order: Order, supervisor: User, day: date) -> None:
    with _on(day) as clock:
        orders.answer(order=order, version=order.version, words=ANSWERED, by=order.to_post.user, **clock)


def _accepted(order: Order, supervisor: User, day: date) -> None:
    _answered(order, supervisor, day)
    with _on(day, 15) as clock:
        orders.accept(order=order, version=order.version, words="情况属实。", by=supervisor, **clock)


def _returned(order: Order, supervisor: User, day: date) -> None:
    _answered(order, supervisor, day)
    with _on(day, 15) as clock:
        orders.return_(order=order, version=order.version, words=SENT_BACK, by=supervisor, **clock)


def _in_person(chosen: list[Assignment], supervisor: User, day: date) -> None:
    """A talk about the first matter, checks of the next two, a 批示 on the last."""
    with _on(day) as clock:
        talk = {
            "talker": own_post(supervisor, Role.SUPERVISOR),
            "talked_with": first_responsible(chosen[0].unit, day),
            "held_on": day,
        }
        acts.hold_talk(assignment=chosen[0], about=ABOUT, result=RESULT, by=supervisor, **talk, **clock)
        for one, (seen, finding) in zip(chosen, SEEN, strict=False):
            acts.check_on_site(assignment=one, checked_on=day, seen=seen, finding=finding, by=supervisor, **clock)
        leader = Post.objects.on(day).with_role(Role.COUNTY_LEADER).select_related("user", "unit").order_by("pk").first()
        until = calendar().add_workdays(day, 5)
        said = {
            "said_by": leader,
            "said_on": day,
            "words": WORDS,
            "answerer": first_responsible(chosen[-1].unit, day),
            "answer_by_on": until,
        }
        acts.instruct(assignment=chosen[-1], by=leader.user, **said, **clock)


@contextmanager
def _on(day: date, hour: int = 10) -> Iterator[dict]:
    """A moment of the day, also for the trail."""
    now: datetime = timezone.make_aware(datetime.combine(day, time(hour)))
    with as_of(now):
        yield {"on": day, "now": now}
