"""Before rules are changed the page says what would be different this week; what it says is what the planner then does."""

from datetime import date, timedelta

import pytest

from accounts.roles import Role
from tasks.days.calendar import Calendar
from tasks.items.models import Milestone
from tasks.items.states import State
from tasks.supervision.actions import plan
from tasks.supervision.differences import difference
from tasks.supervision.example import weeks
from tasks.supervision.models import Policy, Reminder
from tasks.supervision.rules import DEFAULT, Rules
from tests import factories
from tests.tasks.supervision.matters import assignment, clock, secretary

ON, GIVEN = date(2026, 11, 24), date(2026, 11, 2)
NEW = Rules(yellow_days=3, due_steps=(5,), overdue_steps=(1,), review_within_workdays=3, order_after_days=3, talk_after_days=14)


def figures(found) -> dict[str, tuple[int, int]]:
    return {label: (now, then) for label, now, then in found.figures}


@pytest.mark.django_db
def test_figures_and_matters_under_both_versions():
    unit = secretary().unit
    assignment(unit, ON + timedelta(5), assigned_on=GIVEN, title="五天")
    assignment(unit, ON + timedelta(2), assigned_on=GIVEN, title="两天")
    assignment(unit, ON - timedelta(4), assigned_on=GIVEN, title="逾期")
    assignment(unit, date(2027, 3, 1), assigned_on=GIVEN, title="还早")
    assignment(unit, ON, assigned_on=GIVEN, state=State.SUBMITTED, submitted_on=date(2026, 11, 18), title="待审")
    found = difference(DEFAULT, NEW, Calendar(), ON)
    assert figures(found) == {
        "黄灯（今天）": (2, 1),
        "本周提醒、催办（项次）": (8, 5),
        "审核超期（今天）": (0, 1),
        "逾期满督办天数": (0, 1),
        "逾期满谈话天数": (0, 0),
    }
    assert [(c.assignment.item.title, c.light_now, c.light_then) for c in found.changes] == [
        ("两天", "临近", "临近"),
        ("五天", "临近", "正常"),
    ]
    assert (found.changes[1].said_now[0], found.changes[1].said_then[0]) == ("11月24日（时限前7天）", "11月24日（时限前5天）")
    assert found.count == 2


@pytest.mark.django_db
def test_the_week_under_the_new_rules_is_what_the_planner_then_says_and_what_was_said_does_not_come_again():
    unit = secretary().unit
    for days in range(-3, 14):
        assignment(unit, ON + timedelta(days), assigned_on=GIVEN)
    plan(now=clock(ON - timedelta(1)))
    told = Reminder.objects.count()
    found = difference(DEFAULT, NEW, Calendar(), ON)
    Policy.objects.create(version=1, rules=NEW.as_dict(), valid_from=ON, made_at=clock(ON))
    for n in range(7):
        plan(now=clock(ON + timedelta(n)))
    assert Reminder.objects.count() - told == figures(found)["本周提醒、催办（项次）"][1]


@pytest.mark.django_db
def test_the_first_twenty_are_shown_of_many_with_a_fixed_number_of_queries(django_assert_max_num_queries):
    unit = secretary().unit
    for _ in range(60):
        assignment(unit, ON + timedelta(5), assigned_on=GIVEN)
    with django_assert_max_num_queries(10):
        found = difference(DEFAULT, NEW, Calendar(), ON)
    assert (found.count, len(found.changes)) == (60, 20)


@pytest.mark.django_db
def test_a_matter_behind_its_milestone_stays_yellow_under_any_threshold():
    one = assignment(secretary().unit, ON + timedelta(5), assigned_on=GIVEN, title="五天")
    Milestone.objects.create(item=one.item, on=ON - timedelta(1), title="动员部署")
    found = difference(DEFAULT, Rules(yellow_days=3), Calendar(), ON)
    assert figures(found)["黄灯（今天）"] == (1, 1)
    assert [(c.light_now, c.light_then) for c in found.changes] == [("临近", "节点滞后")]


@pytest.mark.django_db
def test_the_page_shows_them(client):
    unit = secretary(factories.unit("县财政局党组")).unit
    assignment(unit, date.today() + timedelta(5), assigned_on=date.today() - timedelta(30), title="精简会议")
    client.force_login(factories.post(Role.OFFICE_ADMIN).user)
    page = client.get("/supervision/policy/?preset=three").content.decode()
    assert "涉及1项：" in page
    assert "亮灯：临近 → 正常" in page


def test_the_example_shows_each_week_in_which_something_happens():
    """Due on Tuesday 24 November; a 督办单 is proposed on 1 December, a talk on the 8th."""
    shown = weeks(date(2026, 11, 24), DEFAULT, Calendar())
    marks = {str(cell.on): cell.labels for week in shown for cell in week if cell.labels}
    assert marks == {
        "2026-10-25": ("下达",),
        "2026-10-27": ("签收",),
        "2026-11-17": ("提醒",),
        "2026-11-20": ("提醒",),
        "2026-11-23": ("提醒",),
        "2026-11-24": ("时限",),
        "2026-11-25": ("催办",),
        "2026-12-01": ("督办",),
        "2026-12-08": ("谈话",),
    }
    assert all(week[0].on.weekday() == 0 and len(week) == 7 for week in shown)
    assert len(shown) == 6
