"""The box: reachable from every page, read and answered by the office."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.conflict import Refused, Stale
from accounts.feedback.actions import answer, say
from accounts.feedback.models import FeedbackTicket
from accounts.models import Entry, Letter
from tests.factories import office

KEY = "5f2c6d2e-8a4b-4c55-9d0a-0d4f3a1b2c3d"
TYPED = {"topic": "burden", "text": "同一材料三个部门都要。", "page": "/today/", "key": KEY}


@pytest.fixture
def small(db):
    """The small office."""
    return office()


@pytest.mark.parametrize("who", ["admin", "county_leader", "supervisor", "system_admin", "security_admin", "audit_admin"])
def test_the_foot_of_every_page_leads_to_the_box(client, small, who):
    client.force_login(getattr(small, who))
    page = client.get("/", follow=True)
    assert f'href="/feedback/say/?from={page.request["PATH_INFO"]}"' in page.content.decode()


def test_what_a_clerk_says_reaches_the_office_with_the_page_and_is_answered_by_one_letter(client, small):
    client.force_login(small.a.clerk)
    client.post(reverse("accounts:say"), TYPED)
    client.force_login(small.admin)
    page = client.get(reverse("accounts:feedback")).content.decode()
    assert "同一材料三个部门都要。" in page and "/today/" in page and "待答复 1" in page
    ticket = FeedbackTicket.objects.get()
    assert (ticket.by, ticket.post) == (small.a.clerk, "县财政局党组党务干部")
    client.post(reverse("accounts:answer_feedback", args=[ticket.pk]), {"words": "已合并为一次报送。"})
    assert [(x.to, x.subject) for x in Letter.objects.filter(kind="feedback_answered")] == [
        (small.a.clerk, "【党建清单】您的意见已答复")
    ]
    client.force_login(small.a.clerk)
    assert "已合并为一次报送。" in client.get(reverse("accounts:say")).content.decode()


def test_a_double_click_counts_once(client, small):
    client.force_login(small.a.clerk)
    for _ in range(2):
        assert client.post(reverse("accounts:say"), TYPED).status_code == 302
    assert (FeedbackTicket.objects.count(), Entry.objects.filter(act="提出意见").count()) == (1, 1)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": ""}, "请填写此项。"),
        ({"text": "长" * 501}, "最多 500 个字，现有 501 个字，请删减。"),
        ({"topic": "x"}, "所选的不在可选范围内"),
    ],
)
def test_a_wrong_value_is_named_and_nothing_is_kept(client, small, wrong, sentence):
    client.force_login(small.a.clerk)
    page = client.post(reverse("accounts:say"), TYPED | wrong)
    assert (page.status_code, FeedbackTicket.objects.count()) == (422, 0)
    assert sentence in page.content.decode()


def test_it_is_answered_once_and_never_without_words(small):
    ticket = say(topic="other", text="建议", key="k", now=timezone.now(), by=small.a.clerk)
    with pytest.raises(Refused, match="请填写答复"):
        answer(ticket=ticket, words=" ", now=timezone.now(), by=small.admin)
    answer(ticket=ticket, words="采纳。", now=timezone.now(), by=small.admin)
    with pytest.raises(Stale):
        answer(ticket=ticket, words="不采纳。", now=timezone.now(), by=small.supervisor)
    with pytest.raises(IntegrityError), transaction.atomic():
        FeedbackTicket.objects.update(answered_by=None)


def test_nobody_reads_what_others_said_but_the_office(client, small):
    say(topic="other", text="只给党建办看", key="k", now=timezone.now(), by=small.a.clerk)
    client.force_login(small.a.secretary)
    assert "只给党建办看" not in client.get(reverse("accounts:say")).content.decode()
    assert client.get(reverse("accounts:feedback")).status_code == 403
