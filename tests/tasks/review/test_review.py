"""Submitted, checked by a person outside the unit, closed off by somebody else."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.conflict import NotYours, Refused, Stale
from accounts.models import Entry, Letter
from accounts.roles import Role
from tasks.bylink.models import Act
from tasks.bylink.queries import acts
from tasks.items.actions import acknowledge, cancel, draw_up, issue
from tasks.items.links import read_token
from tasks.items.models import Assignment, Move, ResponsibilityList
from tasks.items.states import Part, State
from tasks.progress.actions import report
from tasks.progress.models import Report
from tasks.review.actions import approve, close_off, return_, submit
from tasks.review.models import Submission
from tests import factories
from tests.factories import post
from tests.tasks.conftest import NOW, ON

CLOCK = {"on": ON, "now": NOW}


@pytest.fixture
def given(small):
    """One assignment of organ A, not yet accepted."""
    one = ResponsibilityList.objects.create(year=2026, title="清单")
    values = {"title": "讲党课", "requirement": "书记讲党课", "due_on": date(2026, 12, 31)}
    draw_up(responsibility_list=one, units={small.a.unit: Part.EACH, small.b.unit: Part.EACH}, values=values, by=small.admin)
    factories.approve(one, on=ON, by=small.admin)
    issue(responsibility_list=one, number="1号", by=small.admin, **CLOCK)
    return Assignment.objects.get(unit=small.a.unit)


@pytest.fixture
def submitted(given, small):
    """Accepted and submitted."""
    one = acknowledge(assignment=given, version=1, by=small.a.secretary, **CLOCK)
    submit(assignment=one, version=2, claim="已讲，86人参加。", by=small.a.clerk, **CLOCK)
    return Assignment.objects.get(pk=given.pk)


def test_the_whole_way_to_closing_off(submitted, small):
    approve(assignment=submitted, version=3, result="查阅记录，属实。", by=small.admin, **CLOCK)
    done = close_off(assignment=submitted, version=4, by=small.supervisor, **CLOCK)
    assert (done.state, done.completed_by, done.closed_off_by) == (State.CLOSED_OFF, small.admin, small.supervisor)
    assert list(Move.objects.filter(assignment=done).values_list("act", flat=True)) == [
        "assign", "acknowledge", "submit", "approve", "close_off",
    ]  # fmt: skip


def test_claim_and_checked_result_stand_apart(submitted, small):
    approve(assignment=submitted, version=3, result="抽查三个支部，属实。", by=small.admin, **CLOCK)
    one = Submission.objects.get()
    assert (one.claim, one.result, one.by, one.decided_by) == (
        "已讲，86人参加。",
        "抽查三个支部，属实。",
        small.a.clerk,
        small.admin,
    )


def test_a_return_goes_back_to_the_unit_with_its_reason_and_one_letter(submitted, small):
    return_(assignment=submitted, version=3, reason="请补讲稿主题。", by=small.admin, **CLOCK)
    submitted.refresh_from_db()
    letter = Letter.objects.get(kind="returned")
    assert (submitted.state, letter.to, "请补讲稿主题。" in letter.text) == (State.ACTIVE, small.a.secretary, True)


def test_the_letter_of_a_return_opens_the_matter_for_its_reader_to_report_again(submitted, small):
    return_(assignment=submitted, version=3, reason="请补讲稿主题。", by=small.admin, **CLOCK)
    submitted.refresh_from_db()
    letter = Letter.objects.get(kind="returned")
    for words in (letter.text, letter.html):
        token = re.search(r"/m/([^/\s\"]+)/", words)[1]
        assert read_token(token) == (submitted.pk, small.a.secretary.pk)
    assert acts(submitted, ON) == [Act.REPORT, Act.EXTENSION]


def test_a_return_without_a_reason_is_refused(submitted, small):
    with pytest.raises(Refused):
        return_(assignment=submitted, version=3, reason="  ", by=small.admin, **CLOCK)


def test_the_approver_may_not_close_off_himself(submitted, small):
    approve(assignment=submitted, version=3, result="属实。", by=small.admin, **CLOCK)
    with pytest.raises(NotYours):
        close_off(assignment=submitted, version=4, by=small.admin, **CLOCK)
    # Without the action the database itself refuses.
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.filter(pk=submitted.pk).update(closed_off_by=small.admin)


def test_nobody_reviews_the_unit_in_which_he_holds_a_post(submitted, small):
    post(Role.UNIT_LEADER, small.a.unit, who=small.second_admin)
    with pytest.raises(NotYours):
        approve(assignment=submitted, version=3, result="属实。", by=small.second_admin, **CLOCK)


@pytest.mark.parametrize("who", ["secretary", "clerk", "leader"])
def test_a_unit_cannot_approve_its_own_work(submitted, small, who):
    with pytest.raises(NotYours):
        approve(assignment=submitted, version=3, result="属实。", by=getattr(small.a, who), **CLOCK)


def test_another_unit_cannot_accept(given, small):
    with pytest.raises(NotYours):
        acknowledge(assignment=given, version=1, by=small.b.secretary, **CLOCK)


def test_the_second_of_two_reviewers_is_told(submitted, small):
    twin = Assignment.objects.get(pk=submitted.pk)
    approve(assignment=submitted, version=3, result="属实。", by=small.admin, **CLOCK)
    with pytest.raises((Stale, Refused)):
        return_(assignment=twin, version=3, reason="不属实。", by=small.second_admin, **CLOCK)
    assert Submission.objects.get().decision == "approved"
    assert Entry.objects.filter(act="退回").count() == 0


def test_without_the_swap_the_second_reviewer_would_overwrite_the_first(submitted, small):
    twin = Submission.objects.get()
    approve(assignment=submitted, version=3, result="属实。", by=small.admin, **CLOCK)
    twin.decision, twin.result, twin.decided_at, twin.decided_by = "returned", "不属实。", NOW, small.second_admin
    twin.save()
    assert Submission.objects.get().decision == "returned"  # the harm that the compare-and-swap prevents


def test_progress_is_logged_once_however_often_it_is_sent(given, small):
    one = acknowledge(assignment=given, version=1, by=small.a.secretary, **CLOCK)
    said = {"version": 2, "text": "已定讲题。", "percent": 25, "key": "k1", "now": NOW, "by": small.a.clerk}
    report(assignment=one, **said)
    report(assignment=Assignment.objects.get(pk=one.pk), **said)
    assert [(r.text, r.percent) for r in Report.objects.all()] == [("已定讲题。", 25)]


def test_progress_on_a_matter_that_ended_meanwhile_is_refused_and_nothing_is_kept(given, small):
    one = acknowledge(assignment=given, version=1, by=small.a.secretary, **CLOCK)
    cancel(assignment=Assignment.objects.get(pk=one.pk), version=2, reason="合并办理", by=small.admin, **CLOCK)
    with pytest.raises(Stale) as lost:
        report(assignment=one, version=2, text="写了很久的进展", percent=50, key="k", now=NOW, by=small.a.clerk)
    assert lost.value.mine == "写了很久的进展"
    assert Report.objects.count() == 0
