"""The demo's standing duties: four switched on some months ago, done month by month by most units, checked by sample."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from accounts.access import posts_of
from accounts.models import UnitKind, User
from accounts.roles import Role
from accounts.trail.actions import as_of
from tasks.days.queries import calendar
from tasks.duties.actions import check, open_periods, say_done, switch_on
from tasks.duties.models import DutyEntry, DutyPeriod, StandingDuty
from tasks.duties.queries import sample
from tasks.duties.rules.due import DueRule
from tasks.duties.rules.periods import span_of
from tasks.duties.states import Due, Period, Shift

LEADING = (UnitKind.COMMITTEE, UnitKind.PARTY_GROUP)
ORGANS = (*LEADING, UnitKind.GENERAL_BRANCH)
# code, kinds, rhythm, rule
RUN = (
    ("D06", ORGANS, Period.MONTH, DueRule(Due.END, shift=Shift.EARLIER)),
    ("D29", LEADING, Period.QUARTER, DueRule(Due.WORKDAY, 15)),
    ("D17", LEADING, Period.HALF_YEAR, DueRule(Due.DAY, 20, shift=Shift.EARLIER)),
    ("D07", ORGANS, Period.YEAR, DueRule(Due.END, shift=Shift.EARLIER)),
)
SAID = {
    "D06": ("重温入党誓词，学习条例两章，开展志愿服务。", "集中学习讲话精神，交流发言6人。", "到社区报到，清理卫生死角3处。"),
    "D29": ("集体学习一次，3人作重点发言。", "专题学习党的建设重要论述，研讨一次。"),
    "D17": ("党组会专题研究一次，定措施5条。", "听取班子成员履责情况，议定整改事项4项。"),
    "D07": ("召开组织生活会，查摆问题12条，均已列入整改。",),
}
MONTHS_BACK = 4
NEVER, LATE = 0.06, 0.12


@transaction.atomic
def run(*, admin: User, today: date) -> int:
    """Switch on as of some months ago and let the units live up to `today`. Deterministic; returns the periods made."""
    start = _months_before(today, MONTHS_BACK)
    for code, kinds, rhythm, rule in RUN:
        with _day(start):
            duty, days = StandingDuty.objects.get(code=code), calendar()
            first = {"from_on": span_of(rhythm, start).start, "rule": rule, "on": start, "now": _at(start)}
            switch_on(duty=duty, rhythm=rhythm, kinds=kinds, days=days, by=admin, **first)
    open_periods(on=today, days=calendar(), now=_at(today))
    chance = Random(20261001)
    hands = _secretaries(today)
    for period in DutyPeriod.objects.begun(today).select_related("duty", "unit").order_by("starts_on", "pk"):
        if period.unit_id in hands:
            _live(period, hands[period.unit_id], today, chance)
    _look_at_some(admin, today)
    return DutyPeriod.objects.count()


def _live(period: DutyPeriod, by: User, today: date, chance: Random) -> None:
    """Most do it in the middle of the period, some late, a few never; what is still running is done by some."""
    mood, place = chance.random(), chance.random()
    if mood < NEVER or period.unit_id % 11 == 0:
        return
    length = (period.due_on - period.starts_on).days
    day = period.starts_on + timedelta(round(length * (0.3 + 0.6 * place)))
    day = period.due_on + timedelta(1 + round(6 * place)) if mood < LATE else day
    if day > today:
        return
    said = {"done_on": day, "text": chance.choice(SAID[period.duty.code]), "on": day, "now": _at(day), "by": by}
    with _day(day):
        say_done(period=period, version=period.version, **said)


def _look_at_some(admin: User, today: date) -> None:
    """The office has looked at half of this week's sample."""
    for number, entry in enumerate(sample(today).entries[:5]):
        entry = DutyEntry.objects.select_related("period__unit", "period__duty").get(pk=entry.pk)
        found = "记录只有通知，没有开展情况，请补做。" if number == 4 else "查看会议记录，情况属实。"
        check(entry=entry, confirmed=number != 4, found=found, on=today, now=_at(today), by=admin)


def _secretaries(on: date) -> dict[int, User]:
    """Who says it for each unit."""
    users = User.objects.filter(posts__role=Role.UNIT_SECRETARY).prefetch_related("posts__unit").distinct()
    return {post.unit_id: user for user in users for post in posts_of(user, on) if post.role == Role.UNIT_SECRETARY}


def _months_before(day: date, count: int) -> date:
    """The first of the month, so many months before."""
    month = day.month - count
    return date(day.year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _at(day: date) -> datetime:
    """Ten o'clock of the day, local time."""
    return timezone.make_aware(datetime.combine(day, time(10)))


def _day(day: date):
    """Trail rows written inside bear the day."""
    return as_of(_at(day))
