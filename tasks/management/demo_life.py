"""The demo's last sixty days: a list drafted from the decided speech, issued, worked on, reviewed and assessed.

Everything goes through the actions that people use; only the day on which they act lies in the past.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from django.db import transaction
from django.utils import timezone

from accounts.access import posts_of
from accounts.models import Unit, UnitKind, User
from accounts.roles import Role
from accounts.trail.actions import as_of
from speeches import actions as speeches
from speeches.models import Speech
from tasks.assessment.actions import compute, open_cycle, publish_scheme
from tasks.assessment.models import Cycle, Scheme
from tasks.days.queries import calendar
from tasks.items.actions import acknowledge, amend, draft_from_speech, endorse, issue, propose, split
from tasks.items.models import Assignment, ResponsibilityList
from tasks.items.states import Mode, Part
from tasks.management import demo_requests
from tasks.progress.actions import report
from tasks.review.actions import approve, close_off, return_, submit
from tasks.supervision.actions import plan

# Days from today to the due date, dealt out over the items in turn.
DUE = (-18, -9, -3, 1, 3, 5, 7, 12, 20, 30)
ISSUED_DAYS_AGO = 50
# The place of the item that one organ leads and three support.
JOINT = 8
ORGANS = (UnitKind.COMMITTEE, UnitKind.PARTY_GROUP, UnitKind.GENERAL_BRANCH)
CRITERION = "对照责任内容逐项落实，有具体做法和结果，由审核人员核实。"

NOTE = "依据县委领导讲话起草，已征求各单位意见。"
OVER = "讲话部署的事项集中在本季度落实，下一季度不再新增。"
DONE = (
    "已召开专题会议研究，明确责任人和分工，措施全部落实。",
    "已组织集中学习两次、专题党课一次，支部全部覆盖。",
    "已制定实施方案并逐项落实，问题清单7项全部整改。",
    "已完成自查，建立台账，薄弱环节2处已改进。",
)
ON_THE_WAY = ("已研究部署，明确分管领导和经办人。", "方案已印发，各支部正在落实。", "已完成大半，余下事项月底前办结。")
CHECKED = ("查阅记录并抽查两个支部，情况属实，达到验收标准。", "现场核实，措施落实到位。", "核对台账与会议记录，属实。")
RETURNED = ("只写了部署，未见结果。请补充落实情况后再提请。", "验收标准中的第二项没有完成，请补办。")


@transaction.atomic
def hear(*, path: Path, admin: User, today: date) -> Speech:
    """Import the speech as of some weeks before `today`, read it, and decide every piece of it."""
    heard_on = today - timedelta(days=ISSUED_DAYS_AGO + 10)
    now = _clock(heard_on)["now"]
    with _day(heard_on):
        speech = speeches.receive(data=path.read_bytes(), name=path.name, now=now, by=admin)
        speech = speeches.read(pk=speech.pk, now=now)
        for directive in speech.directives.select_related("speech"):
            speeches.confirm(directive=directive, version=directive.version, now=now, by=admin)
        rest = list(speech.pieces.filter(directive=None).values_list("pk", flat=True))
        speeches.decide_pieces(speech=speech, pieces=rest, kind=None, now=now, by=admin)
    return speech


@transaction.atomic
def assess(*, admin: User, today: date) -> Cycle:
    """Open this half-year's assessment under the published scheme and compute it."""
    from_on = date(today.year, 1 if today.month <= 6 else 7, 1)
    to_on = date(today.year, 6, 30) if today.month <= 6 else date(today.year, 12, 31)
    scheme = Scheme.objects.get()
    with _day(from_on):
        publish_scheme(scheme=scheme, on=from_on, today=today, by=admin)
    title = f"{today.year}年{'上' if today.month <= 6 else '下'}半年党建工作考核"
    cycle = open_cycle(title=title, from_on=from_on, to_on=to_on, scheme=scheme, now=timezone.now(), by=admin)
    compute(cycle=cycle, on=today, now=timezone.now(), by=admin)
    return cycle


def remind(*, today: date) -> int:
    """What the planner would have said on the last working day before `today`; returns the number of letters."""
    day = calendar().workday_on_or_before(today - timedelta(days=1))
    with _day(day):
        return plan(now=_clock(day)["now"]).letters


@transaction.atomic
def live(*, speech: Speech, admin: User, supervisor: User, today: date) -> ResponsibilityList:
    """Draft, issue and carry out the list of `speech` as of the last weeks before `today`. Deterministic."""
    chance = Random(20221016)
    issued_on = today - timedelta(days=ISSUED_DAYS_AGO)
    drafted = _draft(speech, admin, today, issued_on)
    _have_approved(drafted, admin, issued_on)
    with _day(issued_on):
        number = f"清直党〔{issued_on.year}〕8号"
        assignments = issue(responsibility_list=drafted, number=number, over_reason=OVER, by=admin, **_clock(issued_on))
    hands = _hands({a.unit_id for a in assignments}, issued_on)
    for assignment in assignments:
        _carry_out(assignment, hands[assignment.unit_id], admin, supervisor, today, chance)
    return drafted


