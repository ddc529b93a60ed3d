"""Rows S: state changes and assignment. (S1: tests/tasks/review/test_pages.py; S6: there and tests/tasks/items/test_reshaping.py.)"""

from datetime import date, timedelta

import pytest
import time_machine
from django.db.models import ProtectedError
from django.urls import reverse

from accounts.letters.deliver import deliver
from accounts.models import Entry, Letter, Unit
from tasks.items import life
from tasks.items.actions import amending, decide, remove
from tasks.items.models import Assignment, Item, ResponsibilityList
from tasks.items.states import Part
from tasks.progress.actions import report
from tasks.progress.models import Report
from tasks.review.models import Submission
from tasks.supervision.actions import plan
from tests.accounts.signed_in import client_of, text
from tests.factories import office
from tests.tasks.conftest import NOW, ON
from tests.tasks.items.matters import DUE, at, give, issued_list, item
from tests.tasks.items.test_reshaping import FORM
from tests.tasks.review.test_race import at_once, press, submitted
from tests.tasks.unit_day import CLOCK, active, given


@pytest.mark.django_db(transaction=True)
def test_s2_thirty_two_approvals_and_returns_at_the_same_moment_leave_one_answer_one_trail_row_and_at_most_one_letter():
    small = office()
    with time_machine.travel(at(DUE), tick=False):
        one, browsers = submitted(small), []
        for number in range(16):
            browsers.append(press(small.admin, "review:decide", one, result=f"属实{number}。", approve="1"))
            browsers.append(press(small.second_admin, "review:decide", one, result=f"补充{number}。", **{"return": "1"}))
        answers = sorted(answer.status_code for answer in at_once(browsers))
    assert answers == [302] + [409] * 31
    decided = Submission.objects.get(assignment=one)
    assert Entry.objects.filter(target_id=one.pk, target_type="tasks.assignment", act__in=["通过", "退回"]).count() == 1
    assert Letter.objects.filter(kind="returned").count() == (decided.decision == "returned")


@pytest.mark.parametrize("who", ["secretary", "leader", "clerk"])
def test_s3_nobody_of_the_unit_decides_about_its_own_work(small, who):
    with time_machine.travel(at(DUE), tick=False):
        one = submitted(small)
        address = reverse("review:decide", args=[one.pk])
        said = {"version": one.version, "result": "属实。", "approve": "1"}
        client = client_of(getattr(small.a, who))
        assert [client.get(address).status_code, client.post(address, said).status_code] == [403, 403]
    one.refresh_from_db()
    assert (one.state, Submission.objects.get().decision) == ("submitted", "")


@pytest.mark.parametrize("wrong", ["no lead", "lead and support", "dissolved", "nobody"])
def test_s4_units_that_cannot_be_meant_are_refused_with_the_reason(small, wrong):
    listed = ResponsibilityList.objects.create(year=2026, title="清单")
    gone = Unit.objects.create(name="县某局党组", kind="party_group", path="9999/", dissolved_on=ON)
    said, sentence = {
        "no lead": ({"mode": "joint", "support": [small.b.unit.pk]}, "请指定牵头单位"),
        "lead and support": ({"mode": "joint", "lead": small.a.unit.pk, "support": [small.a.unit.pk]}, "牵头"),
        "dissolved": ({"each": [gone.pk]}, "请重新选择"),
        "nobody": ({"each": []}, "请至少选择一个责任单位"),
    }[wrong]
    answer = client_of(small.admin).post(reverse("items:new_item", args=[listed.pk, "hand"]), FORM | said)
    assert (answer.status_code, sentence in text(answer), Item.objects.count()) == (422, True, 0)


def test_s5_a_unit_with_open_matters_is_dissolved_only_after_a_decision_and_history_keeps_its_name(small):
    one = active(small, "讲党课")[0]
    client, address = client_of(small.system_admin), reverse("accounts:unit_dissolve", args=[small.b.unit.pk])
    with time_machine.travel(NOW, tick=False):
        refused = client.post(address, {"on": f"{ON}"})
        assert (refused.status_code, "还有在办事项1项。请先由党建办作出变更决定" in text(refused)) == (422, True)
        values = {name: getattr(one.item, name) for name in ("title", "requirement", "due_on", "acceptance_criteria")}
        change = amending.put_change(item=one.item, values=values, parts={small.a.unit: Part.EACH}, now=NOW, by=small.admin)
        decide(
            amendment=change.amendment, document="清直党〔2026〕9号", decided_on=ON, reason="机构改革。", by=small.admin, **CLOCK
        )
        assert client.post(address, {"on": f"{ON}"}).status_code == 302
        past = one.item.assignments.get(unit=small.b.unit)
        page = text(client_of(small.admin).get(reverse("desk:assignment", args=[past.pk])))
    assert (past.state, "县教育局党委" in page, "机构改革。" in page) == ("cancelled", True, True)


def test_s7_what_has_progress_is_never_deleted_only_withdrawn_and_the_rows_stay(small):
    one = active(small, "讲党课")[0]
    report(assignment=one, version=one.version, text="已办。", percent=50, key="k", now=NOW, by=small.a.clerk)
    with time_machine.travel(NOW, tick=False):
        assert client_of(small.admin).post(reverse("items:remove", args=[one.item_id])).status_code == 404
    for delete in (lambda: remove(item=one.item, by=small.admin), one.item.delete, one.delete):
        with pytest.raises(Exception) as refused:  # noqa: PT011 - the action's word, then the database's own
            delete()
        assert isinstance(refused.value, ProtectedError) or "清单已印发，不能直接修改" in str(refused.value)
    one.refresh_from_db()
    life.cancel(assignment=one, version=one.version, reason="合并办理。", by=small.admin, **CLOCK)
    assert (Assignment.objects.get(pk=one.pk).state, Report.objects.count(), Item.objects.count()) == ("cancelled", 1, 1)


@pytest.mark.parametrize("undo", ["cancel", "reopen", "reschedule"])
def test_s8_what_is_undone_after_the_digest_went_out_is_told_by_a_letter_of_its_own(small, undo, mailoutbox):
    type(small.a.secretary).objects.filter(pk=small.a.secretary.pk).update(email="shuji@example.gov.cn")
    one = given(small, "讲党课", due_on=date(2026, 11, 25))[0]
    Assignment.objects.filter(pk=one.pk).update(assigned_on=date(2026, 11, 2))
    Letter.objects.all().delete()
    plan(now=NOW)
    deliver(limit=9, now=NOW)
    assert [mail.subject.split("】")[0] for mail in mailoutbox] == ["【党建清单"]
    told = {"assignment": one, "version": one.version, "reason": "下达有误。", "by": small.admin, **CLOCK}
    if undo == "cancel":
        life.cancel(**told)
    elif undo == "reschedule":
        life.reschedule(due_on=one.due_on + timedelta(30), **told)
    else:
        done = {"state": "completed", "completed_by": small.admin, "completed_on": ON, "submitted_on": ON}
        Assignment.objects.filter(pk=one.pk).update(**done)
        one.refresh_from_db()
        life.reopen(due_on=one.due_on + timedelta(30), **told)
    deliver(limit=9, now=NOW + timedelta(minutes=5))
    assert len(mailoutbox) == 2 and "下达有误。" in mailoutbox[1].body


def test_s1_a_matter_given_once_is_not_given_twice(small):
    one = item(issued_list(small))
    give(one, small.a.unit)
    with pytest.raises(Exception, match="(?i)unique"):
        give(one, small.a.unit)
