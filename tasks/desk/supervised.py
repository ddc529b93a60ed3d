"""What was done about a matter from outside its unit: 督办单, talks, checks on the spot, 批示; and what may be done now."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Prefetch
from django.urls import reverse

from accounts.access import may, posts_of
from accounts.models import Unit
from accounts.roles import Permission
from tasks.items.models import Assignment
from tasks.items.states import RUNNING, Source
from tasks.rectification.models import FollowUp
from tasks.rectification.queries import next_check_of
from tasks.supervision.acts.models import Excuse, Instruction, Talk, Visit
from tasks.supervision.lights import LATE
from tasks.supervision.orders.models import Order, OrderStep, Waiver
from tasks.supervision.orders.states import LIVE, MOVES
from tasks.supervision.queries import lights_of

# When, who, what, the words that go with it, and where more stands.
Row = tuple[datetime, str, str, str, str]


def prefetches(user) -> list[Prefetch]:
    """Everything that `rows` reads; of the talks only those that this person may read."""
    steps = Prefetch("steps", OrderStep.objects.select_related("by"))
    talks = Talk.objects.readable_by(user).select_related("written_by", "talked_with__user", "talked_with__unit")
    said = Instruction.objects.select_related("by", "said_by__user", "answerer__user", "answered_by")
    return [
        Prefetch("orders", Order.objects.select_related("issued_by", "to_post__user", "to_post__unit").prefetch_related(steps)),
        Prefetch("talks", talks, "readable_talks"),
        Prefetch("visits", Visit.objects.select_related("by")),
        Prefetch("instructions", said),
        Prefetch("excuses", Excuse.objects.select_related("by", "withdrawn_by")),
        Prefetch("followups", FollowUp.objects.select_related("by")),
        Prefetch("waivers", Waiver.objects.select_related("by")),
    ]


def rows(assignment: Assignment) -> Iterator[Row]:
    """All of it, in no order."""
    for order in assignment.orders.all():
        yield from _order(order)
    for one in assignment.readable_talks:
        words = f"{_day(one.on)}，与{one.talked_with}谈话（此条只有少数人可见）"
        yield one.written_at, _who(one.post, one.written_by), "提醒谈话", words, reverse("acts:one_talk", args=[one.pk])
    for one in assignment.visits.all():
        words = f"{_day(one.on)}，与所报{one.get_finding_display()}：{one.seen}"
        yield one.at, _who(one.post, one.by), "实地核查", words, reverse("acts:one_visit", args=[one.pk])
    for one in assignment.instructions.all():
        yield from _instruction(one)
    for one in assignment.excuses.all():
        yield from _excuse(one)
    for one in assignment.followups.all():
        words = f"{_day(one.on)}（销号后{one.months}个月），{one.get_held_display()}：{one.seen}"
        yield one.at, _who(one.post, one.by), "回头看", words, ""
    for one in assignment.waivers.all():
        yield one.at, _who(one.post, one.by), f"决定不需要{one.get_kind_display()}", one.reason, ""


def _excuse(one: Excuse) -> Iterator[Row]:
    words = f"（时限{_day(one.due_on)}）{one.reason}"
    yield one.at, _who(one.post, one.by), "认定逾期有正当理由", words, ""
    if one.withdrawn_at:
        yield one.withdrawn_at, _who("", one.withdrawn_by), "撤销逾期认定", one.withdrawn_reason, ""


def acts(one: Assignment, user, on: date) -> set[str]:
    """What this person may do on the day about the matter from outside its unit."""
    posts = posts_of(user)
    if any(post.unit_id == one.unit_id for post in posts):
        return set()
    found = set()
    if Unit.objects.reached_by(posts, Permission.OVERSEE).filter(pk=one.unit_id).exists():
        found |= {"talk", "instruct"}
    if one.item.source == Source.PROBLEM and may(user, Permission.ASSESS, on):
        found.add("use_result")
    if Unit.objects.reached_by(posts, Permission.SUPERVISE).filter(pk=one.unit_id).exists():
        found.add("visit")
        if one.item.source == Source.PROBLEM and next_check_of(one):
            found.add("follow_up")
        if one.state in RUNNING:
            found.add("urged" if any(urge.on == on for urge in one.urges.all()) else "urge")
        if one.state in RUNNING and not any(order.state in LIVE for order in one.orders.all()):
            found.add("order")
        if lights_of([one], on)[one.pk].color in LATE and not standing_excuse(one):
            found.add("excuse")
    return found


def standing_excuse(one: Assignment) -> Excuse | None:
    """The 逾期认定 about the due date in force."""
    return next((each for each in one.excuses.all() if each.due_on == one.due_on and not each.withdrawn_on), None)


def _order(order: Order) -> Iterator[Row]:
    place = reverse("orders:order", args=[order.pk])
    words = f"{order}，发给{order.to_post}，{_day(order.limit_on)}前答复：{order.demand}"
    yield order.issued_at, _who(order.issued_post, order.issued_by), "签发督办单", words, place
    for step in order.steps.all():
        yield step.at, _who(step.post, step.by), MOVES[step.act].label, step.words or str(order), ""


def _instruction(one: Instruction) -> Iterator[Row]:
    place = reverse("acts:instruction", args=[one.pk])
    words = f"{one.words}（请{one.answerer.user}{_day(one.answer_by_on)}前答复）"
    entered = "" if one.by_id == one.said_by.user_id else f"（{one.by}登记）"
    yield one.at, f"{_who(one.said_by.title, one.said_by.user)}{entered}", f"批示（{_day(one.on)}）", words, place
    if one.answered_at:
        yield one.answered_at, _who(one.answered_post, one.answered_by), "答复批示", one.answer, place


def _who(post: str, user) -> str:
    return f"{post} {user}".strip()


def _day(on: date) -> str:
    return f"{on:%Y年%-m月%-d日}"
