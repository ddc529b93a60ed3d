"""报审、审定、撤回: the office cannot issue what no leader has approved."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.conflict import NotYours, Refused, Stale
from accounts.models import Entry, Letter
from tasks.items.actions import amend, draw_up, endorse, issue, propose, remove, send_back, take_back
from tasks.items.models import Approval, Item, ResponsibilityList
from tasks.items.states import ListState
from tests.factories import approve, user
from tests.tasks.conftest import NOW, ON

CLOCK = {"on": ON, "now": NOW}


def asked(draft, small, **said):
    return propose(responsibility_list=draft, by=small.admin, **CLOCK, **said)


def test_a_draft_that_nobody_approved_is_not_issued(ready, small):
    with pytest.raises(Refused) as refused:
        issue(responsibility_list=ready, number="1号", by=small.admin, **CLOCK)
    assert str(refused.value) == "清单尚未审定，不能印发。请先报审，由县委领导或指定的审定人审定。"
    asked(ready, small)
    with pytest.raises(Refused) as refused:
        issue(responsibility_list=ready, number="1号", by=small.admin, **CLOCK)
    assert str(refused.value) == "清单已报审，尚未审定，不能印发。请等待审定。"
    assert ResponsibilityList.objects.get().state == ListState.DRAFT


def test_a_county_leader_approves_with_meeting_and_remark_and_it_is_issued(ready, small):
    approval = endorse(approval=asked(ready, small), meeting="县委常委会", remark="同意。", now=NOW, by=small.county_leader)
    assert (approval.answer, approval.decided_by, approval.meeting, approval.post) == (
        "approved", small.county_leader, "县委常委会", "中共清禾县委员会县委领导",
    )  # fmt: skip
    issue(responsibility_list=ready, number="1号", by=small.admin, **CLOCK)
    assert Entry.objects.get(act="印发清单").after["approval"] == str(small.county_leader)


def test_each_leader_asked_gets_one_letter_and_the_office_one_answer(ready, small):
    endorse(approval=asked(ready, small), now=NOW, by=small.county_leader)
    letters = Letter.objects.filter(kind__startswith="approval").order_by("pk")
    assert [(x.to, x.subject) for x in letters] == [
        (small.county_leader, "【党建清单】《2026年度党建工作责任清单》请您审定"),
        (small.admin, "【党建清单】《2026年度党建工作责任清单》已审定"),
    ]


def test_what_lies_with_the_leader_does_not_change(ready, small):
    item = ready.items.first()
    asked(ready, small)
    for act in (
        lambda: amend(item=item, version=item.version, values={"title": "改"}, by=small.admin),
        lambda: remove(item=item, by=small.admin),
        lambda: draw_up(responsibility_list=ready, values={"title": "加", "requirement": "加"}, by=small.admin),
    ):
        with pytest.raises(Refused, match="清单已报审，不能修改"):
            act()
    with pytest.raises(Stale, match="清单已报审，没有重复报审"):
        asked(ready, small)
    assert [i.title for i in ready.items.all()] == ["改进文风会风", "抓党课"]


def test_an_approved_draft_that_is_taken_back_needs_a_new_approval(ready, small):
    approve(ready, on=ON, by=small.admin)
    take_back(responsibility_list=ready, reason="增加一项", now=NOW, by=small.admin)
    item = ready.items.first()
    amend(item=item, version=item.version, values={"target": "减少三成"}, by=small.admin)
    with pytest.raises(Refused, match="清单尚未审定"):
        issue(responsibility_list=ready, number="1号", by=small.admin, **CLOCK)


def test_a_returned_draft_says_why_and_may_be_changed(ready, small):
    approval = asked(ready, small)
    with pytest.raises(Refused, match="退回须说明理由"):
        send_back(approval=approval, remark=" ", now=NOW, by=small.county_leader)
    send_back(approval=approval, remark="时限太紧。", now=NOW, by=small.county_leader)
    item = ready.items.first()
    amend(item=item, version=item.version, values={"target": "减少三成"}, by=small.admin)
    assert [(a.answer, a.remark) for a in ready.approvals.all()] == [("returned", "时限太紧。")]


def test_a_named_approver_decides_and_nobody_else(ready, small):
    named = user("工委书记")
    approval = asked(ready, small, approver=named)
    for other in (small.county_leader, small.second_admin, small.supervisor):
        with pytest.raises(NotYours):
            endorse(approval=approval, now=NOW, by=other)
    assert endorse(approval=approval, now=NOW, by=named).decided_by == named


def test_nobody_approves_what_he_asked_for(ready, small):
    with pytest.raises(Refused, match="审定人不能是报审人本人"):
        asked(ready, small, approver=small.admin)
    approval = asked(ready, small)
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.filter(pk=approval.pk).update(answer="approved", decided_by=small.admin, decided_at=NOW)


def test_an_approval_is_answered_once(ready, small):
    approval = asked(ready, small)
    endorse(approval=Approval.objects.get(pk=approval.pk), now=NOW, by=small.county_leader)
    with pytest.raises(Stale):
        send_back(approval=approval, remark="不同意", now=NOW, by=small.county_leader)
    assert Approval.objects.get().answer == "approved"


def test_an_incomplete_draft_is_not_sent_to_the_leader(draft, small):
    with pytest.raises(Refused, match="第1项　改进文风会风：尚未确定完成时限"):
        asked(draft, small)
    assert Letter.objects.count() == 0


def test_the_leader_reads_and_approves_on_one_page(client, ready, small):
    approval = asked(ready, small, note="请审定")
    client.force_login(small.county_leader)
    lists = client.get(reverse("items:lists")).content.decode()
    page = client.get(reverse("items:approval", args=[approval.pk])).content.decode()
    assert "待您审定" in lists and "改进文风会风" in page and "审定同意" in page
    answer = client.post(
        reverse("items:answer_approval", args=[approval.pk]), {"approve": "1", "meeting": "县委常委会", "remark": ""}
    )
    assert (answer.status_code, Approval.objects.get().answer) == (302, "approved")


def test_a_return_without_a_reason_keeps_what_was_typed(client, ready, small):
    approval = asked(ready, small)
    client.force_login(small.county_leader)
    answer = client.post(
        reverse("items:answer_approval", args=[approval.pk]), {"return": "1", "meeting": "县委常委会", "remark": ""}
    )
    assert answer.status_code == 422
    assert "退回须说明理由" in answer.content.decode() and "县委常委会" in answer.content.decode()


def test_the_office_goes_the_whole_way_on_its_pages(client, ready, small):
    client.force_login(small.admin)
    assert client.post(reverse("items:propose", args=[ready.pk]), {"note": "请审定"}).status_code == 302
    page = client.get(reverse("items:list", args=[ready.pk])).content.decode()
    assert "等待审定" in page and 'name="number"' not in page
    endorse(approval=Approval.objects.get(), now=NOW, by=small.county_leader)
    assert 'name="number"' in client.get(reverse("items:list", args=[ready.pk])).content.decode()
    assert client.post(reverse("items:issue", args=[ready.pk]), {"number": "清直党〔2026〕8号"}).status_code == 302
    assert Item.objects.filter(assignments__isnull=False).distinct().count() == 2
