"""A digest is looked at once more right before it leaves."""

from datetime import date

import pytest

from accounts.letters.deliver import deliver
from accounts.models import Letter
from accounts.roles import Role
from tasks.items.models import Assignment
from tasks.supervision.actions import plan
from tasks.supervision.urging import urge
from tasks.supervision.wanted import still_wanted
from tests.factories import post
from tests.tasks.supervision.matters import assignment, clock, secretary

pytestmark = pytest.mark.django_db
GIVEN, DUE = date(2026, 11, 2), date(2026, 11, 24)


@pytest.fixture
def two():
    """Two matters of one person, planned on the due day."""
    unit = secretary().unit
    made = [assignment(unit, DUE, assigned_on=GIVEN, title=title) for title in ("精简会议", "抓好党课")]
    plan(now=clock(DUE))
    return made


def test_nothing_changed_means_the_letter_leaves_as_it_was_written(two, mailoutbox):
    written = Letter.objects.get()
    assert deliver(limit=9, now=clock(DUE)) == {"sent": 1}
    assert (mailoutbox[0].subject, mailoutbox[0].body) == (written.subject, written.text)


@pytest.mark.parametrize("matters", [1, 30])
def test_the_last_look_costs_one_query_however_much_the_letter_says(matters, django_assert_num_queries):
    unit = secretary().unit
    for n in range(matters):
        assignment(unit, DUE, assigned_on=GIVEN, title=f"第{n}件")
    plan(now=clock(DUE))
    letter = Letter.objects.select_related("to").get()
    with django_assert_num_queries(1):
        assert still_wanted([letter], clock(DUE)) == {letter.pk}


@pytest.mark.parametrize("state", ["submitted", "completed", "cancelled"])
def test_what_was_done_meanwhile_is_not_urged(two, mailoutbox, state):
    Assignment.objects.filter(pk=two[0].pk).update(
        state=state, submitted_on=DUE, **({"completed_on": DUE, "completed_by": secretary().user} if state == "completed" else {})
    )
    assert deliver(limit=9, now=clock(DUE)) == {"sent": 1}
    assert mailoutbox[0].subject == "【党建清单】今日1项到期：抓好党课"
    assert "精简会议" not in mailoutbox[0].body
    assert Letter.objects.get().subject == mailoutbox[0].subject


def test_a_letter_with_nothing_left_to_say_is_cancelled(two, mailoutbox):
    Assignment.objects.update(state="submitted", submitted_on=DUE)
    assert deliver(limit=9, now=clock(DUE)) == {"cancelled": 1}
    assert (Letter.objects.get().get_state_display(), mailoutbox) == ("已取消", [])


def test_a_granted_extension_silences_what_was_planned_for_the_old_date(two, mailoutbox):
    Assignment.objects.update(due_on=date(2026, 12, 31))
    assert deliver(limit=9, now=clock(DUE)) == {"cancelled": 1}


def test_accepted_meanwhile_is_not_called_unaccepted(mailoutbox):
    assignment(secretary().unit, date(2026, 11, 26), assigned_on=date(2026, 11, 19), state="pending")
    plan(now=clock(DUE))
    assert "尚未签收" in Letter.objects.get().text
    Assignment.objects.update(state="active")
    assert deliver(limit=9, now=clock(DUE)) == {"sent": 1}
    assert "尚未签收" not in mailoutbox[0].body


def test_letters_that_lay_while_mail_stood_still_say_each_thing_once_and_as_of_today(mailoutbox):
    unit = secretary().unit
    assignment(unit, DUE, assigned_on=GIVEN, title="精简会议")
    assignment(unit, date(2026, 11, 27), assigned_on=GIVEN, title="抓好党课")
    for day in (20, 23, 25):
        plan(now=clock(date(2026, 11, day)))
    assert Letter.objects.count() == 3
    assert deliver(limit=9, now=clock(date(2026, 11, 26))) == {"cancelled": 2, "sent": 1}
    assert [m.subject for m in mailoutbox] == ["【党建清单】1项已逾期、1项临近时限：精简会议；抓好党课"]
    assert ("已逾期2天" in mailoutbox[0].body, "还有1天" in mailoutbox[0].body) == (True, True)


@pytest.fixture
def urged():
    """Two matters of one unit, urged on the evening of the day after they were due."""
    unit = secretary().unit
    made = [assignment(unit, DUE, assigned_on=GIVEN, title=title) for title in ("精简会议", "抓好党课")]
    evening = clock(date(2026, 11, 25), 20)
    assert urge(assignments=made, words="请本周办结", on=evening.date(), now=evening, by=post(Role.SUPERVISOR).user) == {}
    return made


def test_what_is_handed_in_before_the_urging_leaves_is_not_urged(urged, mailoutbox):
    Assignment.objects.filter(pk=urged[0].pk).update(state="submitted", submitted_on=DUE)
    assert deliver(limit=9, now=clock(date(2026, 11, 26))) == {"sent": 1}
    assert mailoutbox[0].subject == "【党建清单】催办1项：抓好党课"
    assert ("精简会议" in mailoutbox[0].body, "要求：请本周办结" in mailoutbox[0].body) == (False, True)


def test_an_urging_that_waited_for_the_morning_counts_the_days_anew(urged, mailoutbox):
    assert "已逾期1天" in Letter.objects.get().text
    assert deliver(limit=9, now=clock(date(2026, 11, 26))) == {"sent": 1}
    assert mailoutbox[0].body.count("已逾期2天") == 2


def test_an_urging_with_nothing_left_to_urge_is_cancelled(urged, mailoutbox):
    Assignment.objects.update(state="submitted", submitted_on=DUE)
    assert deliver(limit=9, now=clock(date(2026, 11, 26))) == {"cancelled": 1}
    assert mailoutbox == []