def _have_approved(drafted: ResponsibilityList, admin: User, issued_on: date) -> None:
    """A county leader approves the draft after the standing committee has heard it."""
    with _day(issued_on - timedelta(days=2)):
        asked = propose(responsibility_list=drafted, note=NOTE, by=admin, **_clock(issued_on - timedelta(days=2)))
    day = issued_on - timedelta(days=1)
    leader = User.objects.filter(posts__role=Role.COUNTY_LEADER, posts__valid_to=None).order_by("pk").first()
    with _day(day):
        endorse(approval=asked, meeting="县委常委会", remark="同意印发。", now=_clock(day)["now"], by=leader)


def _draft(speech: Speech, admin: User, today: date, issued_on: date) -> ResponsibilityList:
    """One item a directive; the directive on supervision and assessment is split into its demands; due dates dealt out."""
    organs = list(Unit.objects.current().filter(kind__in=ORGANS, parent__parent=None))
    with _day(issued_on - timedelta(days=3)):
        drafted = draft_from_speech(speech=speech, year=today.year, title=f"{today.year}年度县直机关党建工作责任清单", by=admin)
        for item in list(drafted.items.select_related("directive__speech")):
            if "监督考核" in item.duty and len(item.directive.demands) > 2:
                demands = item.directive.demands
                split(item=item, groups=[demands[:-2], demands[-2:]], by=admin)
        for place, item in enumerate(drafted.items.all()):
            values = {"due_on": today + timedelta(days=DUE[place % len(DUE)]), "acceptance_criteria": CRITERION}
            parts = {iu.unit: Part(iu.part) for iu in item.item_units.select_related("unit")} or dict.fromkeys(organs, Part.EACH)
            if place == JOINT:
                parts = dict(zip(organs[:4], [Part.LEAD, *[Part.SUPPORT] * 3], strict=True))
                values |= {"mode": Mode.JOINT}
            amend(item=item, version=item.version, values=values, parts=parts, by=admin)
    return drafted


def _carry_out(
    assignment: Assignment, hand: Mapping[str, User], admin: User, supervisor: User, today: date, chance: Random
) -> None:
    """One unit's way with one item: prompt, late, returned, or not even accepted; nothing happens after `today`."""
    mood = chance.random()
    day = assignment.assigned_on + timedelta(days=chance.randint(0, 3))
    step = _stepper(assignment.pk, today)
    if assignment.part == Part.SUPPORT:
        demo_requests.support(step, mood, day, hand)
        return
    if mood < 0.06:
        demo_requests.object_to(step, mood, day, today, hand["secretary"])
        return
    step(day, acknowledge, by=hand["secretary"])
    day += timedelta(days=chance.randint(5, 15))
    step(day, _report, text=chance.choice(ON_THE_WAY), percent=chance.choice([25, 50]), by=hand["clerk"])
    if assignment.due_on > today + timedelta(days=6) or mood < 0.18:
        demo_requests.want_more_time(step, mood, assignment.due_on, today, hand["clerk"], admin)
        return
    day = min(assignment.due_on + timedelta(days=chance.choice([-6, -4, -2, -1, 0, 2])), today)
    step(day, submit, claim=chance.choice(DONE), by=hand["clerk"])
    if mood < 0.30:
        step(day + timedelta(days=1), return_, reason=chance.choice(RETURNED), by=admin)
        if mood < 0.24:
            return
        day += timedelta(days=2)
        step(day, submit, claim=chance.choice(DONE), by=hand["clerk"])
    step(day + timedelta(days=1), approve, result=chance.choice(CHECKED), by=admin)
    if mood < 0.80:
        step(day + timedelta(days=3), close_off, by=supervisor)


def _stepper(pk: int, today: date) -> Callable[..., None]:
    """A function that does one act on a day, unless that day has not come or the act before did not happen."""
    stopped = False

    def step(day: date, act: Callable, *, by: User, **said) -> None:
        nonlocal stopped
        stopped = stopped or day > today
        if stopped:
            return
        fresh = Assignment.objects.select_related("item", "unit").get(pk=pk)
        with _day(day):
            act(assignment=fresh, version=fresh.version, by=by, **_clock(day), **said)

    return step


def _report(*, assignment: Assignment, version: int, text: str, percent: int, on: date, now: datetime, by: User) -> None:
    report(assignment=assignment, version=version, text=text, percent=percent, key=f"demo-{assignment.pk}-{on}", now=now, by=by)


def _hands(units: set[int], on: date) -> dict[int, dict[str, User]]:
    """Who acts for each unit: its secretary, and its clerk (the secretary again where there is none)."""
    hands: dict[int, dict[str, User]] = {}
    for user in User.objects.filter(posts__unit__in=units).prefetch_related("posts__unit").distinct():
        for post in posts_of(user, on):
            if post.unit_id in units and post.role in (Role.UNIT_SECRETARY, Role.UNIT_CLERK):
                hands.setdefault(post.unit_id, {})["secretary" if post.role == Role.UNIT_SECRETARY else "clerk"] = user
    return {unit: {"clerk": hand.get("secretary")} | hand for unit, hand in hands.items()}


def _clock(day: date) -> dict:
    """Ten o'clock of the day, local time."""
    return {"on": day, "now": timezone.make_aware(datetime.combine(day, time(10)))}


def _day(day: date):
    """Trail rows written inside bear the day."""
    return as_of(_clock(day)["now"])
