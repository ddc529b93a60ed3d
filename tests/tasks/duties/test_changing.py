"""Another due rule for what runs: from the next period on, and never for what has begun."""

from datetime import date

import pytest

from accounts.conflict import Refused, Stale
from accounts.models import Entry
from tasks.days.actions import set_day
from tasks.days.queries import calendar
from tasks.days.states import Said
from tasks.duties.actions import change_rule, switch_off
from tasks.duties.models import DutyPeriod
from tasks.duties.rules.due import DueRule
from tasks.duties.states import Due
from tests.tasks.duties.conftest import clock

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 3)
FIFTH = DueRule(Due.WORKDAY, 5)


def change(duties, plan, *, version: int = 1, rule: DueRule = FIFTH, reason: str = "月初办完"):
    """What the office does on 3 November."""
    said = {"rule": rule, "reason": reason, "on": NOVEMBER, "days": calendar(), "now": clock(NOVEMBER), "by": duties.admin}
    return change_rule(plan=plan, version=version, **said)


def dues(duties) -> list[date]:
    """The due dates of one unit."""
    return list(DutyPeriod.objects.filter(unit=duties.units[0]).order_by("starts_on").values_list("due_on", flat=True))


def test_the_next_period_moves_and_this_one_keeps_its_date_even_when_the_calendar_moves(duties):
    plan = change(duties, duties.on("D02", NOVEMBER))
    assert (dues(duties), plan.rule_from, plan.version) == ([date(2026, 11, 30), date(2026, 12, 7)], date(2026, 12, 1), 2)
    row = Entry.objects.get(act="修改经常性工作时限")
    assert (row.before, row.after, row.note) == (
        {"due": "每月最后一天"}, {"due": "每月第5个工作日", "from": "2026年12月"}, "月初办完",
    )  # fmt: skip
    for day in (date(2026, 12, 1), date(2026, 11, 6)):
        said = {"said": Said.OFF, "name": "", "reason": "放假", "based_on": Said.PLAIN}
        set_day(on=day, **said, now=clock(NOVEMBER), by=duties.admin)
    duties.tick(date(2026, 12, 1))
    assert dues(duties) == [date(2026, 11, 30), date(2026, 12, 8), date(2027, 1, 7)]


def test_a_rule_that_is_the_same_or_impossible_or_comes_too_late_is_refused(duties):
    plan = duties.on("D02", NOVEMBER)
    for said, sentence in (
        ({"rule": DueRule()}, "没有改动"), ({"reason": " "}, "请填写修改理由"), ({"rule": DueRule(Due.WORKDAY, 40)}, "1 至 23"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=sentence):
            change(duties, plan, **said)
    change(duties, plan)
    with pytest.raises(Stale):
        change(duties, plan, rule=DueRule(Due.DAY, 8))
    ending = {"to_on": date(2026, 11, 30), "reason": "停", "on": NOVEMBER, "now": clock(NOVEMBER), "by": duties.admin}
    switch_off(plan=plan, version=2, **ending)
    with pytest.raises(Refused, match="以后没有需要改的时限"):
        change(duties, plan, version=3, rule=DueRule(Due.DAY, 8))
