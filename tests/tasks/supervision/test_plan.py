"""The planner says each thing once: whatever the clock, a standstill, a second planner or the server's time zone does."""

import os
import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse

from accounts.models import Entry, Letter
from accounts.roles import Role
from tasks.days.models import Day
from tasks.items.models import Assignment
from tasks.supervision.actions import Planned, plan
from tasks.supervision.models import Policy, Reminder
from tasks.supervision.rules import Rules
from tests import factories
from tests.tasks.supervision.matters import assignment, clock, secretary

pytestmark = pytest.mark.django_db
GIVEN = date(2026, 11, 2)
DUE = date(2026, 11, 24)  # a Tuesday: 17 November, Saturday 21 (so Friday 20), Monday 23; overdue on Wednesday 25


def told() -> list[tuple[str, str, int]]:
    """(day, kind, step) of everything said, in order."""
    return [(str(r.on), r.kind, r.step) for r in Reminder.objects.order_by("id")]


def tick(first: date, last: date, hours=range(24)) -> None:
    """The tick of each hour from day to day."""
    for n in range((last - first).days + 1):
        for hour in hours:
            plan(now=clock(first + timedelta(n), hour))


WHOLE_STORY = [
    ("2026-11-17", "due", 7),
    ("2026-11-20", "due", 3),
    ("2026-11-23", "due", 1),
    ("2026-11-25", "overdue", 1),
]


def test_ticking_every_hour_for_a_month_says_each_step_once_in_working_hours():
    assignment(secretary().unit, DUE, assigned_on=GIVEN)
    tick(date(2026, 11, 10), date(2026, 12, 10), hours=range(0, 24, 3))
    assert told() == WHOLE_STORY
    assert {r.planned_at.astimezone(clock(DUE).tzinfo).hour for r in Reminder.objects.all()} == {9}
    assert Letter.objects.count() == 4


@pytest.mark.parametrize("hour", [0, 7, 8, 18, 23])
def test_nothing_leaves_at_night_or_before_the_digests_hour(hour):
    assignment(secretary().unit, DUE, assigned_on=GIVEN)
    assert plan(now=clock(DUE, hour)) == Planned(0, 0)
    assert plan(now=clock(DUE, 10)) == Planned(1, 1)


def test_a_day_off_in_the_offices_own_table_is_quiet_and_its_step_is_said_before():
    Day.objects.create(on=date(2026, 11, 23), working=False, name="停工")
    assignment(secretary().unit, DUE, assigned_on=GIVEN)
    tick(date(2026, 11, 16), date(2026, 11, 24), hours=[9])
    assert told() == [("2026-11-17", "due", 7), ("2026-11-20", "due", 1)]


@pytest.mark.parametrize(
    ("stop", "start", "expected"),
    [
        (clock(date(2026, 11, 17), 8), clock(date(2026, 11, 17), 14), WHOLE_STORY),
        (clock(date(2026, 11, 20), 8), clock(date(2026, 11, 23), 8), [WHOLE_STORY[0], *WHOLE_STORY[2:]]),
        (clock(date(2026, 11, 10), 8), clock(date(2026, 12, 10), 8), [("2026-12-10", "overdue", 1)]),
    ],
    ids=["6 hours", "3 days", "30 days"],
)
def test_after_a_standstill_what_was_overtaken_is_merged_into_the_newest_and_said_once(stop, start, expected):
    assignment(secretary().unit, DUE, assigned_on=GIVEN)
    at = clock(date(2026, 11, 9))
    while at < clock(date(2026, 12, 20)):
        if not stop <= at < start:
            plan(now=at)
        at += timedelta(hours=3)
    assert told() == expected
    assert Letter.objects.count() == len(expected)


def test_a_clock_set_back_and_forth_repeats_nothing():
    assignment(secretary().unit, DUE, assigned_on=GIVEN)
    for day in (17, 16, 17, 20, 17, 23, 20, 25, 23, 25):
        plan(now=clock(date(2026, 11, day)))
        plan(now=clock(date(2026, 11, day), 8))
        plan(now=clock(date(2026, 11, day), 10))
    assert told() == WHOLE_STORY


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/New_York"])
def test_the_servers_time_zone_changes_nothing(zone, monkeypatch):
    assignment(secretary().unit, DUE, assigned_on=GIVEN)
    before = os.environ.get("TZ", "")
    try:
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        tick(date(2026, 11, 16), date(2026, 11, 26), hours=range(0, 24, 4))
    finally:
        monkeypatch.setenv("TZ", before)
        time.tzset()
    assert told() == WHOLE_STORY


def test_one_letter_a_person_a_day_with_the_nearest_first_and_a_subject_that_says_it_all():
    post = secretary()
    assignment(post.unit, date(2026, 11, 27), assigned_on=GIVEN, title="抓好党课")
    assignment(post.unit, DUE, assigned_on=GIVEN, title="精简会议")
    assignment(post.unit, date(2026, 11, 20), assigned_on=GIVEN, title="整改问题")
    assignment(post.unit, date(2026, 12, 31), assigned_on=date(2026, 11, 19), state="pending", title="制定计划")
    assert plan(now=clock(DUE)) == Planned(letters=1, reminders=4)
    letter = Letter.objects.get()
    assert letter.key == f"digest:{post.user_id}:2026-11-24"
    assert letter.subject == "【党建清单】1项已逾期、今日1项到期、1项临近时限、1项待签收：整改问题；精简会议；抓好党课；制定计划"
    assert [line.strip() for line in letter.text.splitlines() if "时限" in line] == [
        "时限11月20日，已逾期4天",
        "时限11月24日，今天到期",
        "时限11月27日，还有3天",
        "尚未签收；时限12月31日，还有37天",
    ]
    assert plan(now=clock(DUE, 11)) == Planned(0, 0)


