"""Standing duties in the digest: one line a duty, said once before the date and once when missed, looked at again when it leaves."""

from datetime import date, timedelta

import pytest
import time_machine

from accounts.letters.deliver import deliver
from accounts.models import Entry, Letter
from accounts.roles import Role
from tasks.days.queries import calendar
from tasks.duties.actions import excuse, open_periods, say_done, switch_on
from tasks.duties.models import DutyPeriod, StandingDuty
from tasks.duties.rules.due import DueRule
from tasks.duties.states import Period
from tasks.supervision.actions import Planned, plan
from tasks.supervision.models import DutyReminder
from tests import factories
from tests.tasks.supervision.matters import assignment, clock, secretary

pytestmark = pytest.mark.django_db
BEGAN = date(2026, 9, 1)


@pytest.fixture
def head():
    """The secretary of a branch in which 支部党员大会 runs monthly since September."""
    post = secretary()
    running(post.unit, "D02")
    return post


def running(unit, code: str, since: date = BEGAN, until: date = date(2026, 12, 31)) -> None:
    said = {"duty": StandingDuty.objects.get(code=code), "units": [unit], "rhythm": Period.MONTH, "rule": DueRule()}
    admin = factories.post(Role.OFFICE_ADMIN).user
    switch_on(**said, from_on=since, on=since, days=calendar(), now=clock(since), by=admin)
    for n in range((until - since).days // 28 + 1):
        open_periods(on=since + timedelta(28 * n), days=calendar(), now=clock(since))


def done(head, month: int, on: date) -> None:
    one = DutyPeriod.objects.get(unit=head.unit, starts_on=date(2026, month, 1))
    said = {"done_on": on, "text": "已召开。", "on": on, "now": clock(on), "by": head.user}
    with time_machine.travel(clock(on), tick=False):
        say_done(period=one, version=one.version, **said)


def told() -> list[tuple[str, str, int, int]]:
    """(day, kind, step, month of the period) of everything said, in order."""
    rows = DutyReminder.objects.order_by("id").select_related("period")
    return [(str(r.on), r.kind, r.step, r.period.starts_on.month) for r in rows]


def tick(first: date, last: date) -> None:
    for n in range((last - first).days + 1):
        for hour in (3, 9, 15):
            plan(now=clock(first + timedelta(n), hour))


def test_a_period_is_spoken_of_once_before_its_date_and_once_when_missed(head):
    tick(BEGAN, date(2026, 10, 20))
    # 30 September less three days is Sunday 27, a working day in exchange for the holiday or else Friday 25; 1 to 7 October is a holiday.
    before = calendar().workday_on_or_before(date(2026, 9, 27))
    after = calendar().workday_on_or_after(date(2026, 10, 1))
    assert told() == [(f"{before}", "due", 3, 9), (f"{after}", "overdue", 1, 9)]


def test_months_of_standstill_end_in_one_line_for_each_duty(head):
    running(head.unit, "D03")
    assert plan(now=clock(date(2026, 12, 15))) == Planned(1, 2)
    letter = Letter.objects.get()
    assert letter.text.count("连续缺3期（9月、10月、11月）；12月时限12月31日，还有16天") == 2
    assert letter.subject.startswith("【党建清单】2项已逾期：")
    assert Entry.objects.get(act="提醒").after["duties"] == list(
        DutyReminder.objects.order_by("id").values_list("period", flat=True)
    )
    assert plan(now=clock(date(2026, 12, 15), 16)) == Planned(0, 0)
    tick(date(2026, 12, 16), date(2026, 12, 20))
    assert DutyReminder.objects.count() == 2


def test_duties_and_matters_come_in_one_letter_the_late_ones_first(head):
    done(head, 9, date(2026, 9, 10)), done(head, 10, date(2026, 10, 10))
    assignment(head.unit, date(2026, 11, 24), assigned_on=date(2026, 11, 2), title="精简会议")
    assignment(head.unit, date(2026, 11, 30), assigned_on=date(2026, 11, 2), title="抓好党课")
    assert plan(now=clock(date(2026, 11, 27))) == Planned(1, 3)
    text = Letter.objects.get().text
    places = [text.index(words) for words in ("已逾期3天", "抓好党课", "11月时限11月30日，还有3天")]
    assert places == sorted(places) and "3项需要办理" in text


def test_the_secretary_is_told_and_not_everybody_and_without_one_the_clerks(head):
    clerk = factories.post(Role.UNIT_CLERK, head.unit)
    plan(now=clock(date(2026, 12, 15)))
    assert list(DutyReminder.objects.values_list("to", flat=True)) == [head.user_id]
    type(head).objects.filter(pk=head.pk).update(valid_to=date(2026, 12, 15))
    plan(now=clock(date(2026, 12, 16)))
    assert list(DutyReminder.objects.order_by("id").values_list("to", flat=True)) == [head.user_id, clerk.user_id]


def test_a_day_on_which_a_person_was_written_to_brings_no_second_letter(head):
    plan(now=clock(date(2026, 12, 15)))
    assignment(head.unit, date(2026, 12, 16), assigned_on=date(2026, 12, 1))
    assert plan(now=clock(date(2026, 12, 15), 11)) == Planned(0, 0)
    assert plan(now=clock(date(2026, 12, 16))) == Planned(1, 1)


def test_what_was_said_done_before_the_letter_left_is_not_urged(head, mailoutbox):
    running(head.unit, "D03")
    day = date(2026, 12, 15)
    plan(now=clock(day))
    one = DutyPeriod.objects.get(unit=head.unit, duty__code="D02", starts_on=date(2026, 12, 1))
    say_done(period=one, version=one.version, done_on=day, text="已召开。", on=day, now=clock(day), by=head.user)
    assert deliver(limit=9, now=clock(day)) == {"sent": 1}
    assert mailoutbox[0].subject == f"【党建清单】1项已逾期：{StandingDuty.objects.get(code='D03').title}"


@pytest.mark.parametrize("way", ["done", "excused", "put off", "dissolved"])
def test_a_letter_with_nothing_left_to_say_is_cancelled(head, mailoutbox, way):
    done(head, 9, date(2026, 9, 10)), done(head, 10, date(2026, 10, 10))
    day = date(2026, 11, 27)
    assert plan(now=clock(day)) == Planned(1, 1)
    one = DutyPeriod.objects.get(unit=head.unit, starts_on=date(2026, 11, 1))
    if way == "done":
        done(head, 11, day)
    elif way == "excused":
        admin = factories.post(Role.OFFICE_ADMIN).user
        excuse(period=one, version=one.version, reason="换届", on=day, now=clock(day), by=admin)
    elif way == "put off":
        DutyPeriod.objects.filter(pk=one.pk).update(due_on=date(2026, 12, 5))
    else:
        type(head.unit).objects.filter(pk=head.unit_id).update(dissolved_on=day)
    assert (deliver(limit=9, now=clock(day)), mailoutbox) == ({"cancelled": 1}, [])


def test_letters_that_lay_while_mail_stood_still_say_each_duty_once_and_as_of_today(head, mailoutbox):
    done(head, 9, date(2026, 9, 10)), done(head, 10, date(2026, 10, 10))
    for day in (date(2026, 11, 27), date(2026, 12, 1)):
        assert plan(now=clock(day)) == Planned(1, 1)
    assert deliver(limit=9, now=clock(date(2026, 12, 2))) == {"cancelled": 1, "sent": 1}
    assert "缺1期（11月）；12月时限12月31日，还有29天" in mailoutbox[0].body
