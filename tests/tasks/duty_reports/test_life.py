"""A report's life: asked for, written in, signed, returned, signed again; nothing typed is lost, nothing signed changes."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.acting.actions import authorise
from accounts.conflict import NotYours, Refused, Stale
from accounts.models import Entry, Letter
from accounts.roles import Role
from tasks.duty_reports import actions
from tasks.duty_reports.content import Typed, changes, content_of
from tasks.duty_reports.models import DutyReport, SignedReport, TypedReport
from tasks.duty_reports.queries import as_it_stands, missing_from, statements_of, to_write
from tasks.duty_reports.states import ReportState
from tasks.items.models import Assignment
from tasks.items.states import State
from tests import factories
from tests.tasks.duty_reports.stage import DUE, ON, Stage, stage
from tests.tasks.items.matters import clock, give, item

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Stage:
    return stage()


def write(report: DutyReport, by, version=None, own="下一步抓落实。", typed=None):
    said = {"version": version or report.version, "typed": typed or {}, "own": {"next": own}}
    return actions.write(report=report, by=by, **said, **clock(ON))


def test_each_secretary_and_leader_of_a_unit_with_items_is_asked_by_one_letter(here):
    factories.post(Role.UNIT_LEADER, here.small.b.unit, who=here.small.a.secretary)  # two posts, one person
    call = here.ask()
    asked = sorted((str(one.post.unit), one.post.role) for one in call.reports.with_everything())
    a, b = str(here.small.a.unit), str(here.small.b.unit)
    leader, secretary = Role.UNIT_LEADER, Role.UNIT_SECRETARY
    assert asked == sorted([(a, leader), (a, secretary), (b, leader), (b, leader), (b, secretary)])
    letters = Letter.objects.filter(kind="duty_report_asked")
    assert letters.count() == 4
    assert letters.get(to=here.small.a.secretary).text.count("/assessment/duty-reports/") == 2
    with pytest.raises(Stale, match="已经布置述职"):
        here.ask()


def test_whoever_comes_into_post_later_is_asked_by_itself(here):
    call = here.ask()
    new = factories.post(Role.UNIT_LEADER, here.small.b.unit)
    assert list(missing_from(call, ON)) == [new]
    made = actions.ask_more(call=call, by=here.small.admin, **clock(ON))
    assert [one.post for one in made] == [new] and Letter.objects.get(to=new.user).kind == "duty_report_asked"
    with pytest.raises(Refused, match="没有新任"):
        actions.ask_more(call=call, by=here.small.admin, **clock(ON))


def test_only_the_office_asks_and_not_for_the_past(here):
    with pytest.raises(NotYours):
        here.ask(by=here.small.a.secretary)
    with pytest.raises(Refused, match="早于今天"):
        here.ask(due_on=date(2026, 11, 23))


def test_a_report_is_drafted_from_the_records_of_its_post(here):
    here.ask()
    of_a = {one.key: one.text for one in statements_of(here.report(here.small.a.secretary), ON)}
    assert of_a["listed.done"] == "本单位责任清单事项，考核期内应办结2项，经审核办结1项，未办结1项。"
    assert of_a["problems.overdue"] == "“改作风”逾期尚未办结。"
    assert of_a["personal.deeds"] == "有本人签收1次、提请办结1次的记录。"
    of_leader = {one.key: one.text for one in statements_of(here.report(here.small.a.leader), ON)}
    assert of_leader["listed.done"] == "本人分管的责任清单事项，考核期内应办结1项，经审核办结0项，未办结1项。"
    assert of_leader["listed.charge"] == "本人分管作风建设。"
    of_b = {one.key: one.text for one in statements_of(here.report(here.small.b.secretary), ON)}
    assert "listed.done" not in of_b and of_b["listed.not_due"] == "本单位责任清单事项1项均未到期。"


def test_last_years_problems_come_first_with_their_origin_and_state(here):
    here.ask()
    problem = {"source": "problem", "words": "党课记录不全。", "found_in": "inspection", "remedy": "time_limited", "basis": ""}
    of_year = [(date(2025, 5, 6), "补记录"), (date(2026, 2, 1), "今年的问题")]
    listed = here.done.item.responsibility_list
    rows = [give(item(listed, title=title, found_on=day, **problem), here.small.a.unit) for day, title in of_year]
    closing = {"completed_by": here.small.admin, "completed_on": date(2026, 3, 1)}
    closing |= {"closed_off_by": here.small.supervisor, "closed_off_on": date(2026, 3, 5)}
    Assignment.objects.filter(pk=rows[0].pk).update(state=State.CLOSED_OFF, **closing)
    first = statements_of(here.report(here.small.a.secretary), ON)[0]
    assert (first.key, first.text) == ("before.all", "上年度留存或反馈的问题和未办结事项共1项，经核验销号1项。")
    assert first.sources[0].words == "“补记录”：巡视巡察、限期整改，2025年5月6日提出，时限11月30日，3月5日核验销号"


def test_holder_and_clerk_write_and_an_old_page_overwrites_nothing(here):
    here.ask()
    report = here.report(here.small.a.secretary)
    actions.keep_typed(report=report, words={"own-next": "未完"}, now=clock(ON)["now"], by=here.small.a.clerk)
    written = write(report, here.small.a.clerk, typed={"listed.done": Typed("共承担2项。", "原句。")})
    assert (written.version, written.words["own"], written.words["edits"][0]["text"]) == (
        2,
        {"next": "下一步抓落实。"},
        "共承担2项。",
    )
    assert not TypedReport.objects.exists()
    with pytest.raises(Stale) as stale:
        write(here.report(here.small.a.secretary), here.small.a.secretary, version=1, own="旧页上的话。")
    assert "旧页上的话。" in stale.value.mine and "下一步抓落实。" in stale.value.theirs
    assert DutyReport.objects.get(pk=report.pk).words == written.words
    entry = Entry.objects.get(act="修改述职报告")
    assert (entry.by, entry.after["own"]) == (here.small.a.clerk, {"next": "下一步抓落实。"})


@pytest.mark.parametrize("who", ["leader", "other clerk", "admin"])
def test_nobody_else_writes(here, who):
    here.ask()
    people = {"leader": here.small.a.leader, "other clerk": here.small.b.clerk, "admin": here.small.admin}
    with pytest.raises(NotYours):
        write(here.report(here.small.a.secretary), people[who])
    with pytest.raises(NotYours):
        actions.keep_typed(report=here.report(here.small.a.secretary), words={}, now=clock(ON)["now"], by=people[who])


def test_only_the_holder_signs_not_the_clerk_nor_whoever_acts_for_him(here):
    here.ask()
    report, small = here.report(here.small.a.secretary), here.small
    days = {"valid_from": ON, "valid_to": DUE, "reason": "出差", "today": ON, "now": clock(ON)["now"]}
    authorise(post=report.post, deputy=small.a.leader, **days, by=small.a.secretary)
    for person in (small.a.clerk, small.a.leader, small.admin):
        with pytest.raises(NotYours, match="本人签署，不能代签"):
            here.sign(report, by=person)
    signed = here.sign(report)
    assert (signed.number, signed.by, here.report(small.a.secretary).state) == (1, small.a.secretary, ReportState.SIGNED)


def test_nobody_signs_what_he_has_not_read(here):
    here.ask()
    report = here.report(here.small.a.secretary)
    with pytest.raises(Stale, match="记录有变化"):
        here.sign(report, seen="0" * 64)
    write(report, here.small.a.clerk)
    with pytest.raises(Stale, match="刚有修改"):
        here.sign(report, version=1)
    assert not SignedReport.objects.exists()
    assert here.report(here.small.a.secretary).state == ReportState.DRAFT


def test_a_signed_report_is_locked_and_says_when_its_figures_changed(here):
    here.ask()
    report = here.report(here.small.a.secretary)
    signed = here.sign(report)
    with pytest.raises(Stale, match="已经锁定"):
        write(here.report(here.small.a.secretary), here.small.a.secretary)
    with pytest.raises(Stale):
        here.sign(here.report(here.small.a.secretary))
    here.deliver(here.led)
    moved = dict(changes(content_of(signed.content), statements_of(report, ON)))
    before = "本单位责任清单事项，考核期内应办结2项，经审核办结1项，未办结1项。"
    assert moved[before] == "本单位责任清单事项，考核期内应办结2项，经审核办结2项。"
    assert SignedReport.objects.get(pk=signed.pk).content == signed.content


def test_returned_with_a_reason_edited_and_signed_again_both_versions_stay(here):
    here.ask()
    report = here.report(here.small.a.secretary)
    write(report, here.small.a.secretary, own="初稿。")
    first = here.sign(here.report(here.small.a.secretary))
    report = here.report(here.small.a.secretary)
    back = {"version": report.version, "by": here.small.admin, **clock(ON)}
    with pytest.raises(Refused, match="退回理由"):
        actions.return_(report=report, reason="  ", **back)
    actions.return_(report=report, reason="下一步打算过于笼统。", **back)
    letter = Letter.objects.get(kind="duty_report_returned")
    assert (letter.to, "下一步打算过于笼统。" in letter.text) == (here.small.a.secretary, True)
    with pytest.raises(Stale):
        actions.return_(report=report, reason="再退一次。", **back)
    waiting = to_write(here.small.a.secretary, ON)
    assert [(one.pk, one.is_own, one.reason) for one in waiting] == [(report.pk, True, "下一步打算过于笼统。")]
    write(here.report(here.small.a.secretary), here.small.a.secretary, own="12月20日前补齐。")
    second = here.sign(here.report(here.small.a.secretary))
    kept = list(SignedReport.objects.order_by("number").values_list("number", "reason", "content__own__next"))
    assert kept == [(1, "下一步打算过于笼统。", "初稿。"), (2, "", "12月20日前补齐。")]
    assert (first.pk, second.number) != (second.pk, 1) and to_write(here.small.a.secretary, ON) == []


def test_a_report_on_record_knows_its_edits_when_drafted_again(here):
    here.ask()
    report = here.report(here.small.a.secretary)
    generated = next(line for line in as_it_stands(report, ON).lines if line.key == "listed.done").statement.text
    write(report, here.small.a.secretary, typed={"listed.done": Typed("承担2项。", generated)})
    here.deliver(here.led)
    line = next(line for line in as_it_stands(here.report(here.small.a.secretary), ON).lines if line.key == "listed.done")
    assert (line.text, line.moved, line.statement.text != generated) == ("承担2项。", True, True)


@pytest.mark.parametrize(
    "values",
    [
        {"reason": "无人退回。"},
        {"returned_on": ON, "returned_at": clock(ON)["now"], "reason": ""},
        {"returned_on": ON, "returned_at": clock(ON)["now"], "returned_by": F("by"), "reason": "退自己的。"},
    ],
)
def test_the_database_holds_returns_to_reason_time_and_another_person(here, values):
    here.ask()
    signed = here.sign(here.report(here.small.a.secretary))
    with pytest.raises(IntegrityError), transaction.atomic():
        SignedReport.objects.filter(pk=signed.pk).update(**values)


def test_the_database_holds_one_report_a_post_and_one_signature_that_stands(here):
    call = here.ask()
    report = here.report(here.small.a.secretary)
    signed = here.sign(report)
    with pytest.raises(IntegrityError), transaction.atomic():
        DutyReport.objects.create(call=call, post=report.post, asked_at=clock(ON)["now"])
    signed.pk, signed.number = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        signed.save(force_insert=True)