def test_nothing_to_say_is_no_letter():
    assignment(secretary().unit, date(2027, 3, 1), assigned_on=GIVEN)
    assert plan(now=clock(DUE)) == Planned(0, 0)
    assert not Letter.objects.exists()


def test_a_long_digest_shows_fifty_lines_and_the_way_to_the_rest():
    post = secretary()
    for _ in range(53):
        assignment(post.unit, DUE, assigned_on=GIVEN)
    assert plan(now=clock(DUE)) == Planned(letters=1, reminders=53)
    letter = Letter.objects.get()
    assert (letter.text.count("今天到期"), letter.html.count("<li>")) == (50, 50)
    rest = f"{settings.SITE_URL}{reverse('desk:today')}"
    assert f"其余3项请登录查看：{rest}" in letter.text
    assert re.search(r'<a href="([^"]+)"[^>]*><font[^>]*>其余3项请登录查看</font>', letter.html)[1] == rest
    assert letter.subject.startswith("【党建清单】今日53项到期：")


def test_secretary_and_clerk_hear_of_it_the_leader_only_when_it_is_overdue_and_nobody_else_ever():
    post = secretary()
    clerk = factories.post(Role.UNIT_CLERK, post.unit)
    leader = factories.post(Role.UNIT_LEADER, post.unit)
    factories.post(Role.UNIT_LEADER, post.unit)
    factories.post(Role.OFFICE_ADMIN)
    gone = factories.post(Role.UNIT_CLERK, post.unit)
    type(gone).objects.filter(pk=gone.pk).update(valid_to=date(2026, 11, 1))
    assignment(post.unit, DUE, assigned_on=GIVEN, leader=leader)
    plan(now=clock(date(2026, 11, 23)))
    assert list(Reminder.objects.order_by("id").values_list("to", flat=True)) == [post.user_id, clerk.user_id]
    plan(now=clock(date(2026, 11, 25)))
    overdue = Reminder.objects.filter(kind="overdue").order_by("id")
    assert list(overdue.values_list("to", flat=True)) == [post.user_id, clerk.user_id, leader.user_id]


def test_the_office_decides_from_which_step_on_the_leader_and_then_the_administrators_hear():
    post = secretary()
    leader, office = factories.post(Role.UNIT_LEADER, post.unit), factories.post(Role.OFFICE_ADMIN)
    rules = Rules(overdue_steps=(1, 3, 7), leader_after_days=3, office_after_days=7)
    Policy.objects.create(version=1, rules=rules.as_dict(), valid_from=GIVEN, made_at=clock(GIVEN))
    one = assignment(post.unit, DUE, assigned_on=GIVEN, leader=leader, title="精简会议")
    tick(date(2026, 11, 25), date(2026, 12, 2), hours=[10])
    heard = {step: {r.to_id for r in Reminder.objects.filter(kind="overdue", step=step)} for step in (1, 3, 7)}
    people = post.user_id, leader.user_id, office.user_id
    assert heard == {1: set(people[:1]), 3: set(people[:2]), 7: set(people)}
    letter = Letter.objects.get(to=office.user)
    assert "以下1项逾期仍未办结，请督促：" in letter.text
    paths = {reverse("desk:assignment", args=[one.pk]), reverse("supervision:lights") + "?color=red"}
    assert set(re.findall(rf"{settings.SITE_URL}(\S+)", letter.text)) == paths


def test_a_new_due_date_and_a_new_secretary_begin_a_new_story():
    post = secretary()
    one = assignment(post.unit, DUE, assigned_on=GIVEN)
    plan(now=clock(date(2026, 11, 23)))
    Assignment.objects.filter(pk=one.pk).update(due_on=date(2026, 11, 30))
    plan(now=clock(date(2026, 11, 24)))
    type(post).objects.filter(pk=post.pk).update(valid_to=date(2026, 11, 24))
    secretary(post.unit, since=date(2026, 11, 25))
    plan(now=clock(date(2026, 11, 25)))
    assert told() == [("2026-11-23", "due", 1), ("2026-11-24", "due", 7), ("2026-11-25", "due", 7)]


def test_what_is_planned_leaves_one_row_in_the_trail_for_each_letter():
    one = assignment(secretary().unit, DUE, assigned_on=GIVEN)
    plan(now=clock(DUE))
    row = Entry.objects.get(act="提醒")
    assert (row.by, row.post, row.after["items"], row.target_id) == (None, "系统", [one.pk], Letter.objects.get().pk)


@pytest.mark.django_db(transaction=True)
def test_four_planners_at_once_write_no_letter_and_no_reminder_twice():
    for _ in range(12):
        unit = secretary().unit
        for _ in range(3):
            assignment(unit, DUE, assigned_on=GIVEN)
    start = Barrier(4)

    def run():
        start.wait()
        try:
            return plan(now=clock(DUE))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        runs = [run.result() for run in [pool.submit(run) for _ in range(4)]]
    assert (sum(r.letters for r in runs), sum(r.reminders for r in runs)) == (12, 36)
    assert (Letter.objects.count(), Reminder.objects.count()) == (12, 36)
