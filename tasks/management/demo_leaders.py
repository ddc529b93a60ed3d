"""The demo's 一岗双责: most leaders do something in their fields, the four 一起 are half done, one field is held by two."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from accounts.models import Post, Unit, User
from accounts.roles import Role
from accounts.trail.actions import as_of
from accounts.units.models import valid
from tasks.dual_responsibility.actions import ask_steps, give_charge, issue_orders, take_step
from tasks.dual_responsibility.queries.gaps import carrying
from tasks.dual_responsibility.rules import BUSINESS
from tasks.dual_responsibility.states import Step
from tasks.duties.rules.periods import span_of
from tasks.duties.states import Period
from tasks.items.models import Assignment, Item
from tasks.items.states import State
from tasks.progress.actions import report

# One leader in so many does nothing in person: the hole that the matrix shows.
SILENT = 6
SHARED_IN, SHARED_FIELD, ORDERS_IN = "县教育局党委", "作风建设", ("县财政局党组", "县教育局党委")
SAID = ("到两个支部调研，现场研究解决问题2个。", "主持专题会议，明确责任股室和完成时间。", "听取工作汇报，要求抓紧收尾。")
TAKEN = {Step.PLAN: "党组会与年度业务工作一并研究。", Step.DEPLOY: "与业务工作同时印发方案。", Step.CARRY_OUT: "", Step.CHECK: ""}


@transaction.atomic
def run(*, admin: User, today: date) -> int:
    """Let the leaders act in the last weeks before `today`; returns the acts. Deterministic."""
    chance = Random(20261201)
    acts = _in_their_fields(today, chance) + _together(today, chance)
    with _on(today - timedelta(20)) as clock:
        for item in Item.objects.filter(theme__in=BUSINESS, withdrawn_on=None, due_on__gt=today).order_by("number")[:2]:
            dates = {Step.PLAN: today - timedelta(15), Step.CHECK: today - timedelta(3)}
            ask_steps(item=item, dates=dates, by=admin, **clock)
        _shared(admin, clock)
    with _on(today) as clock:
        posts = Post.objects.on(today).filter(unit__name__in=ORDERS_IN).select_related("user", "unit")
        issue_orders(posts=posts, quarter=span_of(Period.QUARTER, today), by=admin, **clock)
    return acts


def _in_their_fields(today: date, chance: Random) -> int:
    """A report of their own on one matter of each field."""
    posts = Post.objects.on(today).with_role(Role.UNIT_LEADER).filter(portfolio__isnull=False).distinct().order_by("id")
    running: dict[tuple[int, str], Assignment] = {}
    for one in Assignment.objects.filter(state=State.ACTIVE).select_related("item", "unit").order_by("-due_on", "-id"):
        running[one.unit_id, one.item.theme] = one
    done = 0
    for number, post in enumerate(posts.select_related("user").prefetch_related("portfolio")):
        fields = post.portfolio.filter(valid(today)).values_list("field", flat=True) if (number + 1) % SILENT else ()
        for one in [running[post.unit_id, field] for field in fields if (post.unit_id, field) in running]:
            with _on(today - timedelta(chance.randint(1, 15))) as clock:
                said = {"text": chance.choice(SAID), "percent": one.percent, "key": f"demo-own-{one.pk}", "now": clock["now"]}
                report(assignment=one, version=one.version, by=post.user, **said)
            done += 1
    return done


def _together(today: date, chance: Random) -> int:
    """The four steps of business matters: nearly all planned, few checked."""
    leaders: dict[int, list[Post]] = defaultdict(list)
    for post in Post.objects.on(today).with_role(Role.UNIT_SECRETARY, Role.UNIT_LEADER).select_related("user").order_by("id"):
        leaders[post.unit_id].append(post)
    done = 0
    for one in carrying(Assignment.objects.exclude(part="support")).select_related("item", "unit", "leader__user").order_by("id"):
        by = (one.leader or leaders[one.unit_id][0]).user
        count, day = chance.choice((0, 1, 2, 2, 3, 3, 3, 4)), one.assigned_on + timedelta(3)
        for step in list(Step)[:count]:
            if day > today:
                break
            with _on(day) as clock:
                take_step(assignment=one, step=step, taken_on=day, text=TAKEN[step], by=by, **clock)
            day += timedelta(chance.randint(4, 11))
            done += 1
    return done


def _shared(admin: User, clock: dict) -> None:
    """Two leaders of one unit hold the same field."""
    unit = Unit.objects.filter(name=SHARED_IN).first()
    posts = Post.objects.on(clock["on"]).with_role(Role.UNIT_LEADER).filter(unit=unit).select_related("user", "unit")
    other = posts.exclude(portfolio__field=SHARED_FIELD).order_by("id").first()
    if other:
        give_charge(to_post=other, field=SHARED_FIELD, valid_from=clock["on"], shared=True, by=admin, **clock)


@contextmanager
def _on(day: date, hour: int = 10) -> Iterator[dict]:
    """A moment of the day, also for the trail."""
    now: datetime = timezone.make_aware(datetime.combine(day, time(hour)))
    with as_of(now):
        yield {"on": day, "now": now}
